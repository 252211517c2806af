"""What the instructor's overview says: every group, every line, and everything that waits for a person."""

import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.document import HIDDEN
from grader.records.results import MemberResult, Results, State, SubmissionResult
from grader.records.totals import Totals, totals
from grader.reporting import wording
from grader.reporting.format_overview import FormatCount, format_counts
from grader.reporting.isolation import Notice, notice
from grader.reporting.page_links import STUDENT, Marks, by_line, every_mark, href
from grader.reporting.roll_call import RollCall, roll_call
from grader.reporting.unusual import Unusual, unusual
from grader.reporting.waiting import Undecided, undecided
from grader.score import Outcome

UNSEEN = "Text that no person sees"
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


def overview(results: Results) -> Overview:
    """The overview of an assignment."""
    rows = tuple(_group(submission) for submission in results.submissions)
    shares = [row.totals.share for row in rows if row.totals.share is not None]
    return Overview(
        title=results.title,
        assignment=results.assignment,
        possible=results.possible,
        isolation=notice(results),
        grader=results.grader,
        rubric=results.rubric_sha256,
        reference=results.reference_sha256,
        groups=rows,
        lines=tuple(_line(marks) for marks in by_line(results)),
        undecided=tuple(undecided(results)),
        flagged=tuple(_flagged(results)),
        unusual=tuple(unusual(results)),
        unmarkable=tuple(
            Unmarkable(submission.group, href(submission), submission.message)
            for submission in results.submissions
            if submission.state is State.UNMARKABLE
        ),
        bands=_bands(shares),
        mean=statistics.fmean(shares) if shares else None,
        median=statistics.median(shares) if shares else None,
        whole=sum(1 for row in rows if not row.totals.undecided and not row.totals.undecided_bonus),
        roll=roll_call(results),
        format=tuple(format_counts(results)),
    )


def _group(submission: SubmissionResult) -> GroupRow:
    return GroupRow(
        group=submission.group,
        members=", ".join(map(_member, submission.members)),
        student=href(submission, STUDENT),
        instructor=href(submission),
        totals=totals(submission.marks),
        penalty=submission.penalty,
        state=submission.state,
        flags=sum(len(mark.flags) for mark in submission.marks),
    )


def _member(member: MemberResult) -> str:
    return f"{member.name} (excused)" if member.excused else member.name


def _line(marks: Marks) -> LineRow:
    first = marks[0][2]
    counts = Counter(mark.outcome for _, _, mark in marks)
    shares = [mark.points / mark.possible for _, _, mark in marks if mark.points is not None and mark.possible > 0]
    return LineRow(
        task=first.task,
        label=first.label or first.name,
        possible=wording.points(first.possible),
        bonus=first.bonus,
        counts=tuple((outcome, counts[outcome]) for outcome in Outcome),
        share=statistics.fmean(shares) if shares else None,
    )


def _flagged(results: Results) -> Iterator[Flagged]:
    """Every flag, by kind and then by group."""
    flags = [
        Flagged(wording.FLAGS[flag], submission.group, href(submission, line=index), f"{mark.task} {mark.label or mark.name}", mark.says)
        for submission, index, mark in every_mark(results)
        for flag in mark.flags
    ]
    unseen = [
        Flagged(UNSEEN, submission.group, href(submission), "", remark)
        for submission in results.submissions
        for remark in submission.remarks
        if HIDDEN in remark
    ]
    yield from unseen
    yield from sorted(flags, key=lambda flagged: flagged.flag)


def _bands(shares: Sequence[float]) -> tuple[Band, ...]:
    """How many groups won which share of what is decided, in steps of a tenth; all that is decided belongs to the last."""
    counts = Counter(min(BANDS - 1, max(0, int(share * BANDS + 1e-9))) for share in shares)
    step = 100 // BANDS
    return tuple(Band(f"{band * step}–{(band + 1) * step} %", counts[band]) for band in range(BANDS))
