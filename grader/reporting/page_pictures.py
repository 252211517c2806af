"""Pictures of places as a page holds them: in the page itself, each of them once, and no more of them than a page can bear."""

import base64
from collections.abc import Callable
from dataclasses import dataclass

from grader.picture_bytes import picture_size

Kept = Callable[[str], bytes]
"""Where pictures are kept, by key; no bytes for one that is not there."""
ROOM = 600_000
"""Bytes of all pictures on a page."""
ROOM_FOR_UNREAD = 250_000
"""Of those, for what was not read."""


@dataclass(frozen=True)
class Picture:
    """A picture, or a link to where it stands already."""

    anchor: str
    alt: str
    source: str = ""
    """Empty for one that the page has already, or has no room for."""
    width: int = 0
    height: int = 0
    again: bool = False


def none_kept(key: str) -> bytes:
    """Where nothing is kept."""
    return key.encode()[:0]


class PagePictures:
    """The pictures of one page, in the order in which they are taken."""

    def __init__(self, kept: Kept = none_kept) -> None:
        self._kept = kept
        self._anchors: dict[str, str] = {}
        self._bytes = 0

    def take(self, key: str, alt: str, room: int = ROOM) -> Picture | None:
        """The picture under a key; None where there is none."""
        if key in self._anchors:
            return Picture(self._anchors[key], alt, again=True)
        data = self._kept(key) if key else b""
        size = picture_size(data)
        if size is None:
            return None
        if self._bytes + len(data) > room:
            return Picture("", alt)
        self._bytes += len(data)
        anchor = self._anchors[key] = f"place-{len(self._anchors) + 1}"
        source = f"data:image/{size.kind};base64,{base64.b64encode(data).decode('ascii')}"
        return Picture(anchor, alt, source, size.width, size.height)
