"""Files of the course that a rubric names: where they may lie, and what is wrong when one does not."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from grader.nearest import did_you_mean, quoted
from grader.scheme import Rubric
from grader.within_reach import LARGEST, hash_within_reach, never_read

if TYPE_CHECKING:
    from grader.checks.pytest import Pytest

MOST = 2_000
RUBRICS = ("rubrics", frozenset({".yaml", ".yml"}))
"""A folder, and the endings in it of what is no matter of the tests beside a rubric."""


def starter_folder(course: Path, rubric: Rubric) -> Path:
    """Where the handed out files of an assignment lie, if there are any."""
    return course / "starters" / rubric.name


def course_file(course: Path, rubric: Rubric, name: str) -> Path | None:
    """A file that a rubric names: beside the rubric, under `tests/`, or in the starter."""
    starter = starter_folder(course, rubric)
    places = (course / "rubrics", course / "tests" / rubric.name, course / "tests", starter, starter / "tests")
    return next((place / name for place in places if (place / name).is_file()), None)


def inside_name(course: Path, rubric: Rubric, name: str) -> str | None:
    """What a test file is called in the starter, from where it goes into the jail; None where it does not belong to it."""
    starter = starter_folder(course, rubric)
    return next((place for place in (name, f"tests/{name}") if (starter / place).is_file()), None)


def problems(course: Path, rubric: Rubric) -> Iterator[str]:
    """What is wrong with the files that a rubric names, one line each."""
    if "pytest" not in rubric.words:
        return
    from grader.checks.pytest import Pytest

    for _, line in rubric.lines:
        if isinstance(line, Pytest):
            yield from (f"{line.origin.file}, line {line.origin.line}: {said}" for said in _wrong_with(course, rubric, line))


def _wrong_with(course: Path, rubric: Rubric, line: "Pytest") -> Iterator[str]:
    """What is wrong with a pytest file."""
    path = course_file(course, rubric, line.pytest)
    if path is None:
        known = [
            one.name
            for place in ("rubrics", "tests", f"starters/{rubric.name}/tests")
            for one in sorted((course / place).glob("test_*.py"))
        ]
        wish = did_you_mean(line.pytest, known)
        yield f"there is no {quoted(line.pytest)} beside the rubric, in `tests/` or in `starters/{rubric.name}/`{wish or '; write it'}"
        return
    try:
        tree = ast.parse(path.read_bytes())
    except (OSError, SyntaxError, ValueError) as problem:
        where = f" (its line {problem.lineno})" if isinstance(problem, SyntaxError) and problem.lineno else ""
        yield f"{quoted(line.pytest)} cannot be read as Python{where}: {getattr(problem, 'msg', None) or problem}"
        return
    if line.wholly_inside:
        if inside_name(course, rubric, line.pytest) is None:
            yield f"{quoted(line.pytest)} is to run wholly inside the jail, so it must lie in `starters/{rubric.name}/`"
    elif not uses_fixture(tree):
        yield (
            f"no test in {quoted(line.pytest)} uses the fixture `student`, which reaches the group's code; "
            "use it, or write `wholly inside: yes` for tests that import that code themselves"
        )


def uses_fixture(tree: ast.Module) -> bool:
    """Whether any function takes the fixture `student`."""
    return any(isinstance(node, ast.arg) and node.arg == "student" for node in ast.walk(tree))


def starter_files(course: Path, rubric: Rubric) -> Mapping[str, bytes]:
    """What was handed out, by name."""
    folder = starter_folder(course, rubric)
    found: dict[str, bytes] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and not never_read(name) and len(found) < MOST and path.stat().st_size <= LARGEST:
            found[PurePosixPath(*name.parts).as_posix()] = path.read_bytes()
    return found


def hash_of_course_file(course: Path, rubric: Rubric, name: str) -> str:
    """The hash of a Python file that a rubric names, with all that it may read; no text where there is none."""
    path = course_file(course, rubric, name)
    if path is None:
        return ""
    folder, endings = RUBRICS
    return hash_within_reach(path, path.read_bytes(), endings if path.parent == course / folder else ())
