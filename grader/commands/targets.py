"""Which folders of submissions are meant, and by which rubric each is marked."""

from dataclasses import dataclass
from pathlib import Path

from grader.course import Course
from grader.errors import CommandError
from grader.nearest import did_you_mean, quoted


@dataclass(frozen=True)
class Target:
    """A folder of submissions and the rubric that marks it."""

    folder: Path
    rubric: str


def targets(course: Course, folder: Path | None, rubric: str | None) -> tuple[tuple[Target, ...], tuple[str, ...]]:
    """What to mark, and a line for each folder of the course that has no rubric."""
    is_course(course)
    submissions = course.folder / "submissions"
    if folder is not None:
        found = located(course, folder)
        if rubric is None and submissions.is_dir() and found.resolve() == submissions.resolve():
            return _all(course)
        return (Target(found, rubric or _rubric_for(course, found)),), ()
    if rubric is not None:
        course.rubric_path(rubric)
        zipped = submissions / f"{rubric}.zip"
        there = zipped if zipped.is_file() and not (submissions / rubric).is_dir() else located(course, submissions / rubric)
        return (Target(there, rubric),), ()
    return _all(course)


def located(course: Course, folder: Path) -> Path:
    """The folder of submissions that a person named: a path, or one that begins in the course."""
    choices = (folder, course.folder / folder, course.folder / "submissions" / folder)
    for path in choices:
        if path.is_dir() or (is_zip(path) and path.is_file()):
            return path
    for path in choices:
        if path.exists():
            message = f"{quoted(str(path))} is a file; name the folder that holds the submissions, or look at one with `grader check`"
            raise CommandError(message)
    known = course.assignments() if (course.folder / "submissions").is_dir() else ()
    wish = did_you_mean(folder.name, known) or (f"; there is {', '.join(map(quoted, known))}" if known else "")
    raise CommandError(f"there is no folder {quoted(str(folder))}{wish}")


def is_zip(path: Path) -> bool:
    """Whether a name is that of a zip, which may be a platform's download as it came."""
    return path.suffix.casefold() == ".zip"


def is_course(course: Course) -> None:
    """Say what a course is where somebody stands in another folder."""
    if not (course.folder / "rubrics").is_dir():
        where = "this folder" if str(course.folder) == "." else quoted(str(course.folder))
        wanted = "a course has `rubrics`, `reference` and `submissions`"
        raise CommandError(f"{where} is no course: it has no folder `rubrics` ({wanted}); go to one, or name it with `--course`")


def _all(course: Course) -> tuple[tuple[Target, ...], tuple[str, ...]]:
    """Every folder under `submissions/` that has a rubric; a line for each that has none."""
    names, known = course.assignments(), course.rubrics()
    folders = [Target(course.folder / "submissions" / name, name) for name in names if name in known]
    zips = sorted(path for path in (course.folder / "submissions").iterdir() if is_zip(path) and path.is_file())
    found = (*folders, *(Target(path, path.stem) for path in zips if path.stem in known and path.stem not in names))
    nameless = [*(name for name in names if name not in known), *(path.name for path in zips if path.stem not in known)]
    stems = {name: name.removesuffix(".zip") for name in nameless}
    without = tuple(
        f"submissions/{name} was not marked: it has no rubric (rubrics/{stem}.yaml){course.misnamed(stem) or did_you_mean(name, known)}"
        for name, stem in stems.items()
    )
    if not found:
        raise CommandError(
            "\n".join(without) or f"{quoted(str(course.folder / 'submissions'))} is empty; put a folder with submissions there"
        )
    return found, without


def _rubric_for(course: Course, folder: Path) -> str:
    """The rubric by the folder's name; a submission's own folder is the commonest slip."""
    resolved = folder.resolve()
    name, above = resolved.stem if is_zip(resolved) and resolved.is_file() else resolved.name, resolved.parent.name
    known = course.rubrics()
    if name not in known and above in known:
        message = (
            f"{quoted(str(folder))} looks like one submission to {quoted(above)}; name the folder above it to mark all, "
            f"or look at this one with `grader check`"
        )
        raise CommandError(message)
    course.rubric_path(name)
    return name
