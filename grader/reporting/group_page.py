"""What a group's page says, worked out from its results: everything for the instructor, no more than may be shown for the student."""

from collections.abc import Iterator
from dataclasses import dataclass

from grader.document import HIDDEN
from grader.records.results import MarkResult, Results, State, SubmissionResult
from grader.records.totals import Totals, totals
from grader.reporting import wording
from grader.reporting.format_lines import FormatLine, format_lines
from grader.reporting.isolation import Notice, how_run
from grader.reporting.page_pictures import Kept, PagePictures, none_kept
from grader.reporting.page_places import Look, Unread, View, handed_of, unread_of
from grader.reporting.page_rows import Carried, Row, Sheet, anchor, row_of
from grader.score import Visibility

NOW = frozenset({Visibility.VISIBLE})
"""What a student may see before anything is published."""


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
        isolation=how_run(results.isolation, marks).notice(),
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
    withheld_labels = tuple(mark.label for mark in submission.marks if mark.visibility not in shown and mark.label)
    sheet = Sheet(dict(_carried(submission, shown)), withheld_labels, view)
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
            rows = tuple(row_of(index, mark, sheet) for index, mark in open_marks)
            written = tuple(handed_of(submission, task, view)) if view.instructor else ()
            yield Section(wording.task_heading(task, results.headings), totals([mark for _, mark in open_marks]), rows, withheld, written)


def _carried(submission: SubmissionResult, shown: frozenset[Visibility]) -> Iterator[tuple[str, Carried]]:
    """The group's own values by name, as later lines refer to them; a name means the first line that bears it."""
    wanted = {name for mark in submission.marks for name in (*mark.carried, *(mark.code.in_place_of if mark.code else ()))}
    for index, mark in enumerate(submission.marks):
        if mark.name in wanted and mark.visibility in shown:
            wanted.remove(mark.name)
            read = "" if mark.answer is None else wording.value(mark.answer.value)
            yield mark.name, Carried(mark.label or mark.name, read, anchor(index), mark.outcome)
