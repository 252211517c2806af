"""Large brackets: their pieces put together, left and right paired."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from grader.document import Box
from grader.readers.pdf.items import AXIS, SMALLER, Item, Sort

TOUCH = 2.5
"""How far apart, in points, the pieces of one bracket may lie."""
COLUMN = 1.5
"""How far their left edges may differ."""
LONGEST = 60
"""No stem is longer, in sizes, than a page is tall."""
EQUAL = 0.1
"""By how much of their height two partners may differ."""
MOST = 100
"""Brackets of a page that are looked at for small rows in them, and strokes for double ones."""
DOUBLE = 0.1
"""How near two strokes of one double stroke are, in sizes: nothing fits between."""
NEAREST = 8
"""Strokes before one among which its neighbour is looked for."""
LEVEL = 0.05
"""How far the baselines of two brackets of one line may differ, in sizes."""
PARTNERS = {"(": ")]", "[": "])", "{": "}", "⌊": "⌋", "⌈": "⌉", "⟨": "⟩", "|": "|", "‖": "‖"}
_SHARED = "{e"
_HALVES = {"[t": "⌈", "[b": "⌊", "]t": "⌉", "]b": "⌋"}


@dataclass(frozen=True)
class Pair:
    """A left bracket with its right one."""

    left: Item
    right: Item

    @property
    def width(self) -> float:
        """From the inside of one to the inside of the other: less than that of a fraction's bar over both."""
        return self.right.x0 - self.left.x1

    @cached_property
    def top(self) -> float:
        """The upper edge."""
        return min(self.left.top, self.right.top)

    @cached_property
    def bottom(self) -> float:
        """The lower edge."""
        return max(self.left.bottom, self.right.bottom)

    def holds(self, item: Item) -> bool:
        """Whether an item stands between the two."""
        return self.left.x1 - 1.5 <= item.x0 and item.x1 <= self.right.x0 + 1.5 and self.top <= item.middle <= self.bottom


def whole(items: Iterable[Item]) -> list[Item]:
    """All items, pieces of brackets put together."""
    found, bars, pieces = [], [], []
    for item in items:
        if item.sort is Sort.PIECE:
            pieces.append(item)
        elif item.sort is Sort.BRACKET and item.text in "|‖":
            bars.append(item)
        else:
            found.append(item)
    return [*found, *map(_assembled, _stacks(pieces)), *_doubled([_standing(stack, stack[0].text) for stack in _stacks(bars)])]


def _doubled(strokes: Sequence[Item]) -> list[Item]:
    """Upright strokes, with double ones for two and two side by side; not where a single one as tall is left (`|A||B|`)."""
    found: list[Item] = []
    if len(strokes) > MOST:
        return list(strokes)
    for stroke in sorted(strokes, key=lambda one: one.x0):
        near = next((one for one in reversed(found[-NEAREST:]) if _beside(one, stroke)), None)
        if near is not None:
            found[found.index(near)] = replace(near, text="‖", raw=near.raw + stroke.raw, x1=stroke.x1)
        else:
            found.append(stroke)
    single, double = ([one for one in found if one.text == text] for text in "|‖")
    return list(strokes) if any(_same_height(one, two) for one in single for two in double) else found


def _beside(left: Item, right: Item) -> bool:
    """Whether two single strokes draw a double one."""
    near = -1 < right.x0 - left.x1 < DOUBLE * left.size
    return left.text == "|" == right.text and near and _same_height(left, right)


def drawn_brackets(shapes: Iterable[tuple[str, Box]], body: float) -> list[Item]:
    """Brackets drawn as shapes, as browsers do where a formula's font has none so tall."""
    return [
        Item(side, side, Sort.BRACKET, x0, x1, top, bottom, (top + bottom) / 2 + AXIS * body, body)
        for side, (x0, top, x1, bottom) in shapes
    ]


def unstretched(items: Sequence[Item]) -> list[Item]:
    """The items without stems drawn far too long and cut off by a window: each ends at the pieces it joins."""
    found = [item for item in items if not _cut(item)]
    stems = [item for item in items if _cut(item)]
    for stem in stems:
        ends = sorted((item for item in found if _continues(item, stem)), key=lambda item: item.top)
        between = {(one.bottom, other.top) for one, other in itertools.pairwise(ends) if one.text[1] == "t" and other.text[1] == "b"}
        top, bottom = min(between, default=(stem.top, stem.bottom))
        found.append(replace(stem, top=min(top, bottom), bottom=max(top, bottom), y=(top + bottom) / 2 + AXIS * stem.size))
    return found


def _cut(item: Item) -> bool:
    return item.sort is Sort.PIECE and item.text[1:] == "e" and item.bottom - item.top > LONGEST * item.size


def _continues(item: Item, stem: Item) -> bool:
    """Whether a piece stands where a stem that is cut off runs, and is of the same bracket."""
    return (
        item.sort is Sort.PIECE
        and item.text[0] == stem.text[0]
        and abs(item.x0 - stem.x0) < COLUMN
        and stem.top < item.middle < stem.bottom
    )


def _stacks(pieces: Sequence[Item]) -> list[list[Item]]:
    """Pieces that touch each other from top to bottom."""
    stacks: list[list[Item]] = []
    for piece in sorted(pieces, key=lambda piece: piece.top):
        for stack in stacks:
            if abs(stack[-1].x0 - piece.x0) < COLUMN and _alike(stack, piece) and piece.top - max(p.bottom for p in stack) < TOUCH:
                stack.append(piece)
                break
        else:
            stacks.append([piece])
    return stacks


def _alike(stack: Sequence[Item], piece: Item) -> bool:
    """Whether a piece is of the same bracket as a stack; left and right braces share the piece between."""
    sides = {one.text[0] for one in (*stack, piece) if one.text != _SHARED}
    return len(sides) < 2 and (piece.text[0] in stack[0].text or (piece.text[0] in "{}" and stack[0].text[0] in "{}"))


def _assembled(stack: Sequence[Item]) -> Item:
    """One bracket; one that lacks its top or bottom is another character, or nothing that encloses a matrix."""
    side = next((piece.text[0] for piece in stack if piece.text != _SHARED), stack[0].text[0])
    parts = {piece.text[1] for piece in stack}
    needed = {"t", "m", "b"} if side in "{}" else {"t", "b"}
    if needed <= parts and stack[0].text[1] == "t" and stack[-1].text[1] == "b":
        return _standing(stack, side)
    half = _HALVES.get(side + ("t" if "t" in parts else "b"), "")
    if half and len(parts & {"t", "b"}) == 1:
        return _standing(stack, half)
    return replace(_standing(stack, side, sort=Sort.FORMULA), doubts=("a large bracket that lacks a piece",))


def _standing(stack: Sequence[Item], text: str, sort: Sort = Sort.BRACKET) -> Item:
    top, bottom = min(piece.top for piece in stack), max(piece.bottom for piece in stack)
    return replace(
        stack[0],
        text=text,
        raw=text,
        sort=sort,
        x1=max(piece.x1 for piece in stack),
        top=top,
        bottom=bottom,
        y=(top + bottom) / 2 + AXIS * stack[0].size,
    )


def around_small_rows(items: Sequence[Item]) -> list[Item]:
    """The items; brackets of the text that hold several rows of small characters, as a small matrix in a line has them, as large ones."""
    found = list(items)
    small = [item for item in items if item.sort is Sort.TOKEN]
    for index, left in [(index, item) for index, item in enumerate(items) if item.sort is Sort.TOKEN and item.text in ("(", "[")][:MOST]:
        level = [item for item in small if item.x0 >= left.x1 and abs(item.y - left.y) < LEVEL * left.size]
        right = min(level, key=lambda item: item.x0, default=None)
        if right is None or right.text not in PARTNERS[left.text]:
            continue
        inside = [item for item in small if left.x1 - 1 <= item.x0 and item.x1 <= right.x0 + 1 and left.top <= item.middle <= left.bottom]
        if len({round(item.y) for item in inside}) > 1 and all(item.size < SMALLER * left.size for item in inside):
            for item in (left, right):
                found[index if item is left else items.index(right)] = replace(item, sort=Sort.BRACKET, y=item.middle + AXIS * item.size)
    return found


def paired(items: Sequence[Item]) -> tuple[list[Pair], list[Item]]:
    """Large brackets that enclose something, and those without a partner."""
    pairs: list[Pair] = []
    waiting: list[Item] = []
    alone: list[Item] = []
    for item in sorted((item for item in items if item.sort is Sort.BRACKET), key=lambda item: item.x0):
        left = next((one for one in reversed(waiting) if item.text in PARTNERS.get(one.text, "") and _same_height(one, item)), None)
        if left is not None:
            waiting.remove(left)
            pairs.append(Pair(left, item))
        elif item.text in PARTNERS:
            waiting.append(item)
        else:
            alone.append(item)
    return pairs, alone + waiting


def _same_height(left: Item, right: Item) -> bool:
    height = max(left.bottom - left.top, right.bottom - right.top)
    return abs(left.top - right.top) <= EQUAL * height and abs(left.bottom - right.bottom) <= EQUAL * height
