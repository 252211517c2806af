"""What waits for a person, by line of the rubric and by reason: equal cases are decided together."""

from collections.abc import Iterator
from dataclasses import dataclass

from grader.records.results import Results, State
from grader.reporting import wording
from grader.reporting.page_links import MOST, Marks, by_line, href
from grader.score import Outcome


@dataclass(frozen=True)
class Waiting:
    """A group whose answer to a line waits for a person."""

    group: str
    href: str
    read: str


@dataclass(frozen=True)
class Reason:
    """Why a line waits, and the groups for which it is the same reason."""

    outcome: Outcome
    says: str
    proposed: str
    groups: tuple[Waiting, ...]
    more: int
    """Groups beyond those listed."""


@dataclass(frozen=True)
class Undecided:
    """A line that waits for a person in some groups."""

    task: str
    label: str
    possible: str
    count: int
    reasons: tuple[Reason, ...]


def undecided(results: Results) -> Iterator[Undecided]:
    """Lines that wait for a person; what could not be marked at all is listed apart."""
    for line in by_line(results):
        marks = [entry for entry in line if entry[2].points is None and entry[0].state is State.MARKED]
        if marks:
            first = marks[0][2]
            yield Undecided(
                task=wording.task_heading(first.task, results.headings),
                label=first.label or first.name,
                possible=wording.counted(first.possible, "point") + (" bonus" if first.bonus else ""),
                count=len(marks),
                reasons=_reasons(marks),
            )


def _reasons(marks: Marks) -> tuple[Reason, ...]:
    """The marks put together by what is said of them, the most frequent first: equal cases are decided together."""
    alike: dict[tuple[Outcome, str, str], list[Waiting]] = {}
    for submission, index, mark in marks:
        proposed = "" if mark.proposed is None else f"{mark.proposed.outcome}, {wording.points(mark.proposed.points)}"
        waiting = Waiting(submission.group, href(submission, line=index), "" if mark.answer is None else mark.answer.text)
        alike.setdefault((mark.outcome, mark.says, proposed), []).append(waiting)
    most_first = sorted(alike.items(), key=lambda entry: -len(entry[1]))
    return tuple(Reason(*why, tuple(groups[:MOST]), max(0, len(groups) - MOST)) for why, groups in most_first)
