"""What the instructor's overview says: every group, every line, and everything that waits for a person."""

import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from grader import wording
from grader.filenames import safe_folder
from grader.group_page import anchor
from grader.results import MarkResult, Results, State, SubmissionResult
from grader.score import Outcome
from grader.totals import Totals, totals

BANDS = 10
"""Bars of the distribution."""
MOST = 100
"""Groups named behind one reason; a whole faculty's would bury the rest."""
STUDENT, INSTRUCTOR = "report.html", "instructor.html"


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
    isolation: str
    grader: str
    rubric: str
    reference: str
    groups: tuple[GroupRow, ...]
    lines: tuple[LineRow, ...]
    undecided: tuple[Undecided, ...]
    flagged: tuple[Flagged, ...]
    unmarkable: tuple[Unmarkable, ...]
    bands: tuple[Band, ...]
    mean: float | None
    median: float | None
    whole: int
    """Groups of which nothing is undecided."""


def overview(results: Results) -> Overview:
    """The overview of an assignment."""
    rows = tuple(_group(submission) for submission in results.submissions)
    shares = [row.totals.share for row in rows if row.totals.share is not None]
    return Overview(
        title=results.title,
        assignment=results.assignment,
        possible=results.possible,
        isolation=results.isolation,
        grader=results.grader,
        rubric=results.rubric_sha256,
        reference=results.reference_sha256,
        groups=rows,
        lines=tuple(_line(marks) for marks in _by_line(results)),
        undecided=tuple(_undecided(results)),
        flagged=tuple(_flagged(results)),
        unmarkable=tuple(
            Unmarkable(submission.group, href(submission), submission.message)
            for submission in results.submissions
            if submission.state is State.UNMARKABLE
        ),
        bands=_bands(shares),
        mean=statistics.fmean(shares) if shares else None,
        median=statistics.median(shares) if shares else None,
        whole=sum(1 for row in rows if not row.totals.undecided and not row.totals.undecided_bonus),
    )


def href(submission: SubmissionResult, page: str = INSTRUCTOR, line: int | None = None) -> str:
    """Where a group's page lies, seen from the overview; `line` is a mark's place in the rubric."""
    target = PurePosixPath("groups", safe_folder(submission.group), page)
    return f"{target}#{anchor(line)}" if line is not None else str(target)


def _group(submission: SubmissionResult) -> GroupRow:
    return GroupRow(
        group=submission.group,
        members=", ".join(member.name for member in submission.members),
        student=href(submission, STUDENT),
        instructor=href(submission),
        totals=totals(submission.marks),
        penalty=submission.penalty,
        state=submission.state,
        flags=sum(len(mark.flags) for mark in submission.marks),
    )


Marks = Sequence[tuple[SubmissionResult, int, MarkResult]]
"""One line's marks: whose, at which place in the rubric, and the mark."""


def _by_line(results: Results) -> Iterator[Marks]:
    """The marks of each line of the rubric, over all groups."""
    lines: dict[tuple[str, str], list[tuple[SubmissionResult, int, MarkResult]]] = {}
    for submission in results.submissions:
        for index, mark in enumerate(submission.marks):
            lines.setdefault((mark.task, mark.name), []).append((submission, index, mark))
    yield from lines.values()


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


def _undecided(results: Results) -> Iterator[Undecided]:
    """Lines that wait for a person; what could not be marked at all is listed apart."""
    for line in _by_line(results):
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


def _flagged(results: Results) -> Iterator[Flagged]:
    """Every flag, by kind and then by group."""
    flags = [
        Flagged(wording.FLAGS[flag], submission.group, href(submission, line=index), f"{mark.task} {mark.label or mark.name}", mark.says)
        for submission in results.submissions
        for index, mark in enumerate(submission.marks)
        for flag in mark.flags
    ]
    yield from sorted(flags, key=lambda flagged: flagged.flag)


def _bands(shares: Sequence[float]) -> tuple[Band, ...]:
    """How many groups won which share of what is decided, in steps of a tenth; all that is decided belongs to the last."""
    counts = Counter(min(BANDS - 1, max(0, int(share * BANDS + 1e-9))) for share in shares)
    step = 100 // BANDS
    return tuple(Band(f"{band * step}–{(band + 1) * step} %", counts[band]) for band in range(BANDS))
