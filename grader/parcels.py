"""What is sent to another machine and comes back: a course, a submission and its marks as bytes, files again where they arrive."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from grader.course import Assignment, Course
from grader.course_files import MOST
from grader.errors import CommandError
from grader.picturing import Pictured
from grader.records.results import SubmissionResult
from grader.shelf import Name, Shelf
from grader.submission import SubmittedFile
from grader.within_reach import LARGEST, never_read
from grader.work import Work

FOLDERS = ("reference", "rubrics", "tests")
"""Of the course, without other assignments' rubrics; of what was handed out only what one assignment needs."""


@dataclass(frozen=True)
class CourseParcel:
    """What is needed of a course to mark one assignment."""

    name: str
    files: Mapping[str, bytes] = field(repr=False)
    """By their paths in the course, with `/`."""


@dataclass(frozen=True)
class SubmissionParcel:
    """A submission that is to be marked elsewhere."""

    work: Work
    """Its files lie nowhere."""
    files: tuple[bytes | None, ...] = field(repr=False)
    """What its files hold, in their order; None where one cannot be read."""
    kept: Mapping[Name, bytes] = field(repr=False)
    """What its stages came to before."""
    known: frozenset[str] = frozenset()
    """The keys of its pictures that are there already."""


@dataclass(frozen=True)
class MarkedParcel:
    """What came of it."""

    result: str
    pictures: Mapping[str, bytes] = field(repr=False)
    used: Mapping[Name, bytes] = field(repr=False)
    added: frozenset[Name] = frozenset()


def course_parcel(assignment: Assignment) -> CourseParcel:
    """The files of a course that an assignment needs. Raises CommandError where they are too many."""
    course, name = assignment.folder, assignment.rubric.name
    files = {path.relative_to(course).as_posix(): path.read_bytes() for path in _needed(course, name)}
    if len(files) > MOST:
        raise CommandError(f"{course}: has more than {MOST:,} files beside the submissions; they cannot all be sent to other machines")
    return CourseParcel(name, files)


def _needed(course: Path, name: str) -> Iterator[Path]:
    folders = [course / folder for folder in FOLDERS] + [course / "starters" / name]
    for path in (path for folder in folders for path in sorted(folder.rglob("*"))):
        other = path.parent == course / "rubrics" and path.suffix in (".yaml", ".yml") and path.stem != name
        if path.is_file() and not other and not never_read(path.relative_to(course)) and path.stat().st_size <= LARGEST:
            yield path


def unpacked_course(parcel: CourseParcel, folder: Path) -> Assignment:
    """The assignment, its course laid into an empty folder."""
    for folder_of_course in ("reference", "rubrics", "submissions"):
        (folder / folder_of_course).mkdir(parents=True)
    for name, data in parcel.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return Course(folder).load(parcel.name)


def submission_parcel(work: Work, shelf: Shelf, known: frozenset[str]) -> SubmissionParcel:
    """A submission with the bytes of its files."""
    files = tuple(_bytes(file.path) for file in work.submission.files)
    bare = replace(work.submission, files=tuple(SubmittedFile(file.name, Path()) for file in work.submission.files))
    return SubmissionParcel(replace(work, submission=bare), files, shelf.kept, known)


def unpacked_submission(parcel: SubmissionParcel, folder: Path) -> tuple[Work, Shelf]:
    """The submission, its files laid into an empty folder under numbers: no name of theirs is ever a path."""
    files = []
    for number, (file, data) in enumerate(zip(parcel.work.submission.files, parcel.files, strict=True)):
        path = folder / str(number)
        if data is not None:
            path.write_bytes(data)
        files.append(SubmittedFile(file.name, path))
    submission = replace(parcel.work.submission, files=tuple(files))
    return replace(parcel.work, submission=submission), Shelf(parcel.kept)


def marked_parcel(made: Pictured, shelf: Shelf) -> MarkedParcel:
    """What came of a submission, to send it back."""
    return MarkedParcel(made.result.model_dump_json(), dict(made.pictures), dict(shelf.used), frozenset(shelf.added))


def unpacked_marks(parcel: MarkedParcel, shelf: Shelf) -> Pictured:
    """What came back; `shelf` has what is to be kept then. Raises ValidationError where it is no result."""
    shelf.used, shelf.added = dict(parcel.used), set(parcel.added)
    return Pictured(SubmissionResult.model_validate_json(parcel.result), dict(parcel.pictures))


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
