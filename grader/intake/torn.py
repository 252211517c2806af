"""What stands in a zip archive beside its list of contents: that of an upload that broke off, or of two archives in one file."""

import struct
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from grader.intake.names import shown

_MARK = b"PK\x03\x04"
_HEAD = struct.Struct("<4s5H3I2H")
"""Mark, version, flags, method, time, date, check sum, packed size, size, lengths of the name and of what follows it."""
_METHODS = frozenset({*range(20), *range(92, 100)})
_SIZES_FOLLOW, _UTF8_NAME = 0x8, 0x800
_NEWEST, _LONGEST_NAME, _NO_SIZE = 100, 1_000, 0xFFFFFFFF
_MOST_NAMED, _MOST_MARKS = 5, 10_000
_CHUNK = 1 << 20

Span = tuple[int, int]
"""Where something begins and ends."""


def unlisted(path: Path, listed: Iterable[Span], contents: int) -> str:
    """The names of what the list of contents does not have, which begins at `contents`; empty where it has everything.

    `listed` says for each entry where it begins, and how long it is packed.
    """
    with path.open("rb") as file:
        return _told(name for gap in _gaps(file, listed, contents) for name in _names(file, *gap))


def made_out(path: Path) -> str:
    """The names that can be made out in an archive without a list of contents; empty where there are none."""
    with path.open("rb") as file:
        return _told(_names(file, 0, file.seek(0, 2)))


def _told(names: Iterator[str]) -> str:
    first = [*islice(names, _MOST_NAMED + 1)]
    return ", ".join(first[:_MOST_NAMED]) + (" and more" if len(first) > _MOST_NAMED else "")


def _gaps(file: BinaryIO, listed: Iterable[Span], contents: int) -> Iterator[Span]:
    """What lies before, between and behind the entries; where their sizes stand behind them, that is shorter than any entry."""
    at, end = 0, file.seek(0, 2)
    for begins, packed in sorted(span for span in listed if 0 <= span[0] < end):  # others are damaged, and refused one by one
        if at + _HEAD.size <= begins:
            yield at, begins
        file.seek(begins)
        head = file.read(_HEAD.size)
        named = sum(_HEAD.unpack(head)[-2:]) if len(head) == _HEAD.size else 0
        at = max(at, begins + _HEAD.size + named + packed)
    if at + _HEAD.size <= contents:
        yield at, contents
    yield max(at, contents), end


def _names(file: BinaryIO, at: int, end: int) -> Iterator[str]:
    """The names of entries that begin within a stretch of a file; what they hold is passed over as far as they tell its size."""
    behind = at
    for looked, begins in enumerate(_marks(file, at, end)):
        if looked >= _MOST_MARKS:
            yield "more than can be told"
            return
        if begins < behind:
            continue
        file.seek(begins)
        head = file.read(_HEAD.size)
        if len(head) < _HEAD.size:
            return
        _, version, flags, method, _, _, _, packed, _, length, more = _HEAD.unpack(head)
        if version % 256 > _NEWEST or method not in _METHODS or not 0 < length <= _LONGEST_NAME:
            continue
        yield shown(file.read(length).decode("utf-8" if flags & _UTF8_NAME else "cp437", "replace"))
        told = not flags & _SIZES_FOLLOW and packed != _NO_SIZE
        behind = begins + _HEAD.size + length + (more + packed if told else 0)


def _marks(file: BinaryIO, at: int, end: int) -> Iterator[int]:
    """Where the mark of an entry begins within a stretch of a file, read once."""
    while at < end:
        file.seek(at)
        chunk = file.read(min(_CHUNK + len(_MARK) - 1, end - at + len(_MARK) - 1))
        found = chunk.find(_MARK)
        while found >= 0:
            yield at + found
            found = chunk.find(_MARK, found + 1)
        at += _CHUNK
