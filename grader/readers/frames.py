"""How grader and reading child talk: a frame is two lengths, a small header and a body of bytes."""

import json
import struct
from collections.abc import Callable, Mapping

from grader.errors import ReaderFault

_LENGTHS = struct.Struct(">IQ")
_LONGEST_HEADER = 1 << 18
_SHOWN = 20_000


class FrameProblem(ReaderFault):
    """What arrived is no frame."""


class ChannelClosed(ReaderFault):
    """The other side is gone."""


def frame(header: Mapping[str, str], body: bytes = b"") -> bytes:
    """A frame as bytes; long texts of its header are cut."""
    head = json.dumps({key: text[:_SHOWN] for key, text in header.items()}).encode("ascii")
    return _LENGTHS.pack(len(head), len(body)) + head + body


def receive(read: Callable[[int], bytes], longest: int) -> tuple[dict[str, str], bytes]:
    """The next frame, by a function that reads exactly so many bytes; FrameProblem where it is too long or none."""
    header_length, body_length = _LENGTHS.unpack(read(_LENGTHS.size))
    if header_length > _LONGEST_HEADER or body_length > longest:
        raise FrameProblem("a frame is longer than anything that belongs here")
    return _header(read(header_length)), read(body_length)


def _header(data: bytes) -> dict[str, str]:
    """A header: texts under names, nothing else."""
    try:
        header = json.loads(data)
    except (ValueError, RecursionError):
        raise FrameProblem("a frame begins with something else than a header") from None
    if type(header) is not dict or not all(type(text) is str for text in header.values()):
        raise FrameProblem("a frame's header holds something else than texts")
    return header
