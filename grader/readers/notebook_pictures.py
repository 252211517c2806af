"""The pictures that a notebook holds as bytes, by cell: what was attached to its texts, and what a cell showed that is no plot."""

import base64
import binascii
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from grader.errors import Unreadable
from grader.readers.notebook_cells import MOST_CELLS, is_plot, listed, rows_of

LARGEST = 12_000_000
"""Bytes of one picture."""
KINDS = ("image/png", "image/jpeg")
_ADDRESS = re.compile(r"data:image/(?:png|jpeg|jpg);base64,([A-Za-z0-9+/=]{100,})")


def pictures_of(data: bytes, name: str) -> Iterator[tuple[int, bytes]]:
    """Each picture with the place of its cell."""
    try:
        rows = rows_of(json.loads(data))
    except (ValueError, RecursionError):
        rows = None
    if rows is None:
        raise Unreadable(f"{name}: is no notebook; save it again and hand that in")
    for place, row in enumerate(rows[:MOST_CELLS], start=1):
        if isinstance(row, dict):
            yield from ((place, picture) for letters in letters_of(row) if (picture := decoded(letters)))


def letters_of(row: Mapping[str, Any]) -> Iterator[str]:
    """The pictures of a cell in letters."""
    attached = row.get("attachments")
    for bundle in attached.values() if isinstance(attached, dict) else ():
        yield from in_bundle(bundle)
    if row.get("cell_type") != "code":
        source = row.get("source")
        yield from _ADDRESS.findall(source if isinstance(source, str) else "".join(one for one in listed(source) if isinstance(one, str)))
    for output in listed(row.get("outputs")):
        if isinstance(output, dict) and not is_plot(output):
            yield from in_bundle(output.get("data"))


def in_bundle(bundle: object) -> Iterator[str]:
    """The first picture of a bundle, which holds the same one in several notations."""
    if isinstance(bundle, dict):
        kept = next((bundle[kind] for kind in KINDS if kind in bundle), None)
        yield kept if isinstance(kept, str) else "".join(one for one in listed(kept) if isinstance(one, str))


def decoded(letters: str) -> bytes:
    """The bytes of a picture; none where it is too large, or broken."""
    if len(letters) > LARGEST * 4 // 3:
        return b""
    try:
        return base64.b64decode(letters.encode("ascii", "ignore"))
    except (binascii.Error, ValueError):
        return b""
