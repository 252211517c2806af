"""What is handed in as it was handed out: the sheet, an empty form, the sentences of a blank notebook. Nobody of the group has said it."""

import hashlib
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import replace

from grader.document import Document, Line, LineKind
from grader.errors import Unreadable
from grader.intake.kinds import DOCUMENTS, NOTEBOOKS, ending
from grader.readers.ordinary_file import file_bytes
from grader.readers.reading import read_bytes
from grader.submission import SubmittedFile

Given = frozenset[tuple[int, str]]
"""Sizes and digests of what was handed out."""
FEWEST_WORDS = 8
"""Of a sentence; a shorter line may be a label that the group's answer stands behind."""


def given_out(starter: Mapping[str, bytes]) -> Given:
    """What to know of the starter to tell its documents again."""
    return frozenset((len(data), digest(data)) for name, data in starter.items() if ending(name) in DOCUMENTS | NOTEBOOKS)


def sentences_of(starter: Mapping[str, bytes]) -> frozenset[str]:
    """The sentences of the notebooks that were handed out."""
    found: set[str] = set()
    for name, data in starter.items():
        if ending(name) in NOTEBOOKS:
            with suppress(Unreadable):
                found |= {line.text for line in read_bytes(data, name).lines if _is_sentence(line)}
    return frozenset(found)


def _is_sentence(line: Line) -> bool:
    return line.kind is not LineKind.HEADING and not line.printed and len(line.text.split()) >= FEWEST_WORDS


def without_sentences(document: Document, sentences: Collection[str]) -> Document:
    """A notebook without what was handed out in it."""
    if ending(document.file) not in NOTEBOOKS or not sentences:
        return document
    return replace(document, lines=tuple(line for line in document.lines if not (_is_sentence(line) and line.text in sentences)))


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
