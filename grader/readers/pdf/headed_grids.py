"""Grids of bare numbers side by side below a row with a name over each: every name goes above its own grid, one after another."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from grader.readers.pdf.items import Item
from grader.readers.pdf.named_grids import EVEN, FEWEST, LONGEST_NAME, MOST_ROWS, NEXT, Cell, cells_of, is_bare, level
from grader.readers.pdf.rows import QUAD, Row, gaps, text_of

STANDS_OUT = 1.3
"""How much wider the strips between two grids are than those between the columns of one."""


def headed_grids(rows: Sequence[Row]) -> list[Row]:
    """The rows, grids that stand side by side below their names one after another."""
    found: list[Row] = []
    at = 0
    while at < len(rows):
        names = _names(rows[at])
        body = _body(rows, at + 1) if names else []
        parts = _parts(names, body) if body else []
        if parts:
            found.extend(_one_by_one(rows[at], body, parts))
            at += 1 + len(body)
        else:
            found.append(rows[at])
            at += 1
    return found


def _names(row: Row) -> list[Cell]:
    """What wide gaps part in a row of two short names or more; nothing where it is anything else."""
    between = gaps(row)
    if QUAD not in between or len(row.items) > LONGEST_NAME:
        return []
    found: list[list[Item]] = [[row.items[0]]]
    for gap, item in zip(between, row.items[1:], strict=True):
        if gap == QUAD:
            found.append([])
        found[-1].append(item)
    texts = [text_of(Row(tuple(name), row.y)) for name in found]
    plain = all(len(text) <= LONGEST_NAME and text[0].isalpha() and "=" not in text[:-1] for text in texts)
    return [tuple(name) for name in found] if plain and len(set(texts)) == len(texts) else []


def _body(rows: Sequence[Row], first: int) -> list[list[Cell]]:
    """The rows of bare numbers from one on, each number under the one above it."""
    found: list[list[Cell]] = []
    step = NEXT * rows[first - 1].size
    for index in range(first, min(len(rows), first + MOST_ROWS)):
        row, apart = rows[index], rows[index].y - rows[index - 1].y
        if apart > step or not row.items[-1].text[-1].isdigit() or not is_bare(row):
            break
        cells = cells_of(row)
        if found and not (len(cells) == len(found[0]) and all(level(one, two) for one, two in zip(found[0], cells, strict=True))):
            return []
        step = EVEN * apart if found else step
        found.append(cells)
    return found if len(found) >= FEWEST else []


def _parts(names: Sequence[Cell], body: Sequence[Sequence[Cell]]) -> list[tuple[Cell, int, int]]:
    """Each name with the columns that it stands over, where as many strips stand out as part the names."""
    spans = [(min(row[at][0].x0 for row in body), max(row[at][-1].x1 for row in body)) for at in range(len(body[0]))]
    strips = sorted(((right[0] - left[1], at) for at, (left, right) in enumerate(pairwise(spans), start=1)), reverse=True)
    cut = len(names) - 1
    if len(strips) <= cut or strips[cut - 1][0] < STANDS_OUT * max(strips[cut][0], 0.0) or strips[cut - 1][0] <= 0:
        return []
    edges = [0, *sorted(at for _, at in strips[:cut]), len(spans)]
    parts = [(name, first, stop) for name, (first, stop) in zip(names, pairwise(edges), strict=True)]
    over = all(spans[first][0] <= (name[0].x0 + name[-1].x1) / 2 <= spans[stop - 1][1] for name, first, stop in parts)
    return parts if over and all(stop - first >= FEWEST for _, first, stop in parts) else []


def _one_by_one(head: Row, body: Sequence[Sequence[Cell]], parts: Sequence[tuple[Cell, int, int]]) -> Iterator[Row]:
    """Each name with its grid below."""
    for name, first, stop in parts:
        yield Row(name, head.y)
        for row in body:
            items = tuple(item for cell in row[first:stop] for item in cell)
            yield Row(items, items[0].y)
