"""Arrays as programs print them, row below row in their own brackets, put together as the matrices that they are."""

import re
from collections.abc import Sequence

from grader.readers.pdf.items import Item, Sort, joined
from grader.readers.pdf.rows import Row

MOST_ROWS = 40
PITCH = 2.2
"""How far below each other the rows of one array stand at most, in sizes."""
_NUMBER = r"[-+]?\d*\.?\d+(?:[eE][-+]?\d+)?\.?"
_ROW = rf"\[\s*({_NUMBER}(?:[\s,]+{_NUMBER})*)\s*\]"
_FIRST = re.compile(rf"^\[\s*{_ROW},?$")
_NEXT = re.compile(rf"^{_ROW},?$")
_LAST = re.compile(rf"^{_ROW}\s*\]$")


def with_arrays(rows: Sequence[Row]) -> list[Row]:
    """The rows, each array that begins with two brackets and ends with two as one."""
    found: list[Row] = []
    at = 0
    while at < len(rows):
        made = _array(rows[at : at + MOST_ROWS])
        found.append(rows[at] if made is None else made[0])
        at += 1 if made is None else made[1]
    return found


def _array(rows: Sequence[Row]) -> tuple[Row, int] | None:
    """The array that begins in the first row, as one row, and how many it takes."""
    start = next((index for index, item in enumerate(rows[0].items) if item.text.startswith("[")), None)
    if start is None or (first := _FIRST.match(_text(rows[0].items[start:]))) is None:
        return None
    numbers = [first[1]]
    for index, row in enumerate(rows[1:], 1):
        if row.y - rows[index - 1].y > PITCH * row.size:
            return None
        last = _LAST.match(_text(row.items))
        between = last or _NEXT.match(_text(row.items))
        if between is None:
            return None
        numbers.append(between[1])
        if last is not None:
            return _as_one(rows[: index + 1], start, numbers), index + 1
    return None


def _as_one(rows: Sequence[Row], start: int, numbers: Sequence[str]) -> Row:
    cells = [re.split(r"[\s,]+", row) for row in numbers]
    doubts = () if len({len(row) for row in cells}) == 1 else ("rows of a matrix differ in length",)
    items: list[Item] = [*rows[0].items[start:], *(item for row in rows[1:] for item in row.items)]
    text = "⟦" + r" \\ ".join(" & ".join(row) for row in cells) + "⟧"
    return Row((*rows[0].items[:start], joined(items, text, Sort.FORMULA, rows[0].y, doubts)), rows[0].y)


def _text(items: Sequence[Item]) -> str:
    return " ".join(item.text for item in items)
