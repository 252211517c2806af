"""Archives of the kind .tar.gz: read as a stream by a parser of our own, which never holds more than a chunk of them."""

import zlib
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from grader.intake.haul import Haul, megabytes
from grader.intake.members import CHUNK, ArchiveProblem, Member

_BLOCK = 512
_LONGEST_HEADER = 1 << 16
_FILE_TYPES = frozenset({b"0", b"\0", b"7"})
_LINK_TYPES = frozenset({b"1", b"2"})
_DAMAGED = "is damaged, or not a .tar.gz archive; pack it again"


def tar_members(path: Path, haul: Haul) -> Generator[Member, None, None]:
    """The files of a .tar.gz archive in their order; ArchiveProblem where it ends, is damaged or holds too much."""
    with path.open("rb") as file:
        stream = _Inflated(file, path.stat().st_size, haul)
        long_name, long_size = "", None
        while header := _header(stream):
            haul.entries += 1
            if haul.entries > haul.limits.entries:
                raise ArchiveProblem(f"holds more than {haul.limits.entries:,} files and folders; hand in the files of this sheet only")
            if header.type in (b"L", b"x"):
                found_name, found_size = _long(stream, header)
                long_name, long_size = found_name or long_name, found_size if found_size is not None else long_size
                continue
            if header.type in (b"K", b"g"):
                yield from _members(stream, header, "", header.size)
                continue
            yield from _members(stream, header, long_name or header.name, header.size if long_size is None else long_size)
            long_name, long_size = "", None


@dataclass(frozen=True)
class _Header:
    """The block before each member."""

    name: str
    size: int
    type: bytes


class _Inflated:
    """The unpacked bytes of a gzip file, a given number at a time, all counted."""

    def __init__(self, file: IO[bytes], packed: int, haul: Haul) -> None:
        self._file, self._packed, self._haul = file, packed, haul
        self._inflate = zlib.decompressobj(31)
        self._ready, self._size = b"", 0

    def read(self, count: int) -> bytes:
        """Exactly `count` bytes; ArchiveProblem where there are fewer."""
        while len(self._ready) < count:
            self._ready += self._more()
        taken, self._ready = self._ready[:count], self._ready[count:]
        return taken

    def pieces(self, count: int) -> Iterator[bytes]:
        """`count` bytes in chunks."""
        while count > 0:
            yield self.read(min(CHUNK, count))
            count -= CHUNK

    def _more(self) -> bytes:
        """The next stretch of unpacked bytes."""
        packed = self._inflate.unconsumed_tail or self._file.read(CHUNK)
        try:
            piece = self._inflate.decompress(packed, CHUNK)
        except zlib.error:
            raise ArchiveProblem(_DAMAGED) from None
        if not piece and (self._inflate.eof or not packed):
            raise ArchiveProblem("ends in the middle; pack it again")
        self._count(len(piece))
        return piece

    def _count(self, size: int) -> None:
        """Refuse what unpacks to too much."""
        limits = self._haul.limits
        self._size += size
        self._haul.spent += size
        if self._size > limits.small and self._size > limits.ratio * self._packed:
            raise ArchiveProblem(f"unpacks to more than {limits.ratio} times its size, which nobody's homework does")
        if self._haul.spent > limits.total:
            raise ArchiveProblem(f"unpacks to more than {megabytes(limits.total)}; the rest is not read")


def _header(stream: _Inflated) -> _Header | None:
    """The next header, or None at the end mark."""
    block = stream.read(_BLOCK)
    if not block.strip(b"\0"):
        return None
    if sum(block[:148]) + sum(block[156:]) + 8 * 0x20 != _number(block[148:156]):
        raise ArchiveProblem(_DAMAGED)
    name, folder = _text(block[:100]), _text(block[345:500])
    is_posix = block[257:263] == b"ustar\0"
    return _Header(f"{folder}/{name}" if folder and is_posix else name, _number(block[124:136]), block[156:157])


def _number(field: bytes) -> int:
    """A number of a header: octal text, or binary where it is large."""
    if field[0] == 0x80:
        return int.from_bytes(field[1:], "big")
    digits = field.strip(b" \0")
    if digits.translate(None, b"01234567"):
        raise ArchiveProblem(_DAMAGED)
    return int(digits, 8) if digits else 0


def _text(field: bytes) -> str:
    """A name of a header; bytes that are no text are kept as such."""
    return field.split(b"\0", 1)[0].decode("utf-8", "surrogateescape")


def _padding(size: int) -> int:
    """Bytes up to the next block."""
    return -size % _BLOCK


def _long(stream: _Inflated, header: _Header) -> tuple[str, int | None]:
    """The name and size that stand before a member whose own header has no room for them."""
    if header.size > _LONGEST_HEADER:
        raise ArchiveProblem("has a name of more than 65,536 characters in it; pack it again")
    content = stream.read(header.size)
    stream.read(_padding(header.size))
    if header.type == b"L":
        return _text(content), None
    records = dict(_records(content))
    size = records.get(b"size", b"")
    if size and not size.isdigit():
        raise ArchiveProblem(_DAMAGED)
    return records.get(b"path", b"").decode("utf-8", "surrogateescape"), int(size) if size else None


def _records(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The records `length key=value` of an extended header."""
    while content:
        length, _, _ = content.partition(b" ")
        if not length.isdigit() or len(length) > 6 or not len(length) < int(length) <= len(content):
            raise ArchiveProblem(_DAMAGED)
        key, _, value = content[len(length) + 1 : int(length) - 1].partition(b"=")
        yield key, value
        content = content[int(length) :]


def _members(stream: _Inflated, header: _Header, name: str, size: int) -> Iterator[Member]:
    """The member of a header, if it is one for us; its bytes are passed over if nobody takes them."""
    # Links, folders and devices have no bytes, whatever size their header claims.
    chunks = stream.pieces(size if header.type not in b"123456" else 0)
    if header.type in _FILE_TYPES and not name.endswith("/"):
        yield Member(name, chunks)
    elif header.type in _LINK_TYPES:
        yield Member(name, chunks, "is a link, and links are not followed; pack the file itself")
    elif header.type not in b"5Kg" and not (header.type in _FILE_TYPES and name.endswith("/")):
        yield Member(name, chunks, "is a pipe, a device or of an unusual kind, which is never unpacked")
    for _ in chunks:
        pass
    stream.read(_padding(size if header.type not in b"123456" else 0))
