"""Pictures that came out of a reading child, looked at byte by byte before they are put in a page: the child may have been taken over."""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

LARGEST = 200_000
LONGEST_SIDE = 1_600
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHUNKS = (b"IHDR", b"PLTE", b"IDAT", b"IEND")
_FOUR_BITS_OF_A_PALETTE = (4, 3, 0, 0, 0)
_WEBP = struct.Struct("<4sI4s4sI")
_FRAME_BEGINS = b"\x9d\x01\x2a"


@dataclass(frozen=True)
class PictureSize:
    """What a picture is and how large."""

    kind: str
    """`png` or `webp`."""
    width: int
    height: int


def picture_size(data: bytes) -> PictureSize | None:
    """Kind and size of a picture of ours; None for anything else, however much it looks like one."""
    if not 0 < len(data) <= LARGEST:
        return None
    size = _png(data) if data.startswith(_SIGNATURE) else _webp(data)
    return size if size is not None and 0 < size.width <= LONGEST_SIDE and 0 < size.height <= LONGEST_SIDE else None


def _png(data: bytes) -> PictureSize | None:
    """A PNG of at most sixteen colours with nothing in it but its pixels."""
    chunks = list(_chunks(data))
    names = [name for name, _ in chunks]
    pixels = b"".join(body for name, body in chunks if name == b"IDAT")
    if names != [b"IHDR", b"PLTE", *[b"IDAT"] * (len(names) - 3), b"IEND"] or len(chunks[0][1]) != 13 or len(chunks[1][1]) > 48:
        return None
    width, height, *how = struct.unpack(">IIBBBBB", chunks[0][1])
    if tuple(how) != _FOUR_BITS_OF_A_PALETTE or max(width, height) > LONGEST_SIDE:
        return None
    wanted = height * (1 + (width + 1) // 2)
    return PictureSize("png", width, height) if _inflated(pixels, wanted) == wanted else None


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a PNG up to the first that is damaged or unknown; all of them only where nothing stands behind the last."""
    at = len(_SIGNATURE)
    while at + 12 <= len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        body = data[at + 8 : at + 8 + length]
        end = data[at + 8 + length : at + 12 + length]
        if name not in _CHUNKS or end != struct.pack(">I", zlib.crc32(name + body)) or (name == b"IEND" and at + 12 + length != len(data)):
            return
        yield name, body
        at += 12 + length


def _inflated(pixels: bytes, wanted: int) -> int:
    """How many bytes the pixels unpack to; no more than one too many is unpacked."""
    unpacking = zlib.decompressobj()
    try:
        return len(unpacking.decompress(pixels, wanted + 1))
    except zlib.error:
        return -1


def _webp(data: bytes) -> PictureSize | None:
    """A WebP of one plain (VP8) key frame and nothing beside it."""
    if len(data) < _WEBP.size + 10:
        return None
    riff, length, webp, chunk, inner = _WEBP.unpack_from(data)
    frame = data[_WEBP.size :]
    whole = length == len(data) - 8 and inner in (len(frame), len(frame) - 1)
    if (riff, webp, chunk) != (b"RIFF", b"WEBP", b"VP8 ") or not whole or frame[0] & 1 or frame[3:6] != _FRAME_BEGINS:
        return None
    width, height = struct.unpack_from("<HH", frame, 6)
    return PictureSize("webp", width & 0x3FFF, height & 0x3FFF)
