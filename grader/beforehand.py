"""What a student is told before handing in of lines whose test may be seen whole: the outcome, and the first input that is not right."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from grader.checks.replies import judged
from grader.checks.same import Same
from grader.checks.short_values import written
from grader.collect import Collected
from grader.course_files import starter_folder
from grader.ground import Ground, ground_of
from grader.hand_in import known_of
from grader.handed import handed_out
from grader.jail.level import Level
from grader.jailing import laboratory, libraries
from grader.marking import Besides, mark
from grader.plan import Key, Plan, key_of, may_be_told
from grader.references.reference import Reference
from grader.reporting.isolation import OWN_CODE
from grader.run import Ending, Run
from grader.scheme import Rubric, Task
from grader.score import Outcome
from grader.submission import Submission


@dataclass(frozen=True)
class Sheet:
    """What a submission is looked at by; a student has no reference, and needs none for what is read."""

    rubric: Rubric
    reference: Reference | None
    course: Path = Path()
    ground: Ground | None = None
    """How strong the jail is; tried out when it is needed, unless a test says so."""
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    """When it is looked at: the deadline is told by it."""


@dataclass(frozen=True)
class Verdict:
    """A line whose outcome a student may know, because its test may be seen whole."""

    outcome: Outcome
    label: str
    says: str
    test: tuple[str, ...] = ()
    """The first input that is not right: what was asked, what is wanted, and what came."""


@dataclass(frozen=True)
class Verdicts:
    """All of them, by task."""

    of: Mapping[str, tuple[Verdict, ...]]
    isolation: str = ""
    """A word where nothing isolated the code."""


def verdicts(sheet: Sheet, submission: Submission, collected: Collected) -> Verdicts:
    """What the lines come to that a student may know; nothing where there is no reference to compare with."""
    rubric, reference = sheet.rubric, sheet.reference
    told = [(task, line) for task, line in rubric.lines if may_be_told(line)]
    if reference is None or not told or collected.problem:
        return Verdicts({})
    plan = Plan(rubric, reference, handed_out(starter_folder(sheet.course, rubric)), self_check=True)
    ground = sheet.ground or (ground_of(unsafe=True) if plan.runs_code else Ground(Level.NONE))
    with laboratory(plan, sheet.course, ground, partial(libraries, plan, (submission,)), 1) as place:
        runs = place.runs(submission)
    besides = Besides(known_of(submission, plan.starter), collected.formulas)
    score = mark(rubric, reference, collected.found, runs, collected.documents, besides)
    marks = {(one.task, one.name): one for one in score.marks}
    found: dict[str, tuple[Verdict, ...]] = {}
    for task, line in told:
        one = marks[task.id, line.mark_name]
        test = tuple(_test(plan, task, line, runs)) if isinstance(line, Same) else ()
        found[task.id] = (*found.get(task.id, ()), Verdict(one.finding.outcome, one.label, one.finding.says, test))
    return Verdicts(found, OWN_CODE if plan.runs_code and not ground.level.holds else "")


def _test(plan: Plan, task: Task, line: Same, runs: Mapping[Key, Run]) -> Iterator[str]:
    """The first input that is not right, with what is wanted and what came."""
    key = key_of(task, line)
    if (run := runs.get(key)) is None:
        return
    for reply, one in zip(run.replies, plan.asked(key, line).inputs, strict=False):
        if reply.ending in (Ending.NOT_RUN, Ending.FAULT):
            return
        if not judged(reply, one, line.rules).right:
            yield f"tried with {', '.join(f'{name} = {written(value)}' for name, value in one.arguments.items()) or 'no arguments'}"
            yield f"wanted {written(one.expected)}"
            if reply.ending is Ending.FINISHED:
                yield f"yours gives {written(reply.value)}"
            return
