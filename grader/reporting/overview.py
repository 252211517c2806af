"""What the instructor's overview says: every group, every line, and everything that waits for a person."""

import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from grader.records.results import MemberResult, Results, State, SubmissionResult
from grader.records.totals import Totals, totals
from grader.reporting.decided import DecidedByPeople, DecidedTally
from grader.reporting.format_overview import FormatCount, FormatTally
from grader.reporting.isolation import HowRun, Notice
from grader.reporting.line_tally import Flagged, Flags, LineRow, LineTally
from grader.reporting.page_files import STUDENT
from grader.reporting.page_links import Whose, whose
from grader.reporting.roll_call import RollCall, roll_call
from grader.reporting.unusual import Endings, Unusual
from grader.reporting.waiting import Undecided, Waits

BANDS = 10
"""Bars of the distribution."""


@dataclass(frozen=True)
class GroupRow:
    """One group in the table of groups."""

    group: str
    members: str
    student: str
    instructor: str
    totals: Totals
    penalty: float
    state: State
    flags: int


@dataclass(frozen=True)
class Unmarkable:
    """A submission that could not be marked."""

    group: str
    href: str
    message: str


@dataclass(frozen=True)
class Band:
    """A bar of the distribution: groups whose share of the decided points lies in it."""

    label: str
    count: int


@dataclass(frozen=True)
class Overview:
    """The overview page."""

    title: str
    assignment: str
    possible: float
    isolation: Notice
    grader: str
    rubric: str
    reference: str
    groups: tuple[GroupRow, ...]
    lines: tuple[LineRow, ...]
    undecided: tuple[Undecided, ...]
    flagged: tuple[Flagged, ...]
    unusual: tuple[Unusual, ...]
    unmarkable: tuple[Unmarkable, ...]
    bands: tuple[Band, ...]
    mean: float | None
    median: float | None
    whole: int
    """Groups of which nothing is undecided."""
    roll: RollCall | None = None
    format: tuple[FormatCount, ...] = ()
    """What submissions had to be beside their answers."""
    decided: DecidedByPeople | None = None


class Gathering:
    """Gathers all that the overview shows from one submission after another, and keeps none of them."""

    def __init__(self, head: Results) -> None:
        self._head = head
        self._rows: list[GroupRow] = []
        self._unmarkable: list[Unmarkable] = []
        self._run = HowRun(head.isolation)
        self._lines, self._waits, self._flags, self._endings, self._format = LineTally(), Waits(), Flags(), Endings(), FormatTally()
        self._decided = DecidedTally()

    def add(self, submission: SubmissionResult) -> None:
        """One more submission, in the order in which the groups are to stand."""
        group = whose(submission)
        self._rows.append(_group(group, submission))
        if submission.state is State.UNMARKABLE:
            self._unmarkable.append(Unmarkable(submission.group, group.href(), submission.message))
        self._run.add(submission.marks)
        self._lines.add(submission)
        for section in (self._waits, self._flags, self._endings, self._format, self._decided):
            section.add(group, submission)

    def overview(self) -> Overview:
        """What it comes to."""
        head, rows = self._head, self._rows
        shares = [row.totals.share for row in rows if row.totals.share is not None]
        return Overview(
            title=head.title,
            assignment=head.assignment,
            possible=head.possible,
            isolation=self._run.notice(),
            grader=head.grader,
            rubric=head.rubric_sha256,
            reference=head.reference_sha256,
            groups=tuple(rows),
            lines=tuple(self._lines.rows()),
            undecided=tuple(self._waits.undecided(head.headings)),
            flagged=tuple(self._flags.flagged()),
            unusual=tuple(self._endings.unusual()),
            unmarkable=tuple(self._unmarkable),
            bands=_bands(shares),
            mean=statistics.fmean(shares) if shares else None,
            median=statistics.median(shares) if shares else None,
            whole=sum(1 for row in rows if not row.totals.undecided and not row.totals.undecided_bonus),
            roll=roll_call(head.roll, {row.group: row.instructor for row in rows}),
            format=tuple(self._format.counts()),
            decided=self._decided.decided(head.astray),
        )


def overview_of(head: Results, submissions: Iterable[SubmissionResult]) -> Overview:
    """The overview of submissions that come one after another; of `head` the submissions are not looked at."""
    gathering = Gathering(head)
    for submission in submissions:
        gathering.add(submission)
    return gathering.overview()


def overview(results: Results) -> Overview:
    """The overview of results that are there as a whole."""
    return overview_of(results, results.submissions)


def _group(group: Whose, submission: SubmissionResult) -> GroupRow:
    return GroupRow(
        group=submission.group,
        members=", ".join(map(_member, submission.members)),
        student=group.href(STUDENT),
        instructor=group.href(),
        totals=totals(submission.marks),
        penalty=submission.penalty,
        state=submission.state,
        flags=sum(len(mark.flags) for mark in submission.marks),
    )


def _member(member: MemberResult) -> str:
    return f"{member.name} (excused)" if member.excused else member.name


def _bands(shares: Sequence[float]) -> tuple[Band, ...]:
    """How many groups won which share of what is decided, in steps of a tenth; all that is decided belongs to the last."""
    counts = Counter(min(BANDS - 1, max(0, int(share * BANDS + 1e-9))) for share in shares)
    step = 100 // BANDS
    return tuple(Band(f"{band * step}–{(band + 1) * step} %", counts[band]) for band in range(BANDS))
