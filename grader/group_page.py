"""What a group's page says, worked out from its results: everything for the instructor, no more than may be shown for the student."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from grader import wording
from grader.code_evidence import UNITS, Around, CodeEvidence, Replaced, code_evidence
from grader.isolation import Notice, notice
from grader.results import AnswerResult, MarkResult, Results, State, SubmissionResult
from grader.score import Outcome, Visibility
from grader.totals import Totals, totals

NOW = frozenset({Visibility.VISIBLE})
"""What a student may see before anything is published."""
_OURS = "The grader failed on this line. That is our fault, not yours; a person decides."
_NOT_YET = "How this was decided is shown later, with the lines it rests on."


@dataclass(frozen=True)
class Reading:
    """A value that was read: as printed, as understood, and where."""

    text: str
    value: str
    where: str
    source: str
    before: str
    """The line it stands in, up to the value; empty where the line is not known."""
    after: str
    doubts: tuple[str, ...] = ()
    confidence: str = ""


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


@dataclass(frozen=True)
class Unread:
    """A page that was not read."""

    where: str
    why: str


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


def student_page(results: Results, submission: SubmissionResult, shown: frozenset[Visibility] = NOW) -> GroupPage:
    """The group's own copy, by the rubric's visibility."""
    return _page(results, submission, shown, instructor=False)


def instructor_page(results: Results, submission: SubmissionResult) -> GroupPage:
    """The instructor's copy: everything."""
    return _page(results, submission, frozenset(Visibility), instructor=True)


def anchor(index: int) -> str:
    """Where the mark of this place in the rubric stands on a group's page."""
    return f"line-{index + 1}"


def _page(results: Results, submission: SubmissionResult, shown: frozenset[Visibility], *, instructor: bool) -> GroupPage:
    marks = [mark for mark in submission.marks if mark.visibility in shown]
    hidden = sum(1 for mark in submission.marks if mark.visibility not in shown and mark.visibility is Visibility.HIDDEN)
    return GroupPage(
        instructor=instructor,
        title=results.title,
        assignment=results.assignment,
        group=submission.group,
        members=tuple((member.name, member.id) for member in submission.members),
        state=submission.state,
        message=submission.message,
        submitted_at=submission.submitted_at or "",
        isolation=notice(results, submission.model_copy(update={"marks": tuple(marks)})),
        totals=totals(marks),
        penalty=submission.penalty,
        whole=len(marks) == len(submission.marks),
        later=len(submission.marks) - len(marks) - hidden,
        hidden=hidden,
        sections=tuple(_sections(results, submission, shown, instructor=instructor)),
        notes=submission.notes,
        remarks=submission.remarks if instructor else (),
        unread=tuple(Unread(wording.located(unread.file, unread.page), unread.why) for unread in submission.unread),
    )


def _sections(results: Results, submission: SubmissionResult, shown: frozenset[Visibility], *, instructor: bool) -> Iterator[Section]:
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
            rows = tuple(_row(index, mark, carried, withheld_labels, instructor=instructor) for index, mark in open_marks)
            yield Section(wording.task_heading(task, results.headings), totals([mark for _, mark in open_marks]), rows, withheld)


def _carried(submission: SubmissionResult, shown: frozenset[Visibility]) -> Iterator[tuple[str, Carried]]:
    """The group's own values by name, as later lines refer to them; a name means the first line that bears it."""
    named = {mark.name: (index, mark) for index, mark in reversed(list(enumerate(submission.marks))) if mark.visibility in shown}
    for name, (index, mark) in named.items():
        read = "" if mark.answer is None else wording.value(mark.answer.value)
        yield name, Carried(mark.label or name, read, anchor(index), mark.outcome)


def _row(index: int, mark: MarkResult, carried: Mapping[str, Carried], withheld: Sequence[str], *, instructor: bool) -> Row:
    row = Row(
        anchor=anchor(index),
        name=mark.name,
        label=mark.label or mark.name,
        outcome=mark.outcome,
        points="" if mark.points is None else wording.points(mark.points),
        possible=wording.points(mark.possible),
        bonus=mark.bonus,
        says=_says(mark, withheld, instructor=instructor),
        rule=mark.rule,
        expected="" if mark.expected is None else wording.value(mark.expected),
        reading=None if mark.answer is None else _reading(mark.answer, instructor=instructor),
        also=tuple(_reading(answer, instructor=instructor) for answer in mark.also),
        carried=tuple(carried[name] for name in mark.carried if name in carried and name not in _replaced(mark)),
        decided_by=mark.decided_by,
        first="",
    )
    row = _code(mark, row, carried, Around(withheld=tuple(withheld), instructor=instructor))
    return _for_instructor(row, mark) if instructor else row


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


def _for_instructor(row: Row, mark: MarkResult) -> Row:
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
    )


def _with_points(outcome: Outcome, points: float | None) -> str:
    """`wrong, 0 points`."""
    return outcome.value if points is None else f"{outcome.value}, {wording.counted(points, 'point')}"


def _reading(answer: AnswerResult, *, instructor: bool) -> Reading:
    before, found, after = answer.context.partition(answer.text) if answer.text else ("", "", "")
    return Reading(
        text=answer.text,
        value="" if wording.value(answer.value) == answer.text else wording.value(answer.value),
        where=wording.place(answer),
        source=wording.source(answer.source),
        before=before if found else "",
        after=after if found else "",
        doubts=answer.doubts,
        confidence=f"{answer.confidence:.0%}" if instructor else "",
    )
