"""What a reading child is asked to do with a file's bytes, and what it may answer: a document, pictures, or why there is neither."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from grader.document import Box, Document
from grader.errors import Unreadable
from grader.readers.frames import frame, unpacked
from grader.readers.losses import ChildLost, Loss
from grader.readers.wire import from_json

MOST_PICTURES = 400
Region = tuple[int, Box | None]
"""A page, from 1, and where on it in points from its top left; None is all of it."""


class Do(StrEnum):
    """What a child can do with a file."""

    READ = "read"
    """What is written in it, as a document."""
    LOOK = "look"
    """The same of pictures in it, by OCR; the wish is a list of `Region`."""
    CROP = "crop"
    """Small pictures of places in it; the wish is what `readers.crops.crops` takes."""


@dataclass(frozen=True)
class Request:
    """One thing to be done with one file."""

    do: Do
    name: str
    data: bytes
    wish: Any = None
    """What else there is to say, as plain JSON: lists, numbers, texts."""

    def framed(self) -> bytes:
        """The request on its way."""
        return frame({"do": self.do.value, "name": self.name, "wish": json.dumps(self.wish)}, self.data)


Reply = Document | tuple[bytes, ...]
"""A document, or pictures in the order in which they were asked for."""


def understood(header: dict[str, str], body: bytes, request: Request) -> Reply:
    """What a child's frame says; Unreadable by its own words, ChildLost where it is no answer to this request."""
    says = header.get("says", "")
    match header.get("is"):
        case "document" if request.do is not Do.CROP:
            return replace(from_json(body), file=request.name)
        case "pictures" if request.do is Do.CROP:
            return unpacked(body, MOST_PICTURES)
        case "unreadable":
            raise Unreadable(one_line(says)[:1_000])
        case "too large":
            raise ChildLost(Loss.OUT_OF_MEMORY)
        case "fault":
            raise ChildLost(Loss.FAILED, detail=says)
        case _:
            raise ChildLost(Loss.GARBLED)


def regions_of(wish: object) -> tuple[Region, ...]:
    """The regions of a wish that has come as JSON."""
    rows = wish if isinstance(wish, Sequence) else ()
    return tuple((int(page), None if box is None else (float(box[0]), float(box[1]), float(box[2]), float(box[3]))) for page, box in rows)


def one_line(text: str) -> str:
    """A text from a child as one line that can be shown."""
    return " ".join(text.encode("utf-8", "replace").decode().replace("\0", "").split())
