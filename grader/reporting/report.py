"""The pages that people read, each one file with everything in it, built from results.json and the pictures kept beside it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.filenames import safe_folder
from grader.records.results import Results, SubmissionResult
from grader.reporting.group_page import NOW, instructor_page, student_page
from grader.reporting.overview import Overview, overview
from grader.reporting.page_files import GROUPS, INDEX, INSTRUCTOR, STUDENT, Beside, besides
from grader.reporting.page_html import group_html, overview_html
from grader.reporting.page_pictures import Kept, none_kept
from grader.score import Visibility
from grader.whole import write_whole


@dataclass(frozen=True)
class Shown:
    """What pages show: lines that students may see by now, and pictures."""

    lines: frozenset[Visibility] = NOW
    kept: Kept = none_kept


def write_pages(out: Path, results: Results, shown: frozenset[Visibility] = NOW, kept: Kept = none_kept) -> None:
    """Write the overview and every group's two pages into the assignment's folder; `shown` is what students may see by now."""
    folders = [safe_folder(submission.group) for submission in results.submissions]
    for submission, beside in zip(results.submissions, besides(folders), strict=True):
        write_group(out, results, submission, beside, Shown(shown, kept))
    clear_others(out, folders)
    write_overview(out, overview(results))


def write_group(out: Path, head: Results, submission: SubmissionResult, beside: Beside, shown: Shown) -> None:
    """Write one group's two pages; of `head` the submissions are not looked at."""
    folder = out / GROUPS / safe_folder(submission.group)
    for name, page in group_pages(head, submission, beside, shown):
        write_whole(folder / name, page, durable=False)


def group_pages(head: Results, submission: SubmissionResult, beside: Beside, shown: Shown) -> Iterator[tuple[str, bytes]]:
    """One group's two pages by the names of their files."""
    yield STUDENT, group_html(student_page(head, submission, shown.lines, shown.kept)).encode("utf-8")
    yield INSTRUCTOR, group_html(instructor_page(head, submission, shown.kept), beside.links).encode("utf-8")


def write_overview(out: Path, page: Overview) -> None:
    """Write the overview."""
    write_whole(out / INDEX, overview_html(page).encode("utf-8"), durable=False)


def clear_others(out: Path, folders: Iterable[str]) -> None:
    """Remove the pages of groups that are no more; folders that hold anything else are left alone."""
    groups, kept = out / GROUPS, frozenset(folders)
    for folder in groups.iterdir() if groups.is_dir() else ():
        if folder.name in kept or folder.is_symlink() or not folder.is_dir():
            continue
        if {file.name for file in folder.iterdir()} <= {STUDENT, INSTRUCTOR}:
            for file in folder.iterdir():
                file.unlink()
            folder.rmdir()
