"""Arrays as programs print them, row below row in their own brackets, put together as the matrices that they are."""

import re
from collections.abc import Sequence
from itertools import pairwise

from grader.readers.pdf.items import Item, Sort, joined
from grader.readers.pdf.rows import Row

MOST_ROWS, LONGEST = 40, 4_000
PITCH, BETWEEN = 2.2, 3.4
"""How far below each other the rows of one array stand at most, in sizes, and its matrices with an empty line between them."""
_CALLED = r"(?:[a-z]{1,5}\.)?(?:array|tensor|Tensor)\("
_BEGINS = re.compile(rf"(?:{_CALLED})?\[")
_NUMBER = r"[-+]?\d*\.?\d+(?:[eE][-+]?\d+)?\.?"
_ROW = re.compile(rf"\[\s*({_NUMBER}(?:[\s,]+{_NUMBER})*)\s*\]")
_MATRIX = re.compile(r"\[\s*R(?:[\s,]*R)*\s*\]")
_LINE = re.compile(r"[-+\d.eE,\s\[\]]+")
_ENDS = re.compile(r"(?P<called>(?:,\s*(?:dtype|device|requires_grad|grad_fn)=[^()\[\]=,]{1,30}(?:\(\))?)*\))?[.;,]?")
_PROMPT = re.compile(r"(?:Out\s?)?\[\s?\d{1,4}\s?\]:")
"""What a notebook sets before the value of a cell: `Out[3]:`, `[3]:`."""


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
    skipped = _prompt(rows[0].items)
    items = rows[0].items[skipped:]
    start = next((index for index, item in enumerate(items) if _BEGINS.match(item.text)), None)
    if start is None or (begun := _BEGINS.match(text := _text(items[start:]))) is None:
        return None
    called = begun.end() > 1
    text = text[begun.end() - 1 :]
    if not re.match(r"\[\s*\[", text):
        return None
    taken = _whole(rows, text, called=called)
    if taken is None or taken[1] == 1:
        return None
    shown = _shown(taken[0])
    return None if shown is None else (_as_one(rows[: taken[1]], (skipped, skipped + start), shown), taken[1])


def _prompt(items: Sequence[Item]) -> int:
    """How many of the first items are a notebook's prompt."""
    return next((count for count in (1, 2) if len(items) > count and _PROMPT.fullmatch(_text(items[:count]))), 0)


def _whole(rows: Sequence[Row], text: str, *, called: bool) -> tuple[str, int] | None:
    """The brackets that begin with a text, until they are all closed, and how many rows they take."""
    found, depth = "", 0
    for index, row in enumerate(rows):
        if index:
            gap = row.y - rows[index - 1].y
            if gap > (BETWEEN if depth == 1 and found.rstrip().endswith(",") else PITCH) * row.size:
                return None
            text = _text(row.items)
        depth += text.count("[") - text.count("]")
        end = text.rfind("]") + 1 if depth == 0 else len(text)
        rest = _ENDS.fullmatch(text[end:].strip()) if depth == 0 else None
        if _LINE.fullmatch(text[:end]) is None or len(found) > LONGEST or (depth == 0 and rest is None):
            return None
        found += " " + text[:end]
        if rest is not None:
            return (found.strip(), index + 1) if called == (rest["called"] is not None) else None
    return None


def _shown(text: str) -> tuple[str, bool] | None:
    """A matrix, or several in parentheses, and whether their rows are equally long; nothing where it is neither."""
    rows = [re.split(r"[\s,]+", row) for row in _ROW.findall(text)]
    outline = _ROW.sub("R", text)
    if not rows:
        return None
    even = all(len(one) == len(other) for one, other in pairwise(rows))
    if _MATRIX.fullmatch(outline):
        return _matrix(rows), even
    outer = re.fullmatch(r"\[\s*M(?:[\s,]*M)*\s*\]", _MATRIX.sub("M", outline))
    if outer is None:
        return None
    counts = [one.count("R") for one in _MATRIX.findall(outline)]
    parts = [_matrix(rows[sum(counts[:at]) : sum(counts[: at + 1])]) for at in range(len(counts))]
    return f"({', '.join(parts)})", even and len(set(counts)) == 1


def _matrix(rows: Sequence[Sequence[str]]) -> str:
    return "⟦" + r" \\ ".join(" & ".join(number.removesuffix(".") for number in row) for row in rows) + "⟧"


def _as_one(rows: Sequence[Row], span: tuple[int, int], shown: tuple[str, bool]) -> Row:
    """The rows as one; a notebook's prompt before them says nothing and goes."""
    skipped, start = span
    doubts = () if shown[1] else ("rows of a matrix differ in length",)
    items: list[Item] = [*rows[0].items[start:], *(item for row in rows[1:] for item in row.items)]
    return Row((*rows[0].items[skipped:start], joined(items, shown[0], Sort.FORMULA, rows[0].y, doubts)), rows[0].y)


def _text(items: Sequence[Item]) -> str:
    return " ".join(item.text for item in items)
