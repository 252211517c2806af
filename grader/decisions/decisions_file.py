"""decisions.json: read strictly and written whole, so that nothing a person decided is ever lost unseen."""

import fcntl
import json
import os
from codecs import BOM_UTF8
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from grader.decisions.decision import Decision, Decisions
from grader.errors import CommandError
from grader.nearest import quoted
from grader.whole import write_whole

FILE = "decisions.json"
MEND = "mend it, or put a copy from before in its place; nothing was changed"


class _File(BaseModel):
    """The whole file."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    schema_: Literal[1] = Field(alias="schema")
    assignment: str
    decisions: tuple[Decision, ...]


def read_decisions(place: Path, assignment: str) -> Decisions:
    """The decisions beside the results of an assignment; none where there is no such file, CommandError where it is damaged."""
    path = place / FILE
    try:
        data = path.read_bytes().removeprefix(BOM_UTF8)  # some editors put it there, and it changes nothing
    except (FileNotFoundError, NotADirectoryError):
        return Decisions(assignment)
    except OSError as problem:
        raise CommandError(f"{path}: cannot be read ({problem.strerror}); {MEND}") from None
    try:
        json.loads(data.decode("utf-8"), object_pairs_hook=_each_once)
        found = _File.model_validate_json(data)
    except json.JSONDecodeError as problem:
        raise CommandError(f"{path}, line {problem.lineno}: {problem.msg}; {MEND}") from None
    except ValidationError as problem:
        raise CommandError(f"{path}: {_first_problem(problem)}; {MEND}") from None
    except UnicodeDecodeError:
        raise CommandError(f"{path}: is no text in UTF-8; {MEND}") from None
    except (ValueError, RecursionError) as problem:
        raise CommandError(f"{path}: {problem}; {MEND}") from None
    if found.assignment != assignment:
        raise CommandError(f"{path}: its decisions are on {quoted(found.assignment)}, not on {quoted(assignment)}; {MEND}")
    _no_line_twice(path, found.decisions)
    return Decisions(assignment, found.decisions)


def write_decisions(place: Path, decisions: Decisions) -> None:
    """Replace the file whole."""
    every = [one.model_dump(mode="json", exclude_defaults=True) for one in decisions.every]
    data = {"schema": 1, "assignment": decisions.assignment, "decisions": every}
    write_whole(place / FILE, (json.dumps(data, indent=2, ensure_ascii=False) + "\n").encode("utf-8"))


@contextmanager
def alone(place: Path) -> Iterator[None]:
    """Nobody else changes decisions meanwhile; the lock lies on the folder above, for marking holds the one of the results."""
    held = os.open(place.absolute().parent, os.O_RDONLY | os.O_CLOEXEC)
    try:
        with suppress(OSError):  # a file system without locks has none
            fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)


def _no_line_twice(path: Path, decisions: Sequence[Decision]) -> None:
    """Which of two would count is nothing to guess."""
    seen = set()
    for one in decisions:
        if (key := (one.group, one.line)) in seen:
            raise CommandError(f"{path}: there are two decisions on {quoted(one.where)}; take one out; nothing was changed")
        seen.add(key)


def _each_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """A key that stands there twice would hide one of its values."""
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(key for at, (key, _) in enumerate(pairs) if key in dict(pairs[:at]))
        raise ValueError(f"the key {quoted(twice)} stands twice in one place")
    return found


def _first_problem(error: ValidationError) -> str:
    """The first of the problems, with its path: `decisions[2].points: …`."""
    first = error.errors(include_url=False, include_input=False)[0]
    path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in first["loc"]).lstrip(".")
    said = {"extra_forbidden": "nobody knows this key", "missing": "is missing"}.get(first["type"], first["msg"])
    return f"{path}: {said.removeprefix('Value error, ')}" if path else said.removeprefix("Value error, ")
