"""Items into rows: what stands on one baseline, from left to right, with the gaps between."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from grader.readers.pdf.items import Item, Sort
from grader.readers.pdf.scripts import scripted

LEVEL = 0.2
"""How far two characters of one row may stand apart in height, in sizes."""
AXIS_LEVEL = 0.45
"""The same for fractions and large brackets, whose baseline is worked out."""
SPACE = 0.14
"""The least gap that parts two words, in sizes."""
BEFORE_NUMBER = 0.08
"""The same between a word and a number: an `f` hangs over the space behind it."""
DIGIT_SPACE = 0.19
"""The same between two digits: `10 000` set with a thin space is one number."""
THIN_LEAST = 0.07
BEHIND_LONE_COMMA = 0.25
"""A gap behind a comma with a gap before it, as office programs set one between digits, that may be no space yet, in sizes."""
WIDE = 0.75
"""The least gap that is more than a space between words, in sizes."""
WIDER = 2.4
"""How much wider than the row's ordinary gaps a wide one is."""
SAME_EDGE = 0.8
"""How far the cells of one column begin from each other, in points."""
NEXT = 2.6
"""The pitch of rows in one table, at most, in sizes."""
ALIKE = 3
"""So many gaps and words a line of prose has at least."""
THIN = "\u2009"
"""A thin gap behind a comma between digits: a decimal comma in mathematics or a list; decided for the whole document."""
QUAD = r" \quad "


@dataclass(frozen=True)
class Row:
    """Items from left to right on one baseline."""

    items: tuple[Item, ...]
    y: float
    start: float | None = None
    """Where its second column begins, as the rows beside it show, though its first is nearly too long."""

    @cached_property
    def size(self) -> float:
        """The size most of the row is set in."""
        return max(item.size for item in self.items)

    @cached_property
    def top(self) -> float:
        """Where its ink begins."""
        return min(item.top for item in self.items)

    @cached_property
    def bottom(self) -> float:
        """Where its ink ends."""
        return max(item.bottom for item in self.items)

    @cached_property
    def between(self) -> tuple[str, ...]:
        """What stands between its neighbours: asked for by all who look for words, columns and tables."""
        return tuple(_between(self))

    @property
    def doubts(self) -> tuple[str, ...]:
        """Every doubt about one of its items."""
        return tuple(dict.fromkeys(doubt for item in self.items for doubt in item.doubts))


def rows(items: Sequence[Item]) -> list[Row]:
    """All rows, from top to bottom."""
    found: list[list[Item]] = []
    complete = scripted(items)
    for item in sorted((item for item in complete if item.sort is Sort.TOKEN), key=lambda item: item.y):
        if found and item.y - found[-1][0].y <= LEVEL * min(item.size, found[-1][0].size):
            found[-1].append(item)
        else:
            found.append([item])
    standing = [(row[0].y, row) for row in found]
    for item in sorted((item for item in complete if item.sort is not Sort.TOKEN), key=lambda item: item.y):
        level, row = min(standing, key=lambda pair: abs(pair[0] - item.y), default=(None, None))
        if level is not None and row is not None and abs(level - item.y) <= AXIS_LEVEL * item.size:
            row.append(item)
        else:
            standing.append((item.y, [item]))
    return [Row(tuple(sorted(row, key=lambda item: item.x0)), y) for y, row in sorted(standing, key=lambda pair: pair[0])]


def doubts_of(found: Sequence[Row]) -> tuple[str, ...]:
    """Every doubt about one of the rows."""
    return tuple(dict.fromkeys(doubt for row in found for doubt in row.doubts))


def gaps(row: Row) -> list[str]:
    """What stands between each two neighbours of a row: nothing, a thin or plain space, or a wide gap."""
    return list(row.between)


def _between(row: Row) -> list[str]:
    widths = [(right.x0 - left.x1) / max(left.size, right.size) for left, right in pairwise(row.items)]
    plain = sorted(width for width in widths if SPACE < width < WIDE)
    usual = plain[len(plain) // 2] if plain else 0.25
    limit = max(WIDE, WIDER * usual) if len(plain) > 2 else WIDE
    limit = max(limit, _stretched(row, widths))
    found = [_gap(left, right, width, limit) for (left, right), width in zip(pairwise(row.items), widths, strict=True)]
    for index, gap in enumerate(found):
        if gap == " " and row.start is not None and abs(row.items[index + 1].x0 - row.start) < SAME_EDGE:
            found[index] = QUAD
        elif gap == " " and _is_sign_of(row.items[max(index - 1, 0) : index + 2]):
            found[index] = ""
    return found


def aligned(found: Sequence[Row]) -> list[Row]:
    """The rows, each knowing where its second column begins where two rows just beside it have one there, and so might it."""
    columns = [_columns(row) for row in found]
    starts = [_start(found, columns, index) if column is None else None for index, column in enumerate(columns)]
    return [row if start is None else replace(row, start=start) for row, start in zip(found, starts, strict=True)]


def _columns(row: Row) -> tuple[float, float] | None:
    """Where the two columns of a row begin; None for any other row."""
    between = gaps(row)
    return (row.items[0].x0, row.items[between.index(QUAD) + 1].x0) if between.count(QUAD) == 1 else None


def _start(found: Sequence[Row], columns: Sequence[tuple[float, float] | None], index: int) -> float | None:
    row = found[index]
    beside = [other for other in range(max(index - 3, 0), min(index + 4, len(found))) if abs(found[other].y - row.y) < 3 * NEXT * row.size]
    known = [pair for other in beside if (pair := columns[other]) is not None and _in_line(found[other], row, pair)]
    for before, item in pairwise(row.items[:3]):
        if before.text[-1] in "=≈<>,;:+-·*/([":
            return None
        if (item.text[0].isdigit() or item.text[0] in "([-") and sum(abs(second - item.x0) < SAME_EDGE for _, second in known) > 1:
            return item.x0
    return None


def _in_line(other: Row, row: Row, columns: tuple[float, float]) -> bool:
    """Whether a row with two columns begins as another does, and not with the number of a part."""
    return abs(columns[0] - row.items[0].x0) < SAME_EDGE and not other.items[0].text[0].isdigit()


def _is_sign_of(items: Sequence[Item]) -> bool:
    """Whether the last but one item ends with a sign that belongs to the number behind it."""
    before, number = "".join(item.text for item in items[:-1]), items[-1].text
    return before[-1:] in "+-" and before[-2:-1] in "([,;=≈" and number[0].isdigit() and len(before) > 1


def _stretched(row: Row, widths: Sequence[float]) -> float:
    """The least wide gap of a line of prose that was stretched to fill a narrow column: its gaps are wide, and all alike."""
    spaces = sorted(width for width in widths if width > SPACE)
    if len(spaces) <= ALIKE or sum(item.text[:2].isalpha() and len(item.text) > 1 for item in row.items) < ALIKE:
        return 0.0
    middle = spaces[len(spaces) // 2]
    return 1.5 * middle if sum(abs(space - middle) < 0.2 * middle for space in spaces) >= 0.6 * len(spaces) else 0.0


def _gap(left: Item, right: Item, width: float, limit: float) -> str:
    before, after = left.text[-1], right.text[0]
    if width >= limit or (width >= WIDE and before.isdigit() and after.isdigit()):
        return QUAD
    if (after in ",.;'" or before == "∂") and width < WIDE / 2:
        return ""
    if before == "," and left.text[-2:-1].isdigit() and THIN_LEAST < width < DIGIT_SPACE and (after.isdigit() or after == "-"):
        return THIN if after.isdigit() else " "
    if left.text == "," and SPACE < width < BEHIND_LONE_COMMA and after.isdigit():
        return THIN
    if before.isdigit() and after.isdigit():
        return " " if width > DIGIT_SPACE else ""
    if len(left.text) > 1 and left.text.isalpha() and after.isdigit() and width > BEFORE_NUMBER:
        return " "
    return " " if width > SPACE else ""


def text_of(row: Row) -> str:
    """A row's linear notation."""
    between = ["", *gaps(row)]
    return "".join(gap + item.text for gap, item in zip(between, row.items, strict=True))
