"""What waits for a person, by line of the rubric and by reason: equal cases are decided together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from grader.records.results import MarkResult, State, SubmissionResult
from grader.reporting import wording
from grader.reporting.page_links import Most, Whose
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


class Waits:
    """Gathers what waits for a person from one submission after another, and keeps none of them."""

    def __init__(self) -> None:
        self._lines: dict[tuple[str, str], _Line] = {}

    def add(self, group: Whose, submission: SubmissionResult) -> None:
        """The lines of one more submission; what could not be marked at all is listed apart."""
        marked = submission.state is State.MARKED
        for index, mark in enumerate(submission.marks):
            line = self._lines.setdefault((mark.task, mark.name), _Line())  # in the order in which lines are met, waiting or not
            if marked and mark.points is None:
                line.add(group, index, mark)

    def undecided(self, headings: Mapping[str, str]) -> Iterator[Undecided]:
        """Lines that wait for a person, in the rubric's order."""
        for (task, _), line in self._lines.items():
            if line.alike:
                yield Undecided(
                    task=wording.task_heading(task, headings),
                    label=line.label,
                    possible=line.possible,
                    count=sum(groups.count for groups in line.alike.values()),
                    reasons=tuple(line.reasons()),
                )


@dataclass
class _Line:
    """What waits of one line: equal cases are decided together."""

    label: str = ""
    possible: str = ""
    alike: dict[tuple[Outcome, str, str], Most[Waiting]] = field(default_factory=dict)

    def add(self, group: Whose, index: int, mark: MarkResult) -> None:
        """One more mark; the first says what the line is called."""
        if not self.alike:
            self.label = mark.label or mark.name
            self.possible = wording.counted(mark.possible, "point") + (" bonus" if mark.bonus else "")
        proposed = "" if mark.proposed is None else f"{mark.proposed.outcome}, {wording.points(mark.proposed.points)}"
        read = "" if mark.answer is None else mark.answer.text
        why = (mark.outcome, mark.says, proposed)
        self.alike.setdefault(why, Most()).add(Waiting(group.group, group.href(line=index), read))

    def reasons(self) -> Iterator[Reason]:
        """Why it waits, the most frequent reason first."""
        for why, groups in sorted(self.alike.items(), key=lambda entry: -entry[1].count):
            yield Reason(*why, tuple(groups.first), groups.more)
