"""gradebook.csv: a row for each member, a column for each task, and nothing undecided that looks like a zero."""

import csv
import io
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from grader.legible import legible
from grader.records.recorded import without_noise
from grader.records.results import MemberResult, Results, SubmissionResult
from grader.whole import write_pieces

FIXED = ("group", "member", "id", "points", "undecided", "possible", "penalty", "state")
_FORMULA = re.compile(r"\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_NEGATIVE = re.compile(r"-\d+([.,]\d+)?\Z", re.ASCII)


def write_gradebook(path: Path, results: Results) -> None:
    """Replace gradebook.csv whole."""
    stream_gradebook(path, tasks_of(results.submissions), results.submissions)


def stream_gradebook(path: Path, tasks: Sequence[str], submissions: Iterable[SubmissionResult]) -> None:
    """The same from the ids of all tasks and from submissions that come one after another."""
    write_pieces(path, (rows.encode("utf-8") for rows in csv_rows(tasks, submissions)))


def as_csv(results: Results) -> str:
    """The text of gradebook.csv."""
    return "".join(csv_rows(tasks_of(results.submissions), results.submissions))


def tasks_of(submissions: Iterable[SubmissionResult]) -> tuple[str, ...]:
    """The ids of all tasks, in the order in which they are met: the columns."""
    return tuple(dict.fromkeys(mark.task for submission in submissions for mark in submission.marks))


def csv_rows(tasks: Sequence[str], submissions: Iterable[SubmissionResult]) -> Iterator[str]:
    """The head of gradebook.csv, and the rows of one submission after another."""
    yield csv_head(tasks)
    for submission in submissions:
        yield csv_of(submission, tasks)


def csv_head(tasks: Sequence[str]) -> str:
    """The names of the columns."""
    return _text([[*FIXED, *(harmless(f"task {task}" if task in FIXED else task) for task in tasks)]])


def csv_of(submission: SubmissionResult, tasks: Sequence[str]) -> str:
    """The rows of one submission."""
    return _text(_rows(submission, tasks))


def _text(rows: Iterable[Sequence[str]]) -> str:
    """Rows as they stand in the file."""
    page = io.StringIO()
    csv.writer(page, lineterminator="\n").writerows(rows)
    return page.getvalue()


def harmless(text: str) -> str:
    """A text cell that no spreadsheet takes for a formula; a negative number stays one."""
    if _FORMULA.match(text) and not _NEGATIVE.match(text):
        return "'" + legible(text)
    return legible(text)


def number(value: float) -> str:
    """A number cell: `7.5`, `16`, never `1e-05`."""
    return f"{without_noise(value):.9f}".rstrip("0").rstrip(".")


def _rows(submission: SubmissionResult, tasks: Sequence[str]) -> Iterator[list[str]]:
    """A row for each member; what is the group's is worked out once."""
    decided = any(mark.points is not None for mark in submission.marks)
    points: dict[str, list[float | None]] = {}
    for mark in submission.marks:
        points.setdefault(mark.task, []).append(mark.points)
    cells = [
        number(submission.points) if decided else "",
        number(submission.undecided),
        number(submission.possible),
        number(submission.penalty),
        submission.state.value,
        *(_task_cell(points.get(task, ())) for task in tasks),
    ]
    for member in submission.members or (MemberResult(name=""),):
        yield [harmless(submission.group), harmless(member.name), harmless(member.id), *cells]


def _task_cell(points: Sequence[float | None]) -> str:
    """Points of a task; empty while any line of it waits for a person, or where it has none."""
    decided = [value for value in points if value is not None]
    return number(math.fsum(decided)) if decided and len(decided) == len(points) else ""
