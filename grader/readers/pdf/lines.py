"""Rows of a page as the document's lines: pieces with boxes, kinds, blocks."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from grader.document import Box, Line, LineKind, Piece, Source
from grader.readers.pdf.beside import numbers_first
from grader.readers.pdf.items import Item
from grader.readers.pdf.rows import QUAD, Row, aligned, gaps, text_of
from grader.readers.pdf.strokes import Rule
from grader.readers.pdf.tables import NUMBERING, Table, tables
from grader.readers.pdf.wrapped_labels import with_whole_labels

NEW_BLOCK = 0.75
"""The least white space between two paragraphs, in sizes of the page's text."""
EDGE = 2.0
"""Lines end at the same edge, in points, where they end so near to each other."""
LARGER = 1.12
LONGEST_HEADING = 90
_RELATION = re.compile(r"[=≈~<>≤≥→⇒∈∝]")
_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_]{3,}(?![^\W\d_])")
_FUNCTIONS = frozenset(
    "log exp max min sin cos tan tanh arg argmin argmax diag new old lim sup inf det dim hat bar tilde frac sqrt quad cancel".split()
)
_PROSE = re.compile(r"(?<![^\W\d_])[^\W\d_]{2,} [^\W\d_]{2,}(?![^\W\d_])")
_RESULT = re.compile(r"\d\s*%|\d{3}")
"""A share, or a count that numbers no task."""
_NUMBER = re.compile(r"^\((?:\d{1,2}(?:\.\d{1,2})?[a-z]?|[a-z])\)$")


@dataclass(frozen=True)
class Draft:
    """A line before its block is known."""

    pieces: tuple[Piece, ...]
    kind: LineKind
    top: float
    bottom: float
    doubts: tuple[str, ...]
    size: float
    table: int = -1
    """The row that its table begins with."""
    term: bool = False
    """It begins with a bold term, whose result stands behind it."""


def drafts(rows: Sequence[Row], rules: Sequence[Rule], body: float) -> list[Draft]:
    """All lines of a page, tables row by row, in reading order."""
    rows = aligned(numbers_first(rows))
    edges = sorted(row.items[-1].x1 for row in rows)
    parted = [_unnumbered(row, edges, body) for row in rows]
    numbers = {id(number) for _, number in parted if number is not None}
    rows = with_whole_labels([part for pair in parted for part in pair if part is not None])
    held = {index: (table, index - table.first) for table in tables(rows, rules) for index in range(table.first, table.stop)}
    return [
        _table_row(row, *held[index]) if index in held else _draft(row, body, LineKind.MARGIN if id(row) in numbers else None)
        for index, row in enumerate(rows)
    ]


def lines(page: int, first_block: int, written: Sequence[Draft], body: float) -> list[Line]:
    """The lines with page and block numbers."""
    found: list[Line] = []
    block = first_block
    for index, draft in enumerate(written):
        before = written[index - 1] if index else None
        if before is not None and (
            (draft.top - before.bottom > NEW_BLOCK * body and not (draft.table >= 0 and draft.table == before.table))
            or LineKind.HEADING in (draft.kind, before.kind)
            or draft.term
            or (draft.kind is LineKind.ROW) is not (before.kind is LineKind.ROW)
        ):
            block += 1
        source = Source.TABLE if draft.kind is LineKind.ROW else Source.TEXT
        found.append(Line(draft.pieces, draft.kind, source, block, page=page, doubts=draft.doubts))
    return found


def _unnumbered(row: Row, edges: Sequence[float], body: float) -> tuple[Row | None, Row | None]:
    """A row, and apart from it the number of a formula where it ends as far to the right (`edges`) as another row, or further than all."""
    last = row.items[-1]
    if len(row.items) == 1 and _NUMBER.match(last.text) and last.x1 > edges[-1] - EDGE and last.x0 > edges[0]:
        return None, row  # level with the middle of a formula of several lines
    if len(row.items) < 2 or not _NUMBER.match(last.text) or last.x0 - row.items[-2].x1 < 2 * body:
        return row, None
    flush = bisect_right(edges, last.x1 + EDGE) - bisect_left(edges, last.x1 - EDGE) > 1
    if not (flush or last.x1 > edges[-1] - EDGE):
        return row, None
    return Row(row.items[:-1], row.y), Row((last,), row.y)


def _draft(row: Row, body: float, kind: LineKind | None) -> Draft:
    text = text_of(row)
    kind = kind or _kind(row, text, body)
    between = gaps(row)
    if between and between[0] == QUAD and NUMBERING.match(row.items[0].text):
        between[0] = " "
    if kind is LineKind.HEADING:
        between = [" " if gap == QUAD else gap for gap in between]
    pieces = tuple(Piece(gap + item.text, item.raw, _rounded(item.box)) for gap, item in zip(["", *between], row.items, strict=True))
    term = kind is LineKind.TEXT and row.items[0].bold and _is_term(row)
    return Draft(pieces, kind, _top(row.items), _bottom(row.items), row.doubts, row.size, term=term)


def _table_row(row: Row, table: Table, index: int) -> Draft:
    cells = table.cells[index]
    return Draft(
        tuple(map(_cell, cells)),
        LineKind.ROW,
        _top(row.items),
        _bottom(row.items),
        (*row.doubts, *table.doubts[index]),
        row.size,
        table.first,
    )


def _cell(items: Sequence[Item]) -> Piece:
    if not items:
        return Piece("", "", None)
    box = min(item.x0 for item in items), _top(items), max(item.x1 for item in items), _bottom(items)
    row = Row(tuple(items), items[0].y)
    return Piece(text_of(row).replace(QUAD, " "), " ".join(item.raw for item in items), _rounded(box))


def _kind(row: Row, text: str, body: float) -> LineKind:
    letters = [item for item in row.items if any(char.isalpha() for char in item.text)]
    words = [word for word in _WORD.findall(text) if word not in _FUNCTIONS]
    short = len(text) <= LONGEST_HEADING and not text.rstrip().endswith((".", ",", ";"))
    bold = bool(letters) and all(item.bold for item in letters) and not _is_term(row)
    if letters and words and short and (bold or min(item.size for item in letters) > LARGER * body):
        return LineKind.HEADING
    if _RELATION.search(text) and not _PROSE.search(text):
        return LineKind.MATH
    return LineKind.MATH if not words and ("⟦" in text or r"\frac" in text) else LineKind.TEXT


def _is_term(row: Row) -> bool:
    """Whether the bold words of a row are a list's term, behind which a result stands in the type of the text: `**Accuracy** 78.6 %`."""
    bold = [item for item in row.items if item.bold and any(map(str.isalpha, item.text))]
    behind = [item for item in row.items if item.x0 >= bold[-1].x1] if bold else []
    plain = any(char.isdigit() for item in behind for char in item.text if not item.bold)
    return plain and _RESULT.search(" ".join(item.text for item in behind)) is not None


def _top(items: Sequence[Item]) -> float:
    return min(item.top for item in items)


def _bottom(items: Sequence[Item]) -> float:
    return max(item.bottom for item in items)


def _rounded(box: Box) -> Box:
    x0, top, x1, bottom = box
    return round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2)
