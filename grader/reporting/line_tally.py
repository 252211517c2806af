"""How the lines of the rubric went over all groups, and the marks at which an instructor should look."""

import statistics
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from grader.document import HIDDEN
from grader.records.results import MarkResult, SubmissionResult
from grader.reporting import wording
from grader.reporting.page_links import Whose
from grader.score import Flag, Outcome

UNSEEN = "Text that no person sees"


@dataclass(frozen=True)
class LineRow:
    """How one line of the rubric went over all groups."""

    task: str
    label: str
    possible: str
    bonus: bool
    counts: tuple[tuple[Outcome, int], ...]
    """One for each outcome, in the contract's order."""
    share: float | None
    """Mean share of its points among those decided."""


@dataclass(frozen=True)
class Flagged:
    """A mark whose points stand, and at which the instructor should look."""

    flag: str
    group: str
    href: str
    line: str
    says: str


class LineTally:
    """Counts the outcomes of one submission after another, and keeps none of them."""

    def __init__(self) -> None:
        self._lines: dict[tuple[str, str], _Line] = {}

    def add(self, submission: SubmissionResult) -> None:
        """The marks of one more submission."""
        for mark in submission.marks:
            line = self._lines.get((mark.task, mark.name))
            if line is None:
                line = self._lines[mark.task, mark.name] = _Line(mark.label or mark.name, wording.points(mark.possible), mark.bonus)
            line.add(mark)

    def rows(self) -> Iterator[LineRow]:
        """The lines in the rubric's order."""
        for (task, _), line in self._lines.items():
            counts = tuple((outcome, line.counts[outcome]) for outcome in Outcome)
            yield LineRow(task, line.label, line.possible, line.bonus, counts, line.share)


@dataclass
class _Line:
    """What is known of one line."""

    label: str
    possible: str
    bonus: bool
    counts: Counter[Outcome] = field(default_factory=Counter)
    shares: Counter[float] = field(default_factory=Counter)
    """How often each share of its points was won; there are few, however many groups."""

    def add(self, mark: MarkResult) -> None:
        """One more mark."""
        self.counts[mark.outcome] += 1
        if mark.points is not None and mark.possible > 0:
            self.shares[mark.points / mark.possible] += 1

    @property
    def share(self) -> float | None:
        """The mean share among those decided; the order of what is added up does not matter."""
        return statistics.fmean(self.shares.elements()) if self.shares else None


class Flags:
    """Gathers the flags of one submission after another, and keeps none of them."""

    def __init__(self) -> None:
        self._unseen: list[Flagged] = []
        self._flags: list[Flagged] = []

    def add(self, group: Whose, submission: SubmissionResult) -> None:
        """The flags of one more submission."""
        for remark in submission.remarks:
            if HIDDEN in remark:
                self._unseen.append(Flagged(UNSEEN, group.group, group.href(), "", remark))
        for index, mark in enumerate(submission.marks):
            for flag in (one for one in mark.flags if one is not Flag.DECIDED_ON_OTHER):  # somebody has to look at that: it is listed above
                line = f"{mark.task} {mark.label or mark.name}"
                self._flags.append(Flagged(wording.FLAGS[flag], group.group, group.href(line=index), line, mark.says))

    def flagged(self) -> Iterator[Flagged]:
        """Every flag, by kind and then by group."""
        yield from self._unseen
        yield from sorted(self._flags, key=lambda flagged: flagged.flag)
