"""How grader and reading child talk: a frame is two lengths, a small header and a body of bytes."""

import json
import os
import struct
from collections.abc import Callable, Iterable, Mapping

from grader.errors import ReaderFault

_LENGTHS = struct.Struct(">IQ")
_PART = struct.Struct(">I")
_LONGEST_HEADER = 1 << 18
_SHOWN = 20_000
_PIECE = 1 << 20


class FrameProblem(ReaderFault):
    """What arrived is no frame."""


class ChannelClosed(ReaderFault):
    """The other side is gone."""


def frame(header: Mapping[str, str], body: bytes = b"") -> bytes:
    """A frame as bytes; what its header says in words is cut. FrameProblem where the rest of the header is too long to be understood."""
    head = json.dumps({key: text[:_SHOWN] if key == "says" else text for key, text in header.items()}).encode("ascii")
    if len(head) > _LONGEST_HEADER:
        raise FrameProblem("more is asked of one document than can be asked at once")
    return _LENGTHS.pack(len(head), len(body)) + head + body


def packed(parts: Iterable[bytes]) -> bytes:
    """Several pieces as one body."""
    return b"".join(piece for part in parts for piece in (_PART.pack(len(part)), part))


def unpacked(body: bytes, most: int) -> tuple[bytes, ...]:
    """The pieces of a body; FrameProblem where it holds more than `most` or something else."""
    parts: list[bytes] = []
    start = 0
    while start < len(body):
        if len(parts) == most or start + _PART.size > len(body):
            raise FrameProblem("a body holds too many pieces, or ends within one")
        end = start + _PART.size + int(_PART.unpack_from(body, start)[0])
        if end > len(body):
            raise FrameProblem("a body ends within a piece")
        parts.append(body[start + _PART.size : end])
        start = end
    return tuple(parts)


def receive(read: Callable[[int], bytes], longest: int) -> tuple[dict[str, str], bytes]:
    """The next frame, by a function that reads exactly so many bytes; FrameProblem where it is too long or none."""
    header_length, body_length = _LENGTHS.unpack(read(_LENGTHS.size))
    if header_length > _LONGEST_HEADER or body_length > longest:
        raise FrameProblem("a frame is longer than anything that belongs here")
    return _header(read(header_length)), read(body_length)


def exactly(descriptor: int, count: int) -> bytes:
    """So many bytes of a channel; ChannelClosed where it ends before."""
    parts = []
    while count > 0:
        part = os.read(descriptor, min(count, _PIECE))
        if not part:
            raise ChannelClosed("the grader has ended")
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


def written(descriptor: int, data: bytes) -> None:
    """All of the bytes into a channel."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest[:_PIECE]) :]


def _header(data: bytes) -> dict[str, str]:
    """A header: texts under names, nothing else."""
    try:
        header = json.loads(data)
    except (ValueError, RecursionError):
        raise FrameProblem("a frame begins with something else than a header") from None
    if type(header) is not dict or not all(type(text) is str for text in header.values()):
        raise FrameProblem("a frame's header holds something else than texts")
    return header
