"""What a group's page says, worked out from its results: everything for the instructor, no more than may be shown for the student."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from grader.document import HIDDEN
from grader.records.results import MarkResult, Markup, Results, State, SubmissionResult
from grader.records.totals import Totals, totals
from grader.reporting import wording
from grader.reporting.code_evidence import UNITS, Around, CodeEvidence, Replaced, code_evidence
from grader.reporting.format_lines import FormatLine, format_lines
from grader.reporting.isolation import Notice, notice
from grader.reporting.page_pictures import Kept, PagePictures, none_kept
from grader.reporting.page_places import Look, Reading, Unread, View, handed_of, look_of, reading_of, unread_of
from grader.score import Outcome, Visibility

NOW = frozenset({Visibility.VISIBLE})
"""What a student may see before anything is published."""
_OURS = "The grader failed on this line. That is our fault, not yours; a person decides."
_NOT_YET = "How this was decided is shown later, with the lines it rests on."


@dataclass(frozen=True)
class Carried:
    """An earlier value of the group's own that an answer was worked out from."""

    label: str
    value: str
    anchor: str
    outcome: Outcome | None


@dataclass(frozen=True)
class Row:
    """One line of the mark sheet."""

    anchor: str
    name: str
    label: str
    outcome: Outcome
    points: str
    """Empty while undecided."""
    possible: str
    bonus: bool
    says: str
    rule: str
    expected: str
    expected_formula: Markup | None
    reading: Reading | None
    also: tuple[Reading, ...]
    carried: tuple[Carried, ...]
    decided_by: str
    first: str
    code: CodeEvidence | None = None
    expect: tuple[str, ...] = ()
    proposed: str = ""
    flags: tuple[str, ...] = ()
    detail: str = ""
    shown: str = ""
    """For the instructor: when the student sees this line."""
    look: Look | None = None


@dataclass(frozen=True)
class Withheld:
    """A line that the student sees later."""

    label: str
    possible: str
    when: str


@dataclass(frozen=True)
class Section:
    """One task with its lines."""

    heading: str
    totals: Totals
    rows: tuple[Row, ...]
    withheld: tuple[Withheld, ...]
    handed: tuple[Look, ...] = ()
    """For the instructor: what the group wrote, where something is undecided."""


@dataclass(frozen=True)
class GroupPage:
    """A group's page."""

    instructor: bool
    title: str
    assignment: str
    group: str
    members: tuple[tuple[str, str], ...]
    state: State
    message: str
    submitted_at: str
    isolation: Notice
    totals: Totals
    penalty: float
    late_by: str
    whole: bool
    """Whether the total covers every line of the rubric."""
    later: int
    """Lines that the student sees later."""
    hidden: int
    """Lines that the student does not see."""
    sections: tuple[Section, ...]
    notes: tuple[str, ...]
    remarks: tuple[str, ...]
    unread: tuple[Unread, ...]
    unseen: tuple[str, ...] = ()
    """For the instructor: text that no person sees."""
    format: tuple[FormatLine, ...] = ()
    """What it had to be beside its answers."""


def student_page(results: Results, submission: SubmissionResult, shown: frozenset[Visibility] = NOW, kept: Kept = none_kept) -> GroupPage:
    """The group's own copy, by the rubric's visibility."""
    return _page(results, submission, shown, View(PagePictures(kept), instructor=False))


def instructor_page(results: Results, submission: SubmissionResult, kept: Kept = none_kept) -> GroupPage:
    """The instructor's copy: everything."""
    return _page(results, submission, frozenset(Visibility), View(PagePictures(kept), instructor=True))


def _stamped(submission: SubmissionResult) -> str:
    """When it was handed in, and whether that was late."""
    time = (submission.submitted_at or "").replace("T", " ")
    due = f", after {submission.deadline.replace('T', ' ')}" if submission.late and submission.deadline else ""
    return f"{time}{due}" if time else ""


def anchor(index: int) -> str:
    """Where the mark of this place in the rubric stands on a group's page."""
    return f"line-{index + 1}"


def _page(results: Results, submission: SubmissionResult, shown: frozenset[Visibility], view: View) -> GroupPage:
    not_read = tuple(unread_of(submission, view))
    remarks = submission.remarks if view.instructor else ()
    marks = [mark for mark in submission.marks if mark.visibility in shown]
    hidden = sum(1 for mark in submission.marks if mark.visibility not in shown and mark.visibility is Visibility.HIDDEN)
    return GroupPage(
        instructor=view.instructor,
        title=results.title,
        assignment=results.assignment,
        group=submission.group,
        members=tuple(
            (member.name, ", ".join(filter(None, (member.id, "excused" if member.excused else "")))) for member in submission.members
        ),
        state=submission.state,
        message=submission.message,
        submitted_at=_stamped(submission),
        isolation=notice(results, submission.model_copy(update={"marks": tuple(marks)})),
        totals=totals(marks),
        penalty=submission.penalty,
        late_by=submission.late_by,
        whole=len(marks) == len(submission.marks),
        later=len(submission.marks) - len(marks) - hidden,
        hidden=hidden,
        sections=tuple(_sections(results, submission, shown, view)),
        notes=submission.notes,
        remarks=tuple(remark for remark in remarks if HIDDEN not in remark),
        unread=not_read,
        unseen=tuple(remark for remark in remarks if HIDDEN in remark),
        format=format_lines(submission, instructor=view.instructor),
    )


def _sections(results: Results, submission: SubmissionResult, shown: frozenset[Visibility], view: View) -> Iterator[Section]:
    """The tasks in the rubric's order; a task of which nothing may be shown is left out."""
    carried = dict(_carried(submission, shown))
    withheld_labels = tuple(mark.label for mark in submission.marks if mark.visibility not in shown and mark.label)
    tasks: dict[str, list[tuple[int, MarkResult]]] = {}
    for index, mark in enumerate(submission.marks):
        tasks.setdefault(mark.task, []).append((index, mark))
    for task, marks in tasks.items():
        open_marks = [(index, mark) for index, mark in marks if mark.visibility in shown]
        withheld = tuple(
            Withheld(mark.label, wording.points(mark.possible), wording.LATER[mark.visibility])
            for _, mark in marks
            if mark.visibility not in shown and mark.visibility is not Visibility.HIDDEN
        )
        if open_marks or withheld:
            rows = tuple(_row(index, mark, carried, withheld_labels, view) for index, mark in open_marks)
            written = tuple(handed_of(submission, task, view)) if view.instructor else ()
            yield Section(wording.task_heading(task, results.headings), totals([mark for _, mark in open_marks]), rows, withheld, written)


def _carried(submission: SubmissionResult, shown: frozenset[Visibility]) -> Iterator[tuple[str, Carried]]:
    """The group's own values by name, as later lines refer to them; a name means the first line that bears it."""
    named = {mark.name: (index, mark) for index, mark in reversed(list(enumerate(submission.marks))) if mark.visibility in shown}
    for name, (index, mark) in named.items():
        read = "" if mark.answer is None else wording.value(mark.answer.value)
        yield name, Carried(mark.label or name, read, anchor(index), mark.outcome)


def _row(index: int, mark: MarkResult, carried: Mapping[str, Carried], withheld: Sequence[str], view: View) -> Row:
    row = Row(
        anchor=anchor(index),
        name=mark.name,
        label=mark.label or mark.name,
        outcome=mark.outcome,
        points="" if mark.points is None else wording.points(mark.points),
        possible=wording.points(mark.possible),
        bonus=mark.bonus,
        says=_says(mark, withheld, instructor=view.instructor),
        rule=mark.rule,
        expected="" if mark.expected is None else wording.value(mark.expected),
        expected_formula=mark.expected_formula,
        reading=None if mark.answer is None else reading_of(mark.answer, view),
        also=tuple(reading_of(answer, view) for answer in mark.also),
        carried=tuple(carried[name] for name in mark.carried if name in carried and name not in _replaced(mark)),
        decided_by=mark.decided_by,
        first="",
    )
    row = _code(mark, row, carried, Around(withheld=tuple(withheld), instructor=view.instructor))
    return _for_instructor(row, mark, view) if view.instructor else row


def _replaced(mark: MarkResult) -> tuple[str, ...]:
    """The functions in whose place ours stood."""
    return () if mark.code is None else mark.code.in_place_of


def _code(mark: MarkResult, row: Row, carried: Mapping[str, Carried], around: Around) -> Row:
    """The row with the evidence of its code; a function whose own line is shown is a link to it."""
    if mark.code is None:
        return row
    lines = ((name, carried.get(name)) for name in mark.code.in_place_of)
    replaced = tuple(Replaced(name) if line is None else Replaced(name, line.anchor, line.outcome) for name, line in lines)
    unit = UNITS.get(mark.check, around.unit)
    here = replace(around, says=row.says, undecided=mark.outcome is Outcome.REVIEW, replaced=replaced, unit=unit)
    return replace(row, code=code_evidence(mark.code, here))


def _says(mark: MarkResult, withheld: Sequence[str], *, instructor: bool) -> str:
    """What is said of a mark: nothing that only repeats, that names a withheld line, or that shows our inside where we failed."""
    if mark.outcome is Outcome.FAULT and not instructor:
        return _OURS
    if any(label in mark.says for label in withheld):
        return _NOT_YET
    read = "" if mark.answer is None else mark.answer.text
    return "" if mark.says.strip() in (read.strip(), mark.outcome.value) else mark.says


def _for_instructor(row: Row, mark: MarkResult, view: View) -> Row:
    """The row with what only the instructor may see."""
    first = mark.first
    return replace(
        row,
        first="" if first is None else " ".join(part for part in (_with_points(first.outcome, first.points), first.says) if part),
        expect=mark.expect,
        proposed="" if mark.proposed is None else _with_points(mark.proposed.outcome, mark.proposed.points),
        flags=tuple(wording.FLAGS[flag] for flag in mark.flags),
        detail=mark.detail,
        shown="" if mark.visibility is Visibility.VISIBLE else wording.LATER[mark.visibility],
        look=None if mark.look is None else look_of(mark.look, view),
    )


def _with_points(outcome: Outcome, points: float | None) -> str:
    """`wrong, 0 points`."""
    return outcome.value if points is None else f"{outcome.value}, {wording.counted(points, 'point')}"
