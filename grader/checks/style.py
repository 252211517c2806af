"""Findings of a style checker in what the group wrote itself."""

import re
from collections.abc import Collection
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import BeforeValidator, Field, model_validator

from grader.checks.fields import OneLine, Share, Whole, exact, one_of, texts
from grader.checks.line import Line
from grader.nearest import quoted
from grader.run import Ending, Question, Reason, Reply, Run
from grader.score import Finding, Outcome, Ran
from grader.style_findings import StyleFinding, from_rows

if TYPE_CHECKING:
    from grader.checks.case import Case

SECONDS = 30.0
CODE = re.compile(r"[A-Z]{1,5}\d{0,4}", re.ASCII)
SHOWN = 5
"""Findings named in one sentence."""


def none_or_more(value: object) -> int:
    """A whole number, from 0 on."""
    amount = exact(value)
    if amount.denominator != 1 or amount < 0:
        raise ValueError(f"wants a whole number from 0 on, not {quoted(str(value))}")
    return int(amount)


def patterns(value: object) -> tuple[str, ...]:
    """Files, or patterns such as `lib/*.py`."""
    for said in (found := texts(value)):
        if said.startswith("/") or ".." in said or not said.endswith(".py"):
            raise ValueError(f"wants Python files such as `lib/*.py`, not {quoted(said)}")
    return found


def codes(value: object) -> tuple[str, ...]:
    """Codes of findings, or how they begin: `E`, `W6`, `F401`."""
    for said in (found := texts(value)):
        if not CODE.fullmatch(said):
            raise ValueError(f"wants codes such as `E`, `W6` or `F401`, not {quoted(said)}")
    return found


class Style(Line):
    """`style: pycodestyle`: no findings, or no more than are `allowed:`; `each: 10%` takes a share off for every one beyond."""

    word: ClassVar[str] = "style"

    name: OneLine
    style: Annotated[str, BeforeValidator(one_of("pycodestyle", "ruff"))]
    files: Annotated[tuple[str, ...], BeforeValidator(patterns)] = Field(default=(), alias="in")
    line_length: Whole = Field(default=79, alias="line length")
    allowed: Annotated[int, BeforeValidator(none_or_more)] = 0
    each: Share = 1.0
    rules: Annotated[tuple[str, ...], BeforeValidator(codes)] = ()

    @model_validator(mode="after")
    def _codes_of_the_tool(self) -> "Style":
        """A code that a tool does not know would find nothing, so that everybody is right."""
        strange = next((code for code in self.rules if self.style == "pycodestyle" and code[0] not in "EW"), "")
        if strange:
            raise ValueError(f"`rules:` has {quoted(strange)}, but the codes of pycodestyle begin with `E` or `W`")
        return self

    def runs_code(self) -> bool:
        """A checker reads code and runs none; pycodestyle does so in a job all the same."""
        return self.style == "pycodestyle"

    def questions(self, files: Collection[str]) -> tuple[Question, ...]:
        """One: the findings in all files of theirs."""
        _ = files
        wanted = {"tool": self.style, "in": list(self.files), "line_length": self.line_length, "rules": list(self.rules)}
        return (Question("style", wanted, SECONDS),)

    def run(self, case: "Case") -> Finding:
        """How many findings there are, and what that leaves of the points."""
        rule = f"{self.style}, lines of up to {self.line_length} characters"
        if case.run is None or not case.run.replies:
            return Finding(Outcome.REVIEW, f"{self.style} was not run; a person decides", rule=rule)
        (reply,) = case.run.replies[:1]
        return self.decided(case.run, reply, rule)

    def decided(self, run: Run, reply: Reply, rule: str) -> Finding:
        """The finding from what came back."""
        value = reply.value
        if reply.ending is Ending.FINISHED and isinstance(value, dict):
            files = value.get("files", [])
            found = from_rows(value.get("findings"), files)
            if found is not None:
                return self.judged(run, files, found, rule)
        if reply.ending is Ending.NOT_RUN and reply.reason in (Reason.NO_FILE, Reason.UNTOUCHED):
            return Finding(Outcome.MISSING, reply.says, rule=rule)
        says = reply.says or reply.reason.value or reply.ending.value
        return Finding(Outcome.REVIEW, f"{self.style} could not judge the code ({says}); a person decides", rule=rule, ran=Ran(run))

    def judged(self, run: Run, files: Collection[str], found: Collection[StyleFinding], rule: str) -> Finding:
        """Points by the number of findings."""
        looked = f"{len(files)} file{'s' * (len(files) != 1)} of yours"
        if not found:
            return Finding(Outcome.RIGHT, f"no findings in {looked}", 1.0, rule, ran=Ran(run))
        detail = "\n".join(map(str, found))
        says = f"{len(found)} finding{'s' * (len(found) != 1)} in {looked}: {'; '.join(map(str, list(found)[:SHOWN]))}"
        says += "; …" if len(found) > SHOWN else ""
        over = len(found) - self.allowed
        if over <= 0:
            return Finding(Outcome.RIGHT, f"{says}; {self.allowed} are allowed", 1.0, rule, detail=detail, ran=Ran(run))
        share = round(max(0.0, 1.0 - over * self.each), 9)
        return Finding(Outcome.MISTAKE if share else Outcome.WRONG, says, share, rule, detail=detail, ran=Ran(run))
