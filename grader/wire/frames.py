"""A message as bytes: u32 length of the header, u64 length of the body, then both; lengths are checked before a byte is read."""

import struct
from collections.abc import Callable, Iterable

from grader.wire.limits import MOST_FRAME, MOST_HEADER

LENGTHS = struct.Struct("<IQ")
LEAST_HEADER = 2


class WireError(Exception):
    """What came is no frame, or not one that may come."""


def frame_bytes(header: bytes, body: Iterable[bytes] = ()) -> bytes:
    """A frame of a header and the buffers of its body."""
    buffers = tuple(body)
    return b"".join((LENGTHS.pack(len(header), sum(map(len, buffers))), header, *buffers))


def read_frame(read_exactly: Callable[[int], bytes], cap: int = MOST_FRAME) -> tuple[bytes, bytes]:
    """The header and the body of the next frame; one that would be longer than `cap` in all is refused unread."""
    header, body = LENGTHS.unpack(_exactly(read_exactly, LENGTHS.size))
    if not LEAST_HEADER <= header <= MOST_HEADER:
        raise WireError(f"a header of {header} bytes, where {LEAST_HEADER} to {MOST_HEADER} may come")
    if LENGTHS.size + header + body > cap:
        raise WireError(f"a frame of {LENGTHS.size + header + body} bytes, where at most {cap} may come")
    return _exactly(read_exactly, header), _exactly(read_exactly, body)


def _exactly(read_exactly: Callable[[int], bytes], size: int) -> bytes:
    data = read_exactly(size) if size else b""
    if len(data) != size:
        raise WireError(f"the channel ended after {len(data)} of {size} bytes")
    return data
