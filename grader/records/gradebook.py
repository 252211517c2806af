"""gradebook.csv: a row for each member, a column for each task, and nothing undecided that looks like a zero."""

import csv
import io
import math
import re
from collections.abc import Iterator
from pathlib import Path

from grader.legible import legible
from grader.records.recorded import without_noise
from grader.records.results import MemberResult, Results, SubmissionResult
from grader.whole import write_whole

FIXED = ("group", "member", "id", "points", "undecided", "possible", "penalty", "state")
_FORMULA = re.compile(r"\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_NEGATIVE = re.compile(r"-\d+([.,]\d+)?\Z", re.ASCII)


def write_gradebook(path: Path, results: Results) -> None:
    """Replace gradebook.csv whole."""
    write_whole(path, as_csv(results).encode("utf-8"))


def as_csv(results: Results) -> str:
    """The text of gradebook.csv."""
    tasks = tuple(dict.fromkeys(mark.task for submission in results.submissions for mark in submission.marks))
    page = io.StringIO()
    rows = csv.writer(page, lineterminator="\n")
    rows.writerow([*FIXED, *(harmless(f"task {task}" if task in FIXED else task) for task in tasks)])
    for submission in results.submissions:
        rows.writerows(_rows(submission, tasks))
    return page.getvalue()


def harmless(text: str) -> str:
    """A text cell that no spreadsheet takes for a formula; a negative number stays one."""
    if _FORMULA.match(text) and not _NEGATIVE.match(text):
        return "'" + legible(text)
    return legible(text)


def number(value: float) -> str:
    """A number cell: `7.5`, `16`, never `1e-05`."""
    return f"{without_noise(value):.9f}".rstrip("0").rstrip(".")


def _rows(submission: SubmissionResult, tasks: tuple[str, ...]) -> Iterator[list[str]]:
    decided = any(mark.points is not None for mark in submission.marks)
    for member in submission.members or (MemberResult(name=""),):
        yield [
            harmless(submission.group),
            harmless(member.name),
            harmless(member.id),
            number(submission.points) if decided else "",
            number(submission.undecided),
            number(submission.possible),
            number(submission.penalty),
            submission.state.value,
            *(_task_cell(submission, task) for task in tasks),
        ]


def _task_cell(submission: SubmissionResult, task: str) -> str:
    """Points of a task; empty while any line of it waits for a person, or where it has none."""
    points = [mark.points for mark in submission.marks if mark.task == task]
    decided = [value for value in points if value is not None]
    return number(math.fsum(decided)) if decided and len(decided) == len(points) else ""
