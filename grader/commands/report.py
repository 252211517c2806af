"""`grader report`: all pages and gradebooks once more from the stored results, running nothing."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from grader.commands import Status
from grader.commands.shown import shown_by
from grader.commands.terminal import Terminal
from grader.course import Course
from grader.errors import CommandError, GraderError
from grader.nearest import quoted
from grader.records.gradebook import write_gradebook
from grader.records.results import Results, read_results
from grader.records.store import kept_pictures
from grader.reporting.report import INDEX, write_pages
from grader.reporting.wording import counted
from grader.rubric import load_rubric
from grader.score import Visibility

RESULTS = "results.json"


@dataclass(frozen=True)
class Order:
    """Whose pages are to be built, and what students may see on them."""

    course: Course
    out: Path
    published: bool
    now: datetime


def run_report(order: Order, terminal: Terminal) -> Status:
    """Build the pages of every assignment in a results folder; what is wrong with one keeps none of the others back."""
    worst = Status.DONE
    for place in places(order.out):
        try:
            _report_one(order, place, terminal)
        except GraderError as problem:
            terminal.complain(str(problem), problem)
            worst = Status.WRONG
    return worst


def places(out: Path) -> tuple[Path, ...]:
    """The folders below `out` with results in them; `out` itself where it is one."""
    if (out / RESULTS).is_file():
        return (out,)
    if not out.is_dir():
        raise CommandError(f"there is no results folder {quoted(str(out))}; `grader grade` writes one")
    found = tuple(sorted(path.parent for path in out.glob(f"*/{RESULTS}")))
    if not found:
        raise CommandError(f"there are no results in {quoted(str(out))}; `grader grade` writes them")
    return found


def _report_one(order: Order, place: Path, terminal: Terminal) -> None:
    """The pages and the gradebook of one assignment."""
    results = read_results(place / RESULTS)
    due, why = _due(order.course, results)
    if why:
        terminal.complain(why)
    write_gradebook(place / "gradebook.csv", results)
    with kept_pictures(place) as kept:
        write_pages(place, results, shown_by(order.now, due, published=order.published), kept)
    terminal.say(f"{results.assignment}: pages and gradebook of {counted(len(results.submissions), 'submission')}")
    terminal.say(f"Overview: {place / INDEX}")


def _due(course: Course, results: Results) -> tuple[datetime | None, str]:
    """When the sheet was due, and what to tell where lines wait for that and nobody knows."""
    try:
        return load_rubric(course.rubric_path(results.assignment)).due, ""
    except GraderError as problem:
        waiting = any(mark.visibility is Visibility.AFTER_DUE_DATE for submission in results.submissions for mark in submission.marks)
        first = str(problem).splitlines()[0]
        return (
            None,
            f"{results.assignment}: lines that wait for the due date stay hidden, because it is not known: {first}" if waiting else "",
        )
