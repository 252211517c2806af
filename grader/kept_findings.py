"""What the lines about a group's functions came to, kept as it is: where nothing of that changed, no reply is judged again."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace

from grader.checks.case import Case
from grader.checks.line import Line
from grader.fingerprint import fingerprint
from grader.kept_runs import KeptRuns
from grader.marking import ran
from grader.plain_json import Classes, Damaged
from grader.plan import Key, Plan
from grader.run import CodeLine, Ending, Reason, Reply, Run
from grader.score import Finding, Flag, Outcome, Proposal, Ran
from grader.shelf import Stage

FINDINGS = Classes((Finding, Outcome, Flag, Proposal, Ran, Run, Reply, CodeLine, Ending, Reason))
SAME_AGAIN = (Ending.FINISHED, Ending.RAISED, Ending.NOT_RUN)
"""Endings in which neither a clock nor a limit has a part, so that nobody would ask again."""
NO_MATTER = frozenset({"points", "bonus", "label", "visibility", "self_check", "goes_with"})
"""What a line says that has no part in what it comes to."""
Findings = dict[Key, Finding]


def findings_of(plan: Plan, runs: Mapping[Key, Run]) -> Findings:
    """What the runs of functions say; nothing that is read of a submission has a part in that. They hold no value that code gave."""
    case = Case(plan.reference, {}, sheet=plan.rubric.name)
    return {key: _bare(ran(line, replace(case, task=key[0], run=runs[key]))) for key, line in plan.same}


def kept_findings(kept: KeptRuns, decided: tuple[object, ...], work: Callable[[], Findings]) -> Findings:
    """What they came to before, or come to now; the runs that they were worked out from stay kept beside them.

    `decided` is all that decides them beside what the runs hang on: the course, and whether everything was there that may hold code.
    """
    shelf = kept.shelf
    if shelf is None:
        return work()
    key = fingerprint(kept.base, "findings", *decided)
    if (packed := shelf.recall(Stage.RUN, key)) is not None:
        with suppress(Damaged):
            parts, found = FINDINGS.from_json(packed)
            if shelf.still([(Stage.RUN, part) for part in parts]):
                recalled: Findings = found
                return recalled
    before = set(shelf.used)
    found = work()
    if all(map(_comes_again, found.values())):
        parts = tuple(sorted(name for stage, name in shelf.used.keys() - before if stage is Stage.RUN))
        with suppress(TypeError, RecursionError):  # what cannot be kept is worked out again from its runs
            shelf.keep(Stage.RUN, key, FINDINGS.to_json((parts, found)))
    return found


def decided_by(plan: Plan) -> str:
    """The hash of all of the rubric and the reference that decides what the runs of functions say."""
    return fingerprint(plan.rubric.name, plan.reference.sha256, [told(task, line) for (task, _), line in plan.same])


def told(task: str, line: Line) -> tuple[str, ...]:
    """All that a line says of what it comes to, and where: in its task, and for instructors in the rubric's file."""
    return (task, line.word, repr(line.origin), repr(line.model_dump(exclude=set(NO_MATTER))))


def _comes_again(finding: Finding) -> bool:
    """Whether another try could come to nothing else: no fault of ours, and no clock or missing wall in any reply."""
    if finding.outcome is Outcome.FAULT or finding.ran is None:
        return False
    run = finding.ran.run
    return all(map(_steady, (*run.replies, *run.stubbed)))


def _steady(reply: Reply) -> bool:
    steady = reply.ending in SAME_AGAIN and reply.reason is not Reason.NO_ISOLATION
    return steady and all(other is None or _steady(other) for other in (reply.first, reply.alone))


def _bare(finding: Finding) -> Finding:
    """A finding whose evidence has no values: it is judged, and pages tell what it says."""
    if finding.ran is None:
        return finding
    run = finding.ran.run
    bare = replace(run, replies=tuple(map(_valueless, run.replies)), stubbed=tuple(map(_valueless, run.stubbed)), around="")
    return replace(finding, ran=replace(finding.ran, run=bare))


def _valueless(reply: Reply) -> Reply:
    first, alone = (None if one is None else _valueless(one) for one in (reply.first, reply.alone))
    return replace(reply, value=None, first=first, alone=alone)
