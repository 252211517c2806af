"""Where on its pages a group says who it is: at the top, in headers and footers, and wherever a number is called one of a student."""

import re
from collections.abc import Iterator, Sequence

from grader.document import Box, Document, Line, LineKind, Place, Source

_CALLED = re.compile(r"matr|mat\.?\s*-?\s*n(?:r|o|um)|student\s*(?:id|n(?:o|um))|immatr|학번", re.IGNORECASE)
FAR_DOWN = 60
"""Lines from the beginning of a document where names stand that are not called matriculation numbers."""
MOST = 200
"""Such lines of one document."""
LONGEST_LINE = 2_000


def is_called(text: str) -> bool:
    """Whether a line says that a number on it is a student's."""
    small = text[:LONGEST_LINE].lower()
    return ("mat" in small or "student" in small or "학번" in small) and _CALLED.search(small) is not None


def head_lines(document: Document) -> Iterator[Line]:
    """Lines where members stand, a header that is repeated on every page once."""
    called, known, given = False, set(), 0
    for at, line in enumerate(document.lines):
        before, called = called, is_called(line.text)
        margin = line.kind is LineKind.MARGIN
        if (at < FAR_DOWN or called or before or margin) and not (margin and line.text in known):
            known.add(line.text)
            given += 1
            yield line
        if given >= MOST:
            return


def well_read(documents: Sequence[Document]) -> bool:
    """Whether everything that could hold it was read well."""
    read = [one for one in documents if one.lines or one.unread]
    lines = [line for one in read for line in one.lines]
    return bool(lines) and not any(one.unread for one in read) and not any(line.doubts or line.source is Source.OCR for line in lines)


def place_of(file: str, line: Line) -> Place:
    """Where a line stands, whole."""
    return Place(file, line.page, _around([piece.box for piece in line.pieces if piece.box is not None]), line.number, line.printed)


def _around(boxes: Sequence[Box]) -> Box | None:
    if not boxes:
        return None
    return (min(box[0] for box in boxes), min(box[1] for box in boxes), max(box[2] for box in boxes), max(box[3] for box in boxes))
