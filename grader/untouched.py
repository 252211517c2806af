"""Documents that a group hands in as they were handed out: the sheet, an empty form. What stands in them nobody of the group has said."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from grader.document import Document
from grader.errors import Unreadable
from grader.intake.kinds import DOCUMENTS, NOTEBOOKS, ending
from grader.readers.pool import file_bytes
from grader.submission import SubmittedFile

Given = frozenset[tuple[int, str]]
"""Sizes and digests of what was handed out."""


def given_out(starter: Mapping[str, bytes]) -> Given:
    """What to know of the starter to tell its documents again."""
    return frozenset((len(data), digest(data)) for name, data in starter.items() if ending(name) in DOCUMENTS | NOTEBOOKS)


def is_untouched(file: SubmittedFile, given: Given) -> bool:
    """Whether a file is one of those, byte for byte."""
    sizes = {size for size, _ in given}
    try:
        if not sizes or file.path.stat().st_size not in sizes:
            return False
        data = file_bytes(file.path, file.name, max(sizes))
    except (OSError, Unreadable):
        return False
    return (len(data), digest(data)) in given


def without_words(document: Document) -> Document:
    """The document of such a file: there, and nobody's statement."""
    why = "it is as it was handed out, so nothing in it is taken for an answer"
    return replace(document, lines=(), unread=(), notes=(*document.notes, why))


def digest(data: bytes) -> str:
    """The name of some bytes."""
    return hashlib.sha256(data).hexdigest()
