"""results.json as it is read again: all but the submissions, and then one submission after another, of which none is kept."""

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import chain
from pathlib import Path
from types import GenericAlias
from typing import Any, BinaryIO, TypeVar

from pydantic import BaseModel, ValidationError, create_model

from grader.errors import CommandError
from grader.records.json_damage import Damage, Part, damage_of, in_words
from grader.records.json_extents import AHEAD, PIECE, Extent, extents
from grader.records.results import Results, SubmissionResult, first_problem, twice, unreadable, wrong

KEY = "submissions"
_BEFORE, _BEHIND = b'{"submissions":[', b"]}" + AHEAD * b" "
"""What stands round a submission that is read alone: as many brackets as in the file."""
_FIRST = "submissions[0]"
"""Which one it then is."""
CHANGED = "was changed while it was read; run the same command again"
Kind = TypeVar("Kind", bound=BaseModel)


@contextmanager
def stored_results(path: Path) -> Iterator["StoredResults"]:
    """Open results.json; whatever is wrong with it is told in the one line that `read_results` has for it."""
    try:
        file = path.open("rb", buffering=PIECE)
    except OSError as error:
        raise unreadable(path, error) from None
    with file:
        yield StoredResults(path, file)


class StoredResults:
    """The submissions of one results.json in their order; each is read anew whenever it is asked for.

    The file is opened once: where another takes its place, this is still the one from before.
    """

    head: Results
    """All but the submissions."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self._path = path
        self._file = file
        self._stamp = self._stamped()
        try:
            self._found = extents(file, KEY)
        except OSError as error:
            raise unreadable(path, error) from None
        if self._found.broken or (self._found.dropped and self._first_damage() is not None):
            raise self._problem()
        try:
            self.head = Results.model_validate_json(self._outside().text)
        except ValidationError:
            raise self._problem() from None

    def __len__(self) -> int:
        return len(self._found.elements)

    def __getitem__(self, number: int) -> SubmissionResult:
        return self._read(SubmissionResult, self._found.elements[number])

    def __iter__(self) -> Iterator[SubmissionResult]:
        groups: set[str] = set()
        for submission in self.each(SubmissionResult):
            if submission.group in groups:
                raise self._problem()
            groups.add(submission.group)
            yield submission
        if self._stamped() != self._stamp:
            raise self._problem()

    def each(self, kind: type[Kind]) -> Iterator[Kind]:
        """One submission after another, and of each what is of interest."""
        for element in self._found.elements:
            yield self._read(kind, element)

    def _read(self, kind: type[Kind], element: Extent) -> Kind:
        try:
            return _alone(kind, self._part(element).text)
        except ValidationError:
            raise self._problem() from None

    def _part(self, extent: Extent) -> Part:
        """A submission as a text of its own."""
        return Part(_BEFORE + self._bytes(extent) + _BEHIND, (extent,), len(_BEFORE))

    def _outside(self) -> Part:
        """All but the submissions."""
        ends = [0, *chain.from_iterable(self._found.insides), self._found.end]
        places = tuple(zip(ends[::2], ends[1::2], strict=True))
        return Part(b"".join(map(self._bytes, places)) + (_BEHIND if self._found.tail is not None else b""), places)

    def _bytes(self, extent: Extent) -> bytes:
        start, end = extent
        try:
            self._file.seek(start)
            return self._file.read(end - start)
        except OSError as error:
            raise unreadable(self._path, error) from None

    def _stamped(self) -> tuple[int, int]:
        """What is another where somebody writes into the file; one that takes its place changes nothing."""
        found = os.fstat(self._file.fileno())
        return found.st_size, found.st_mtime_ns

    def _problem(self) -> CommandError:
        """What is wrong; of several things that which is told where all is read at once: first damage, last a group that is there twice."""
        if self._stamped() != self._stamp:
            return CommandError(f"{self._path}: {CHANGED}")
        if (damage := self._first_damage()) is not None:
            return wrong(self._path, in_words(damage, self._file))
        groups = Counter[str]()
        try:
            Results.model_validate_json(self._outside().text)
            for element in self._found.elements:
                groups[_alone(SubmissionResult, self._part(element).text).group] += 1
        except ValidationError as error:
            said = first_problem(error)
            return wrong(self._path, f"submissions[{groups.total()}]{said.removeprefix(_FIRST)}" if said.startswith(_FIRST) else said)
        if said := twice(groups.elements()):
            return wrong(self._path, said)
        return CommandError(f"{self._path}: {CHANGED}")

    def _first_damage(self) -> Damage | None:
        """The first that breaks the rules of JSON."""
        found = self._found
        inside = map(damage_of, map(self._part, (*found.dropped, *found.elements)))
        tail = () if found.tail is None else (damage_of(Part(_BEFORE + self._bytes(found.tail), (found.tail,), len(_BEFORE))),)
        damages = (damage_of(self._outside()), next(filter(None, chain(inside, tail)), None))
        return min(filter(None, damages), default=None)


def _alone(kind: type[Kind], text: bytes) -> Kind:
    """The only submission of a text."""
    found: Kind = _reader(kind).model_validate_json(text).submissions[0]
    return found


@cache
def _reader(kind: type[Kind]) -> Any:  # noqa: ANN401 - a class with one field
    """An object with one key."""
    some: Any = GenericAlias(tuple, (kind,))
    return create_model("Alone", submissions=(some, ...))
