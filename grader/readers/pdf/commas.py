"""`0,28` set as mathematics has a thin gap behind the comma, and so has the list `(14,20)`: the document decides."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from grader.document import Line, Piece
from grader.readers.pdf.rows import THIN

_POINT = re.compile(r"(?<![\d.])\d+\.\d{2,}(?![\d.])|(?<![\d.])0\.\d")
_COMMA = re.compile(r"(?<![\d,.])\d+,\d+(?![\d,])")


def settled(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Lists parted by a space where numbers have decimal points and none a comma; elsewhere closed up, which leaves it open."""
    text = [line.text for line in lines]
    points = any(_POINT.search(one) for one in text)
    commas = any(_COMMA.search(one) for one in text)
    gap = " " if points and not commas else ""
    return tuple(
        replace(line, pieces=tuple(_closed(line.pieces, gap))) if any(THIN in piece.text for piece in line.pieces) else line
        for line in lines
    )


def _closed(pieces: Iterable[Piece], gap: str) -> list[Piece]:
    return [replace(piece, text=piece.text.replace(THIN, gap)) for piece in pieces]
