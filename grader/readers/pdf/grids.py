"""Numbers under each other, their columns parted by no more than a space: cells of a table, and the words above them its heads."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from grader.readers.pdf.items import Item
from grader.readers.pdf.named_grids import EDGE, Cell, cells_of, is_number
from grader.readers.pdf.rows import Row, text_of

NEXT = 3.2
FEWEST = 2
"""Columns of numbers, and rows, from which they show that they are no sentence's."""
APART, LEAST = 1.5, 0.3
"""How much wider the gap between two heads is than one within them, and how wide at least, in sizes."""
_UNIT = re.compile(r"[%€]|\\%")
_JOINS = re.compile(r"[=≈~<>≤≥→⇒+\-−*·×/,;(\[&]$|[=≈→⇒]")

Cells = list[list[Item]]


def with_grids(rows: Sequence[Row], parted: Sequence[Cells]) -> list[Cells]:
    """The rows' cells, where numbers stand in columns those of the columns."""
    found = list(parted)
    split = [_split(row) for row in rows]
    for first, stop in _runs(rows, split):
        spans = _spans([split[at][1] for at in range(first, stop)])
        for at in range(first, stop):
            label, numbers = split[at]
            found[at] = [*([label] if label else []), *map(list, numbers)]
        if first and split[first][0] and rows[first].y - rows[first - 1].y < NEXT * rows[first].size:
            found[first - 1] = _heads(rows[first - 1], spans, found[first - 1]) or found[first - 1]
    return found


def numeric(body: Sequence[Cells]) -> bool:
    """Whether rows hold nothing but numbers, behind their labels."""
    return all(is_number(_without_percent(tuple(cell))) for cells in body for cell in cells[1:])


def _split(row: Row) -> tuple[list[Item], list[Cell]]:
    """The words that a row begins with and the numbers that it ends with, two or more; no numbers where it is anything else."""
    if not any(char.isdigit() or char == "%" for char in row.items[-1].text[-2:]):
        return [], []
    cells = cells_of(row)
    numbers: list[Cell] = []
    while cells:
        unit = len(cells) > 1 and _UNIT.fullmatch("".join(item.text for item in cells[-1])) is not None
        value = cells[-2] if unit else cells[-1]
        if not is_number(_without_percent(value)):
            break
        numbers.insert(0, (*value, *cells[-1]) if unit else value)
        del cells[-2 if unit else -1 :]
    label = [item for cell in cells for item in cell]
    if len(numbers) < FEWEST or (label and _JOINS.search(text_of(Row(tuple(label), row.y)).strip())):
        return [], []
    return label, numbers


def _without_percent(cell: Cell) -> Cell:
    return cell[:-1] if len(cell) > 1 and _UNIT.fullmatch(cell[-1].text) else cell


def _runs(rows: Sequence[Row], split: Sequence[tuple[list[Item], list[Cell]]]) -> Iterator[tuple[int, int]]:
    """From where to where rows have their numbers in the same columns."""
    first = 0
    while first < len(rows):
        stop = first + 1
        while stop < len(rows) and split[first][1] and rows[stop].y - rows[stop - 1].y < NEXT * rows[stop].size:
            if not _alike(split[stop - 1], split[stop]):
                break
            stop += 1
        if stop - first >= FEWEST and _spans([numbers for _, numbers in split[first:stop]]):
            yield first, stop
        first = stop


def _alike(upper: tuple[list[Item], list[Cell]], lower: tuple[list[Item], list[Cell]]) -> bool:
    """Whether two rows both have words or both none, and as many numbers, each under the one above it."""
    if len(upper[1]) != len(lower[1]) or bool(upper[0]) is not bool(lower[0]):
        return False
    return all(
        min(abs(one[0].x0 - two[0].x0), abs(one[-1].x1 - two[-1].x1), abs(one[0].x0 + one[-1].x1 - two[0].x0 - two[-1].x1) / 2) < EDGE
        for one, two in zip(upper[1], lower[1], strict=True)
    )


def _spans(body: Sequence[Sequence[Cell]]) -> list[tuple[float, float]]:
    """From where to where each column of numbers reaches; none where two overlap."""
    spans = [(min(row[at][0].x0 for row in body), max(row[at][-1].x1 for row in body)) for at in range(len(body[0]))]
    return spans if all(left[1] < right[0] for left, right in pairwise(spans)) else []


def _heads(row: Row, spans: Sequence[tuple[float, float]], before: Cells) -> Cells:
    """The words of a row as the heads of the columns that they stand over, and of the labels before those; nothing where they are not."""
    if any(char.isdigit() or char in "=≈:;!?" for item in row.items for char in item.text) or len(before) > len(spans):
        return []
    middles = [(left[1] + right[0]) / 2 for left, right in pairwise(spans)]
    words = cells_of(row)
    places = [0 if word[-1].x1 < spans[0][0] else 1 + sum((word[0].x0 + word[-1].x1) / 2 > middle for middle in middles) for word in words]
    heads: Cells = [
        [item for word, place in zip(words, places, strict=True) if place == at for item in word] for at in range(len(spans) + 1)
    ]
    over = all(head and head[0].x0 < span[1] and head[-1].x1 > span[0] for head, span in zip(heads[1:], spans, strict=True))
    widths = [(right[0].x0 - left[-1].x1, one != other) for (left, one), (right, other) in _neighbours(words, places)]
    between, inner = [width for width, new in widths if new], [width for width, new in widths if not new]
    apart = min(between, default=0.0) > max(APART * max(inner, default=0.0), LEAST * row.size)
    return [head for head in heads if head] if over and apart and sorted(places) == places else []


def _neighbours(words: Sequence[Cell], places: Sequence[int]) -> Iterator[tuple[tuple[Cell, int], tuple[Cell, int]]]:
    """Each word with the one behind it, and the columns of both."""
    return pairwise(zip(words, places, strict=True))
