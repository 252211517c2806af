"""`grader report`: all pages and gradebooks once more from the stored results, running nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from grader.commands import Status
from grader.commands.shown import shown_by
from grader.commands.terminal import Terminal
from grader.course import Course
from grader.errors import CommandError, GraderError
from grader.filenames import safe_folder
from grader.nearest import quoted
from grader.records.gradebook import stream_gradebook, tasks_of
from grader.records.results import SubmissionResult
from grader.records.store import kept_pictures
from grader.records.stored_results import StoredResults, stored_results
from grader.reporting.overview import Gathering, Overview
from grader.reporting.page_files import INDEX, besides
from grader.reporting.report import Shown, clear_others, write_group, write_overview
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


@dataclass(frozen=True)
class _Seen:
    """What all submissions come to, gathered before anything is written."""

    overview: Overview
    tasks: tuple[str, ...]
    folders: tuple[str, ...]
    waits: bool
    """Whether any line waits for the due date."""


def _report_one(order: Order, place: Path, terminal: Terminal) -> None:
    """The pages and the gradebook of one assignment, of whose submissions one at a time is held."""
    with stored_results(place / RESULTS) as stored, kept_pictures(place) as kept:
        seen = _seen(stored)  # all of it, so that results with something wrong in them leave every page as it is
        due, why = _due(order.course, stored.head.assignment, waits=seen.waits)
        if why:
            terminal.complain(why)
        shown = Shown(shown_by(order.now, due, published=order.published), kept)
        stream_gradebook(place / "gradebook.csv", seen.tasks, _with_pages(place, stored, seen.folders, shown))
        clear_others(place, seen.folders)
        write_overview(place, seen.overview)
    terminal.say(f"{stored.head.assignment}: pages and gradebook of {counted(len(stored), 'submission')}")
    terminal.say(f"Overview: {place / INDEX}")


def _seen(stored: StoredResults) -> _Seen:
    """Look through all submissions once."""
    gathering, tasks, folders, waits = Gathering(stored.head), dict[str, None](), [], False
    for submission in stored:
        gathering.add(submission)
        tasks |= dict.fromkeys(tasks_of([submission]))
        folders.append(safe_folder(submission.group))
        waits = waits or any(mark.visibility is Visibility.AFTER_DUE_DATE for mark in submission.marks)
    return _Seen(gathering.overview(), tuple(tasks), tuple(folders), waits)


def _with_pages(place: Path, stored: StoredResults, folders: Sequence[str], shown: Shown) -> Iterator[SubmissionResult]:
    """The submissions once more, each when its pages are written."""
    for submission, beside in zip(stored, besides(folders), strict=True):
        write_group(place, stored.head, submission, beside, shown)
        yield submission


def _due(course: Course, assignment: str, *, waits: bool) -> tuple[datetime | None, str]:
    """When the sheet was due, and what to tell where lines wait for that and nobody knows."""
    try:
        return load_rubric(course.rubric_path(assignment)).due, ""
    except GraderError as problem:
        first = str(problem).splitlines()[0]
        return None, f"{assignment}: lines that wait for the due date stay hidden, because it is not known: {first}" if waits else ""
