"""Rows and cells between two large brackets; where they cannot be told for certain, nothing is guessed."""

import itertools
import re
from collections.abc import Sequence

from grader.readers.pdf.brackets import Pair
from grader.readers.pdf.items import SMALLER, Item, Sort, joined
from grader.readers.pdf.rows import LEVEL, Row, doubts_of, rows, text_of
from grader.readers.pdf.strokes import Rule

NUMBER_GAP = 0.24
"""The least gap between columns of plain numbers, in sizes (the small matrices of running text)."""
CELL_GAP = 0.55
"""The least gap between columns of anything else: wider than any gap inside a formula."""
NEAR_GAP = 0.34
"""From here to CELL_GAP a gap may be either, and the matrix is left to a person."""
PITCH = 1.12
LEAST_PITCH = 0.8
"""Rows nearer to each other than this, in sizes, are letters and their scripts."""
ROW_BESIDE = 1.5
ON_AXIS, BESIDE = 0.2, 1.5
"""How near to the axis of the brackets, and to them, a sign stands that they were set with, in sizes."""
LABELS = 1.8
"""How far before the brackets the labels of rows end, in sizes."""
BEYOND = 3.0
"""How near to the brackets, in sizes, the words of a line that runs past them are."""
UNBUILT = "a matrix that could not be rebuilt"
_NUMBER = re.compile(r"^[+-]?(?:\d+(?:[.,]\d+)?|[.,]\d+)$")
_WORD = re.compile(r"[^\W\d_]{3}")
_SIGN = re.compile(r"^[+-]$")


def matrix(pair: Pair, inside: Sequence[Item], around: Sequence[Item]) -> Item | None:
    """The brackets with all they hold as one item; None where they hold a single row and are ordinary brackets."""
    found = rows(inside)
    if len(found) == 1:
        return _one_row(pair, inside, around, found[0])
    middle = (pair.left.y + pair.right.y) / 2
    parts = [pair.left, *inside, pair.right]
    cells = _cells(found)
    if cells is None or pair.left.text not in "([{|‖" or _cut_off(pair, found, around) or any(item.sort is Sort.BRACKET for item in inside):
        shown = r" \\ ".join(text_of(row) for row in found)
        return joined(parts, f"{pair.left.text}{shown}{pair.right.text}", Sort.FORMULA, middle, (*doubts_of(found), UNBUILT))
    fence = pair.left.text if pair.left.text in "|‖" else ""
    return joined(parts, fence + _linear(cells) + fence, Sort.FORMULA, middle, doubts_of(found))


def row_labels(pair: Pair, inside: Sequence[Item], around: Sequence[Item], bars: Sequence[Rule]) -> list[Item]:
    """What stands right before each row of a matrix, outside of its brackets: numbers or names of its rows, no factors."""
    before = [item for item in around if item.sort is Sort.TOKEN and 0 <= pair.left.x0 - item.x1 < LABELS * pair.left.size]
    before = [item for item in before if pair.top < item.middle < pair.bottom]
    labels = []
    for row in rows(inside) if len(before) > 1 else ():
        level = [item for item in before if abs(item.y - row.y) < LEVEL * row.size and item.size > SMALLER * row.size]
        labels.extend([max(level, key=lambda item: item.x1)] if level else [])
    if len(labels) < 2:
        return []
    start, edge = min(item.x0 for item in labels), max(item.x1 for item in labels)
    ruled = any(bar.x0 < edge and start < bar.x1 and pair.top < bar.y < pair.bottom for bar in bars)
    behind = any(edge - 1 < item.x0 < pair.left.x0 and pair.top < item.middle < pair.bottom for item in around)
    return [] if ruled or behind else labels


def _linear(cells: Sequence[Sequence[str]]) -> str:
    return "⟦" + r" \\ ".join(" & ".join(row) for row in cells) + "⟧"


def _one_row(pair: Pair, inside: Sequence[Item], around: Sequence[Item], row: Row) -> Item | None:
    """`(44  72  100)` in brackets of a matrix: only where every cell is a number and the gaps are wide."""
    cells = _cells([row])
    if not (pair.left.sound and pair.right.sound) and _neighboured(pair, row, around):
        parts = [pair.left, *inside, pair.right]
        return joined(parts, pair.left.text + text_of(row) + pair.right.text, Sort.FORMULA, row.y, (*row.doubts, UNBUILT))
    if cells is None or len(cells[0]) < 2 or not all(_NUMBER.match(cell) for cell in cells[0]) or pair.left.text not in "([":
        return None
    if min(_spaces(row)) < CELL_GAP:
        return None
    return joined([pair.left, *inside, pair.right], _linear(cells), Sort.FORMULA, row.y, row.doubts)


def _cells(found: Sequence[Row]) -> list[list[str]] | None:
    """The cells of each row, all rows alike; None where that cannot be told."""
    merged = [Row(tuple(_signed(row.items)), row.y) for row in found]
    plain = all(_NUMBER.match(item.text) for row in merged for item in row.items)
    least = NUMBER_GAP if plain else CELL_GAP
    edges = _gutters(merged, least)
    if not plain and any(NEAR_GAP <= width < CELL_GAP for row in merged for width in _spaces(row)):
        return None
    cells = []
    for row in merged:
        parted = _parted(row, edges)
        if parted is None or (plain and any(len(cell) != 1 for cell in parted)):
            return None
        if not plain and any(width >= CELL_GAP for cell in parted for width in _spaces(Row(tuple(cell), row.y))):
            return None
        cells.append([text_of(Row(tuple(cell), row.y)) for cell in parted])
    return cells


def _signed(items: Sequence[Item]) -> list[Item]:
    """A sign set a little apart goes to its number."""
    found: list[Item] = []
    for item in items:
        if (
            found
            and _SIGN.match(found[-1].text)
            and _NUMBER.match(item.text)
            and item.x0 - found[-1].x1 < NUMBER_GAP * item.size
            and (len(found) == 1 or found[-1].x0 - found[-2].x1 > CELL_GAP * item.size)
        ):
            last = found.pop()
            found.append(joined([last, item], last.text + item.text, Sort.TOKEN, item.y))
        else:
            found.append(item)
    return found


def _spaces(row: Row) -> list[float]:
    return [(right.x0 - left.x1) / max(left.size, right.size) for left, right in zip(row.items, row.items[1:], strict=False)]


def _gutters(found: Sequence[Row], least: float) -> list[float]:
    """Where columns are parted: white strips that run through all rows."""
    spans = sorted((item.x0, item.x1) for row in found for item in row.items)
    size = max(row.size for row in found)
    edges, reach = [], spans[0][1]
    for left, right in spans:
        if left - reach >= least * size:
            edges.append((reach + left) / 2)
        reach = max(reach, right)
    return edges


def _parted(row: Row, edges: Sequence[float]) -> list[list[Item]] | None:
    """The items of a row column by column; None where a column is empty."""
    cells: list[list[Item]] = [[] for _ in range(len(edges) + 1)]
    for item in row.items:
        cells[sum(item.centre > edge for edge in edges)].append(item)
    return cells if all(cells) else None


def _cut_off(pair: Pair, found: Sequence[Row], around: Sequence[Item]) -> bool:
    """Whether the brackets seem to miss rows: something stands where the row above or below would be, or rows stick out."""
    pitch = min(lower.y - upper.y for upper, lower in itertools.pairwise(found))
    size = max(row.size for row in found)
    if pitch < LEAST_PITCH * size or max(lower.y - upper.y for upper, lower in itertools.pairwise(found)) > 1.9 * pitch:
        return True
    if pair.top > found[0].y - 0.3 * size or pair.bottom < found[-1].y - 0.3 * size:
        return True
    if pair.left.sound and pair.right.sound and pair.left.text != "{":
        return False
    near = [item for item in _between(pair, around) if not _runs_beyond(item, pair, around)]
    above = any(0 < found[0].y - item.y < PITCH * pitch for item in near)
    below = any(0 < item.y - found[-1].y < PITCH * pitch for item in near)
    return above and below if _level(pair, around) else above or below


def _level(pair: Pair, around: Sequence[Item]) -> bool:
    """Whether something right beside the brackets stands on their own axis, as it would not if these were only a half of larger ones."""
    middle, size = (pair.left.y + pair.right.y) / 2, pair.left.size
    level = [item for item in around if abs(item.y - middle) < ON_AXIS * size]
    return any(-1 < pair.left.x0 - item.x1 < BESIDE * size or -1 < item.x0 - pair.right.x1 < BESIDE * size for item in level)


def _neighboured(pair: Pair, row: Row, around: Sequence[Item]) -> bool:
    """Whether a single row has others so near that its brackets may be a part of larger ones."""
    near = [item for item in _between(pair, around) if abs(item.y - row.y) < ROW_BESIDE * row.size]
    return any(not _runs_beyond(item, pair, around) for item in near)


def _between(pair: Pair, around: Sequence[Item]) -> list[Item]:
    """What stands above or below the inside of the brackets and is no word."""
    between = (item for item in around if pair.left.x1 <= item.centre <= pair.right.x0 and item.sort is Sort.TOKEN)
    return [item for item in between if not _WORD.search(item.text)]


def _runs_beyond(item: Item, pair: Pair, around: Sequence[Item]) -> bool:
    """Whether an item is part of a line of text that runs on past the brackets, as no row of theirs does."""
    level = [other for other in around if abs(other.y - item.y) < LEVEL * item.size]
    left = any(pair.left.x0 - BEYOND * item.size < other.x1 <= pair.left.x1 + item.size and other.x0 < pair.left.x0 for other in level)
    right = any(pair.right.x0 - item.size <= other.x0 < pair.right.x1 + BEYOND * item.size and other.x1 > pair.right.x1 for other in level)
    return left and right
