"""Tables: rows whose cells stand under each other, with rules or without."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from grader.readers.pdf.grids import numeric, with_grids
from grader.readers.pdf.items import Item
from grader.readers.pdf.named_grids import is_number
from grader.readers.pdf.rows import QUAD, Row, gaps, text_of
from grader.readers.pdf.strokes import Rule

NEAR = 3.2
"""The greatest distance between the baselines of two rows of a table, in sizes."""
PARTED = 1.2
"""Between two tables the step from row to row is by so much wider than within one."""
GUTTER = 0.33
"""The least white strip between two columns, in sizes."""
STRIP = 0.25
"""The same between lines that are as wide as the table, where the row with the widest gaps tells how many columns there are."""
CLOSE = 0.12
"""The same between columns of nothing but numbers, with a label before them perhaps."""
MOST_RULES = 60
LONGEST_CELL = 40
"""Longer cells mean prose set in columns, unless rules say that it is a table."""
SPANS = "a cell that spans several columns"
RELATION = re.compile(r"[=≈~<>≤≥→⇒]")
CAPTION = re.compile(r"(?:table|tabelle|tab\.|figure|fig\.|abbildung|abb\.)\s*\d", re.IGNORECASE)
NUMBERING = re.compile(r"^(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[A-Za-z]|[ivx]{1,4})[.):]{0,2}|[•◦▪–*-])$")

Cells = list[list[Item]]


@dataclass(frozen=True)
class Table:
    """Rows of a page, from the first to the one before `stop`, with their cells (empty lists for empty cells)."""

    first: int
    stop: int
    cells: tuple[Cells, ...]
    doubts: tuple[tuple[str, ...], ...]


def chunks(row: Row, uprights: Sequence[Rule]) -> Cells:
    """The items of a row, parted at wide gaps and at upright rules."""
    found: Cells = [[row.items[0]]]
    for gap, left, right in zip(gaps(row), row.items, row.items[1:], strict=False):
        ruled = any(left.x1 - 1 <= rule.x0 <= right.x0 + 1 and rule.y0 - 1 <= row.y <= rule.y1 + 1 for rule in uprights)
        if gap == QUAD or ruled:
            found.append([])
        found[-1].append(right)
    return found


def tables(rows: Sequence[Row], rules: Sequence[Rule]) -> list[Table]:
    """All tables of a page."""
    uprights = [rule for rule in rules if not rule.level]
    parted = with_grids(rows, _ruled_off(rows, [chunks(row, uprights) for row in rows], rules))
    found = []
    first = 0
    while first < len(rows):
        stop = first
        while stop < len(rows) and _tabular(parted[stop]) and (stop == first or _follows(rows[stop - 1], rows[stop])):
            stop += 1
        found.extend(_tables(rows, parted, first, stop, rules))
        first = max(stop, first + 1)
    return found


def _ruled_off(rows: Sequence[Row], parted: Sequence[Cells], rules: Sequence[Rule]) -> list[Cells]:
    """The rows' cells; where lines stand above and below a table, columns that nearly touch are told by white strips through all rows."""
    found = list(parted)
    level = sorted((rule for rule in rules if rule.level), key=lambda rule: rule.y)[:MOST_RULES]
    captions = [row.y for row in rows if CAPTION.match(text_of(row))] if len(level) > 1 else []
    for upper in level:
        same = [rule for rule in level if rule.y > upper.y and abs(rule.x0 - upper.x0) < 2 and abs(rule.x1 - upper.x1) < 2]
        same = [rule for rule in same if not any(upper.y < caption < rule.y for caption in captions)]  # two tables of one width
        within = [at for at, row in enumerate(rows) if same and upper.y < row.y < same[-1].y]
        columns = max((len(parted[at]) for at in within), default=0)
        if len(within) < 2 or columns < 2 or all(len(found[at]) == columns for at in within):
            continue
        if any(rows[at].items[0].x0 < upper.x0 - 2 or rows[at].items[-1].x1 > upper.x1 + 2 for at in within):
            continue
        spans = _columns([[[item] for item in rows[at].items] for at in within], STRIP)
        if len(spans) == columns:
            for at in within:
                found[at] = [cell for start, end in spans if (cell := [item for item in rows[at].items if start <= item.centre <= end])]
    return found


def _tables(rows: Sequence[Row], parted: Sequence[Cells], first: int, stop: int, rules: Sequence[Rule]) -> list[Table]:
    """The table that some rows are, or the tables that they are above and below their widest gap."""
    if stop - first < 2:
        return []
    table = _table(rows, parted, first, stop, rules)
    if table is not None and not any(table.doubts):
        return [table]
    whole = [] if table is None else [table]
    steps = [rows[index + 1].y - rows[index].y for index in range(first, stop - 1)]
    widest = max(steps)
    if len(steps) < 2 or widest < PARTED * sorted(steps)[len(steps) // 2]:
        return whole
    middle = first + steps.index(widest) + 1
    halves = [*_tables(rows, parted, first, middle, rules), *_tables(rows, parted, middle, stop, rules)]
    return halves if not whole or not any(any(half.doubts) for half in halves) else whole


def _follows(upper: Row, lower: Row) -> bool:
    return lower.y - upper.y < NEAR * max(upper.size, lower.size)


def _table(rows: Sequence[Row], parted: Sequence[Cells], first: int, stop: int, rules: Sequence[Rule]) -> Table | None:
    body = parted[first:stop]
    counts = [len(cells) for cells in body]
    columns = max(set(counts), key=lambda count: (counts.count(count), count))
    full = [cells for cells in body if len(cells) == columns]
    ruled = _ruled(rows[first:stop], rules)
    spans = _columns(full, CLOSE if numeric(full) else STRIP if ruled else GUTTER)
    if (lattice := _lattice(rows[first:stop], rules)) and all(_fit(cells, lattice) for cells in body):
        spans, columns, full = lattice, len(lattice), list(body)
    if len(full) < 2 and len(body) == 2 and _headed(*body):
        spans, columns, full = _columns(body[1:]), len(body[1]), list(body)
    if len(full) < 2 or len(spans) != columns:
        return None
    texts = [[_text(cell) for cell in cells] for cells in body]
    if not ruled and any(len(cell) > LONGEST_CELL for row in texts for cell in row[1:]):
        return None
    related = sum(bool(RELATION.search(cell)) for row in texts for cell in row)
    if related * 2 >= sum(map(len, texts)) or any(RELATION.match(row[0]) for row in texts):
        return None
    placed = [_placed(cells, spans) for cells in body]
    return Table(first, stop, tuple(cells for cells, _ in placed), tuple(doubts for _, doubts in placed))


def _text(cell: Sequence[Item]) -> str:
    return text_of(Row(tuple(cell), cell[0].y))


def _tabular(cells: Cells) -> bool:
    """Whether a row can be a table's: several cells, and not a number with the heading or item that it numbers."""
    if cells[0][0].text[0] == "[" and cells[-1][-1].text[-1] in "],":
        return False  # a row of an array as a program prints it
    numbered = len(cells) == 2 and NUMBERING.match(_text(cells[0])) and not (_text(cells[1])[0].isdigit() or is_number(cells[1]))
    return len(cells) > 1 and not numbered


def _columns(full: Sequence[Cells], least: float = GUTTER) -> list[tuple[float, float]]:
    """From where to where each column reaches, as far as white strips part them."""
    spans = sorted((cell[0].x0, max(item.x1 for item in cell)) for cells in full for cell in cells)
    size = max(item.size for cells in full for cell in cells for item in cell)
    found = [spans[0]] if spans else []
    for left, right in spans[1:]:
        if left - found[-1][1] >= least * size:
            found.append((left, right))
        else:
            found[-1] = (found[-1][0], max(found[-1][1], right))
    return found


def _headed(head: Cells, row: Cells) -> bool:
    """Whether a row without a cell in the corner stands over another, each of its cells over one of those below."""
    return len(head) + 1 == len(row) > 2 and all(
        min(abs(one[0].x0 - other[0].x0), abs(one[-1].x1 - other[-1].x1), abs(one[0].x0 + one[-1].x1 - other[0].x0 - other[-1].x1) / 2) < 1
        for one, other in zip(head, row[1:], strict=True)
    )


def _lattice(rows: Sequence[Row], rules: Sequence[Rule]) -> list[tuple[float, float]]:
    """From where to where each column reaches where upright lines part them all the way down."""
    through = [rule.x0 for rule in rules if not rule.level and rule.y0 <= rows[0].y and rule.y1 >= rows[-1].y - 1]
    edges = sorted(x for x in through if any(abs(x - other) > GUTTER * rows[0].size for other in through))
    apart = [x for at, x in enumerate(edges) if not at or x - edges[at - 1] > 1]
    return list(pairwise(apart)) if len(apart) > 2 else []


def _fit(cells: Cells, spans: Sequence[tuple[float, float]]) -> bool:
    """Whether each cell lies between two neighbouring lines, and no two between the same."""
    places = [[at for at, (start, end) in enumerate(spans) if start - 1 <= cell[0].x0 and cell[-1].x1 <= end + 1] for cell in cells]
    return all(len(place) == 1 for place in places) and len({place[0] for place in places}) == len(cells)


def _placed(cells: Cells, spans: Sequence[tuple[float, float]]) -> tuple[Cells, tuple[str, ...]]:
    """A row's cells under their columns."""
    if len(cells) == len(spans):
        return cells, ()
    found: Cells = [[] for _ in spans]
    doubts: tuple[str, ...] = ()
    for cell in cells:
        left, right = cell[0].x0, max(item.x1 for item in cell)
        under = [index for index, (start, end) in enumerate(spans) if left < end and right > start]
        index = under[0] if under else min(range(len(spans)), key=lambda i: abs((spans[i][0] + spans[i][1]) - (left + right)))
        if len(under) != 1 or found[index]:
            doubts = (SPANS,)
        found[index] = [*found[index], *cell]
    return found, doubts


def _ruled(rows: Sequence[Row], rules: Sequence[Rule]) -> bool:
    """Whether a level rule as wide as the rows lies among them or just around them."""
    left, right = min(row.items[0].x0 for row in rows), max(row.items[-1].x1 for row in rows)
    top, bottom = rows[0].y - 2.5 * rows[0].size, rows[-1].y + 1.5 * rows[-1].size
    return any(rule.level and top <= rule.y <= bottom and rule.x0 <= left + 2 and rule.x1 >= right - 2 for rule in rules)
