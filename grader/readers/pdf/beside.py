"""The number of a part that stands left of a table, level with its middle or its first row, goes before the table."""

import re
from collections.abc import Sequence

from grader.readers.pdf.rows import QUAD, SAME_EDGE, Row, gaps, text_of

LABEL = re.compile(r"^(?:[^\W\d_]+ )?\(?(?:\d{1,2}(?:\.\d{1,2})*|[A-Za-z]|[ivx]{1,4})[.):]{0,2}$|^[•◦▪–*-]$")
NEXT = 2.0
"""The greatest distance between two rows of a table, in sizes."""
RELATION = re.compile(r"[=≈~<>≤≥→⇒]")
MIDDLE = 0.3
"""How far from the table's middle the number may stand, in its rows."""
MOST = 60
"""Rows above and below that are looked at."""


def numbers_first(found: Sequence[Row]) -> list[Row]:
    """The rows, numbers of tables before their tables."""
    out: list[Row] = []
    for index, row in enumerate(found):
        label, rest = _parted(row)
        first = None if label is None else _table_around(found, index, label)
        if label is None or first is None:
            out.extend([Row(row.items[:1], row.y), Row(row.items[1:], row.y)] if _numbered(found, index) else [row])
            continue
        out.insert(len(out) - (index - first), label)
        out.extend([] if rest is None else [rest])
    return out


def _numbered(found: Sequence[Row], index: int) -> bool:
    """Whether a table's first row has the number of a part before it, and the row below begins where its own first cell does."""
    row = found[index]
    if len(row.items) < 3 or index + 1 == len(found) or _reach(found, index, Row(row.items[:1], row.y), -1) < index:
        return False
    lower = found[index + 1]
    if not LABEL.match(row.items[0].text) or abs(row.items[1].x0 - lower.items[0].x0) > SAME_EDGE:
        return False
    cells = [QUAD in gaps(one) and not RELATION.search(text_of(one)) for one in (Row(row.items[1:], row.y), lower)]
    return all(cells) and lower.y - row.y < NEXT * row.size


def _parted(row: Row) -> tuple[Row | None, Row | None]:
    """A row's label and what stands behind it."""
    if not any(LABEL.match(" ".join(item.text for item in row.items[:count])) for count in (1, 2)):
        return None, row
    between = gaps(row)
    end = between.index(QUAD) + 1 if QUAD in between else len(row.items)
    label = Row(row.items[:end], row.y)
    if end > 2 or not LABEL.match(text_of(label)):
        return None, row
    return label, Row(row.items[end:], row.y) if row.items[end:] else None


def _table_around(found: Sequence[Row], index: int, label: Row) -> int | None:
    """The first row of a table that stands right of a label and has it in its middle."""
    first, last = _reach(found, index, label, -1), _reach(found, index, label, 1)
    if index in (first, last):
        return None
    pitch = (found[last].y - found[first].y) / (last - first)
    return first if abs((found[first].y + found[last].y) / 2 - label.y) < MIDDLE * pitch else None


def _reach(found: Sequence[Row], index: int, label: Row, step: int) -> int:
    """How far up or down rows of cells follow each other that begin right of a label."""
    at, edge = index, label.items[-1].x1
    while 0 <= at + step < len(found) and abs(at + step - index) < MOST:
        row, beside = found[at + step], found[at]
        if row.items[0].x0 <= edge or abs(row.y - beside.y) > NEXT * max(row.size, beside.size):
            break
        if QUAD not in gaps(row) or RELATION.search(text_of(row)):
            break
        at += step
    return at
