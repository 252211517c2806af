"""The instructor's pytest file, run on the trusted side: one test is one item, and the points go by how many passed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import BeforeValidator, Field

from grader.checks.code_fields import FilePath, Seconds
from grader.checks.fields import YesNo, one_line, one_of
from grader.checks.line import Line
from grader.nearest import quoted
from grader.run import Ending, Question, Reason, Reply, Run
from grader.score import Finding, Outcome, Proposal, Ran

if TYPE_CHECKING:
    from grader.checks.case import Case

USE_SECONDS, FILE_SECONDS = 10.0, 60.0
"""Processor time of one use of the group's code, and of a whole file that runs inside the jail."""
NOT_ATTEMPTED = frozenset({Reason.NOT_IMPLEMENTED, Reason.GAVE_NONE, Reason.GAVE_ELLIPSIS, Reason.UNTOUCHED, Reason.EMPTY})
NOT_THERE = frozenset({Reason.NO_FILE, Reason.NO_FUNCTION})
THE_MACHINE = frozenset({Reason.ENVIRONMENT, Reason.BLOCKED, Reason.OLD_PYTHON})
NAMED = 6
"""Tests named in one sentence."""
INSIDE = "run inside the jail beside the group's own code, which could have changed their outcome: weaker evidence"


def test_file(value: object) -> str:
    """A pytest file of the course."""
    said = one_line(value)
    path = PurePosixPath(said)
    if path.is_absolute() or ".." in path.parts or "\\" in said or path.suffix != ".py" or str(path) != said:
        raise ValueError(f"wants a pytest file of the course, such as `test_layers.py`, not {quoted(said)}")
    return said


@dataclass(frozen=True)
class Tested:
    """One test."""

    name: str
    says: str
    """The first line of its docstring."""
    outcome: str
    message: str
    reply: Reply

    def __str__(self) -> str:
        return f"{self.says} ({self.name})" if self.says else self.name


class Pytest(Line):
    """`pytest: test_layers.py`: points by the share of tests that pass; with `points by: all` only all of them earn any."""

    word: ClassVar[str] = "pytest"
    no_self_check: ClassVar[str] = "what a test expects would stand in its message"

    pytest: Annotated[str, BeforeValidator(test_file)]
    file: FilePath | None = Field(default=None, alias="in")
    points_by: Annotated[str, BeforeValidator(one_of("share", "all"))] = Field(default="share", alias="points by")
    wholly_inside: YesNo = Field(default=False, alias="wholly inside")
    messages: YesNo = False
    seconds: Seconds | None = None

    def runs_code(self) -> bool:
        """Always."""
        return True

    def course_files(self) -> tuple[str, ...]:
        """The tests."""
        return (self.pytest,)

    def questions(self, files: Collection[str]) -> tuple[Question, ...]:
        """One, whose replies are the tests."""
        _ = files
        if self.wholly_inside:
            return (Question("pytest", {"file": self.pytest}, self.seconds or FILE_SECONDS),)
        return (Question("suite", {"file": self.pytest, "in": self.file or ""}, self.seconds or USE_SECONDS),)

    def run(self, case: "Case") -> Finding:
        """What the tests say."""
        rule = "all tests pass" if self.points_by == "all" else "points by the share of tests that pass"
        rule = f"{rule}; {INSIDE}" if self.wholly_inside else rule
        if case.run is None or not case.run.replies:
            return Finding(Outcome.REVIEW, "the tests were not run; a person decides", rule=rule)
        run = case.run
        found = tests(run.replies)
        if found is None:
            return no_tests(run, rule)
        share = {"share": 1.0, "all": 0.0}[self.points_by]
        return self.decided(run, found, rule, share)

    def decided(self, run: Run, found: Sequence[Tested], rule: str, partly: float) -> Finding:
        """Every test that counts, put together."""
        ran = Ran(run, tuple(one.outcome == "passed" for one in found))
        detail = "\n\n".join(f"{one.name}: {one.outcome}\n{one.message}".strip() for one in found if one.outcome != "passed")
        broken = [one for one in found if one.outcome == "error"]
        if broken:
            says = f"the course's own tests fail ({listed(broken)}); that is not your fault, and a person decides"
            return Finding(Outcome.FAULT, says, rule=rule, detail=detail, ran=ran)
        counted = [one for one in found if one.outcome in ("passed", "failed")]
        if not counted:
            return Finding(Outcome.REVIEW, "all tests were skipped; a person decides", rule=rule, detail=detail, ran=ran)
        failed = [one for one in counted if one.outcome == "failed"]
        share = 1.0 if not failed else partly * (len(counted) - len(failed)) / len(counted)
        says = f"{len(counted) - len(failed)} of {len(counted)} tests passed"
        if not failed:
            return Finding(Outcome.RIGHT, says, 1.0, rule, ran=ran)
        if all(one.reply.reason in NOT_ATTEMPTED | NOT_THERE for one in counted):
            return Finding(Outcome.MISSING, f"not attempted: {failed[0].reply.reason.value}", 0.0, rule, detail=detail, ran=ran)
        says = f"{says}; failed: {self.told(failed)}"
        outcome = Outcome.MISTAKE if share else Outcome.WRONG
        if doubt := next((one for one in failed if not against(one.reply)), None):
            says = f"{says}; {doubt.name}: {doubt.reply.says or doubt.reply.reason.value or doubt.reply.ending.value}; a person decides"
            fault = doubt.reply.ending is Ending.FAULT
            proposed = None if fault else Proposal(outcome, share)
            return Finding(Outcome.FAULT if fault else Outcome.REVIEW, says, 0.0, rule, proposed=proposed, detail=detail, ran=ran)
        return Finding(outcome, says, share, rule, detail=detail, ran=ran)

    def told(self, failed: Sequence[Tested]) -> str:
        """The tests that failed as a student reads them; pytest's messages only where the rubric shows them."""
        if not self.messages:
            return listed(failed)
        said = dict.fromkeys(one.message.partition("\n")[0] for one in failed[:NAMED] if one.message)
        return listed(failed) + " – " + "; ".join(said)


def tests(replies: Sequence[Reply]) -> tuple[Tested, ...] | None:
    """The tests of a run, told one by one; None where there are none."""
    found = [tested for one in replies if (tested := of_suite(one)) is not None]
    return tuple(found) if found and len(found) == len(replies) else None


def of_suite(reply: Reply) -> Tested | None:
    """One test."""
    value = reply.value
    if not isinstance(value, dict) or not value.keys() >= {"test", "says", "outcome", "message"}:
        return None
    return Tested(value["test"], value["says"], value["outcome"], value["message"], reply)


def no_tests(run: Run, rule: str) -> Finding:
    """Nothing came of the run at all."""
    reply = run.replies[0]
    says = reply.says or reply.reason.value or reply.ending.value
    if reply.ending is Ending.FAULT:
        told = f"the course's own tests could not be run ({says}); that is not your fault, and a person decides"
        return Finding(Outcome.FAULT, told, rule=rule, detail=reply.output, ran=Ran(run))
    if reply.ending is Ending.NOT_RUN and reply.reason in NOT_THERE:
        return Finding(Outcome.MISSING, says, rule=rule, ran=Ran(run))
    theirs = run.suspicious or (reply.ending is Ending.OUT_OF_TIME and not reply.reason)
    proposed = Proposal(Outcome.WRONG, 0.0) if theirs else None
    return Finding(Outcome.REVIEW, f"{says}; a person decides", rule=rule, proposed=proposed, ran=Ran(run))


def against(reply: Reply) -> bool:
    """Whether what was seen of the group's code in a test that failed is sure to be its own doing."""
    if reply.reason in THE_MACHINE:
        return False
    if reply.ending is Ending.NOT_RUN:
        return reply.reason in NOT_THERE | NOT_ATTEMPTED | {Reason.SYNTAX}
    if reply.ending is Ending.OUT_OF_TIME:
        return reply.reason is Reason.NONE
    return reply.ending in (Ending.FINISHED, Ending.RAISED)


def listed(found: Sequence[Tested]) -> str:
    """Tests by what they say of themselves."""
    return ", ".join(map(str, found[:NAMED])) + (", …" if len(found) > NAMED else "")
