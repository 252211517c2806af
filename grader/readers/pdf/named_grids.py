"""Rows of bare numbers with a name before one of them, `Y_1 =`: the name goes above the rows, and grids side by side follow one another."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.readers.pdf.items import Item, doubted
from grader.readers.pdf.quality import AMONG
from grader.readers.pdf.rows import THIN, Row, gaps, text_of

NUMBER = re.compile(rf"[-+]?\d+(?:[.,]{THIN}?\d+)?")
BEFORE_GROUP, GROUP = re.compile(r"[-+]?[1-9]\d{0,2}(?:\d{3})*"), re.compile(r"\d{3}(?:[.,]\d+)?%?")
NEXT, EVEN = 3.2, 1.3
"""How far apart the rows of a grid are at most, in sizes, and how much further than those beside the name."""
MOST_ROWS, LONGEST_NAME, FEWEST = 20, 24, 2
EDGE = 1.5
"""How far the edges or middles of one column's numbers differ at most, in points."""

Cell = tuple[Item, ...]


@dataclass(frozen=True)
class Named:
    """The names of a row, each with the numbers behind it."""

    names: tuple[Cell, ...]
    numbers: tuple[tuple[Cell, ...], ...]

    @property
    def columns(self) -> list[Cell]:
        """All numbers of the row."""
        return [cell for part in self.numbers for cell in part]


def cells_of(row: Row) -> list[Cell]:
    """What a space or a wide gap parts in a row; `71 754` may be one number, or two columns."""
    found: list[list[Item]] = [[row.items[0]]]
    for gap, item in zip(gaps(row), row.items[1:], strict=True):
        grouped = gap == " " and GROUP.fullmatch(item.text) is not None and BEFORE_GROUP.fullmatch("".join(one.text for one in found[-1]))
        if gap not in ("", THIN) and not grouped:
            found.append([])
        found[-1].append(item)
    return [tuple(cell) for cell in found]


def is_number(cell: Sequence[Item]) -> bool:
    """Whether a cell is one number."""
    return NUMBER.fullmatch(text_of(Row(tuple(cell), cell[0].y))) is not None


def named_grids(rows: Sequence[Row]) -> list[Row]:
    """The rows, each name that stands level with the first or middle row of a grid as a row of its own above it."""
    found: list[Row] = []
    at, free = 0, 0
    while at < len(rows):
        span = _grid(rows, at, free)
        if span is None:
            found.append(rows[at])
            at += 1
            continue
        first, stop, named = span
        del found[len(found) - (at - first) :]
        found.extend(_one_by_one(rows[first:stop], at - first, named))
        at = free = stop
    return found


def _grid(rows: Sequence[Row], at: int, free: int) -> tuple[int, int, Named] | None:
    """From where to where the grid reaches that has its names in a row; rows before `free` are another's."""
    if (named := _named(rows[at])) is None:
        return None
    first, last = _reach(rows, at, named, range(at - 1, max(free, at - MOST_ROWS) - 1, -1)), at
    last = _reach(rows, at, named, range(at + 1, min(len(rows), at + MOST_ROWS)))
    up, down = at - first, last - at
    if not down or (up and abs(up - down) >= FEWEST):
        return None
    pitch = EVEN * (rows[last].y - rows[first].y) / (last - first)
    beyond = [(rows[end], rows[next_to]) for end, next_to in ((first, first - 1), (last, last + 1)) if free <= next_to < len(rows)]
    return None if any(abs(row.y - other.y) < pitch and is_bare(other) for row, other in beyond) else (first, last + 1, named)


def is_bare(row: Row) -> bool:
    """Whether a row is nothing but numbers."""
    return all(map(is_number, cells_of(row)))


def _named(row: Row) -> Named | None:
    """A row that is nothing but names with `=` and at least two numbers behind each."""
    if len(row.items) < FEWEST + 1 or not any(item.text[-1] == "=" for item in row.items) or not row.items[-1].text[-1].isdigit():
        return None
    names: list[list[Item]] = []
    numbers: list[list[Cell]] = []
    for cell in cells_of(row):
        opened = bool(names) and names[-1][-1].text[-1] == "="
        if opened and is_number(cell):
            numbers[-1].append(cell)
        elif not names or numbers[-1]:
            names.append([*cell])
            numbers.append([])
        elif opened:
            return None
        else:
            names[-1].extend(cell)
    plain = all(len(text_of(Row(tuple(name), row.y))) <= LONGEST_NAME for name in names)
    whole = plain and all(name[-1].text[-1] == "=" and len(name) + len(name[-1].text) > FEWEST for name in names)
    return Named(tuple(map(tuple, names)), tuple(map(tuple, numbers))) if whole and all(len(part) >= FEWEST for part in numbers) else None


def _reach(rows: Sequence[Row], at: int, named: Named, way: range) -> int:
    """The last row that way with a number under or over each of a row's, and as far from the next as the first one is."""
    columns, step = named.columns, 0.0
    reached = at
    for index in way:
        row, apart = rows[index], abs(rows[index].y - rows[reached].y)
        if apart > (step * EVEN if step else NEXT * row.size):
            break
        cells = cells_of(row)
        if len(cells) != len(columns) or not all(is_number(cell) and level(cell, own) for cell, own in zip(cells, columns, strict=True)):
            break
        reached, step = index, step or apart
    return reached


def level(cell: Cell, other: Cell) -> bool:
    """Whether two numbers begin, end or have their middle at one place."""
    left, right = cell[0].x0 - other[0].x0, cell[-1].x1 - other[-1].x1
    return min(abs(left), abs(right), abs(left + right) / 2) < EDGE


def _one_by_one(rows: Sequence[Row], at: int, named: Named) -> Iterator[Row]:
    """Each name with its numbers below."""
    first = 0
    for name, part in zip(named.names, named.numbers, strict=True):
        yield Row((doubted(name[0], AMONG), *name[1:]) if at else name, rows[at].y)  # in the middle brackets may be there that nobody sees
        for index, row in enumerate(rows):
            cells = part if index == at else cells_of(row)[first : first + len(part)]
            yield Row(tuple(item for cell in cells for item in cell), row.y)
        first += len(part)
