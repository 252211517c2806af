"""Where a group's pages lie, and a mark on them, seen from the overview."""

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from grader.filenames import safe_folder
from grader.records.results import MarkResult, Results, SubmissionResult
from grader.reporting.group_page import anchor

STUDENT, INSTRUCTOR = "report.html", "instructor.html"
MOST = 100
"""Groups named behind one reason; a whole faculty's would bury the rest."""

Marks = Sequence[tuple[SubmissionResult, int, MarkResult]]
"""One line's marks: whose, at which place in the rubric, and the mark."""


def href(submission: SubmissionResult, page: str = INSTRUCTOR, line: int | None = None) -> str:
    """Where a group's page lies, seen from the overview; `line` is a mark's place in the rubric."""
    target = PurePosixPath("groups", safe_folder(submission.group), page)
    return f"{target}#{anchor(line)}" if line is not None else str(target)


def every_mark(results: Results) -> Iterator[tuple[SubmissionResult, int, MarkResult]]:
    """All marks of all groups, each with its place in the rubric."""
    for submission in results.submissions:
        for index, mark in enumerate(submission.marks):
            yield submission, index, mark


def by_line(results: Results) -> Iterator[Marks]:
    """The marks of each line of the rubric, over all groups."""
    lines: dict[tuple[str, str], list[tuple[SubmissionResult, int, MarkResult]]] = {}
    for submission, index, mark in every_mark(results):
        lines.setdefault((mark.task, mark.name), []).append((submission, index, mark))
    yield from lines.values()
