"""Fractions and roots: a level rule with something above and below, or a root sign at its left end."""

import re
from collections.abc import Sequence
from dataclasses import replace

from grader.document import Box
from grader.readers.pdf.fonts import ROOT
from grader.readers.pdf.glyphs import Glyph
from grader.readers.pdf.items import AXIS, SMALLER, Item, Sort, joined
from grader.readers.pdf.rows import QUAD, Row, doubts_of, gaps, rows, text_of
from grader.readers.pdf.scripts import base_of
from grader.readers.pdf.strokes import Rule

ABOVE, BELOW = 0.75, 0.8
"""How far numerator and denominator may be from the bar, in their sizes."""
SLACK = 0.2
"""How far they may stick out beyond the bar, in sizes."""
CENTRED = 0.3
"""How far from its middle they may be, in sizes."""
LONGEST_BAR, UNDER_BAR = 100.0, 9.0
"""In points: a bar over a term, and how far below it the term stands."""
OVERLINE = 0.22
"""A bar over a term is nearer to it than this, in sizes."""
DOUBLE = 4.0
"""Two rules nearer to each other than this, in points, underline twice."""
CLINGS, LETS_GO, NEXT_LINE = 0.26, 0.28, 0.955
"""What is underlined is nearer to its rule than this, what stands below it further away, and its baseline too, in sizes."""
ON_AXIS = 0.1
"""How far from the axis of its line a fraction's bar may lie, in sizes."""
SURPLUS = 6.0
"""A rule so much longer than all that stands over and under it, in sizes, parts paragraphs."""
CLOSE = 0.15
FAR = 0.9
"""What is nearer to a rule than this, in sizes, may belong to it."""
NEARBY = 30.0
"""Further away, in points, no letter has its scripts."""
BESIDE = 0.45
"""A neighbour nearer than this belongs to the same words, in sizes."""
SCRIPT = 0.73
"""The size of a script beside its base; what small numerators were made smaller by."""
UNBUILT = "a fraction that could not be rebuilt"
PROSE = 2
"""Words from which on a line is one of text."""
_WORD = re.compile(r"[^\W\d_]{3}")
_RELATIONS = frozenset("=≈")


def fraction(bar: Rule, items: Sequence[Item], bars: Sequence[Rule], body: float) -> tuple[Item, list[Item]] | None:
    """The fraction over a bar and the items it is made of; None where the rule is no fraction's."""
    top = _side(bar, items, bars, above=True)
    bottom = _side(bar, items, bars, above=False)
    if not top or not bottom or (_runs_on(bar, top, items, bars) and _runs_on(bar, bottom, items, bars)):
        return None
    if underlines(bar, top, bottom) and not _in_line(bar, [*top, *bottom], items):
        return None
    if parts_text(bar, top, bottom, items, bars):
        return None
    upper, lower = rows(top), rows(bottom)
    if any(QUAD in gaps(row) for row in (*upper, *lower)):
        return None
    size = max(item.size for item in (*top, *bottom))
    parts = [*top, *bottom]
    missed = _overlooked(bar, parts, items)
    y = bar.y + AXIS * (size if size >= SMALLER * body else size / SCRIPT)
    good = len(upper) == 1 == len(lower) and all(_fits(bar, side, size) for side in (top, bottom)) and _spans(bar, top, bottom, size)
    doubts = (*doubts_of([*upper, *lower]), *(() if good and not missed else (UNBUILT,)))
    text = rf"\frac{{{_text(upper)}}}{{{_text(lower)}}}"
    made = joined(parts, text, Sort.FORMULA, y, doubts)
    return _resized(made, bar, size if size >= SMALLER * body else size / SCRIPT), parts


def underlines(bar: Rule, top: Sequence[Item], bottom: Sequence[Item]) -> bool:
    """Whether a rule clings to what is above it and is far from what is below, as no fraction's does."""
    over, under = bar.y - max(item.bottom for item in top), min(item.top for item in bottom) - bar.y
    size = max(item.size for item in (*top, *bottom))
    line = min(item.y for item in bottom) - bar.y
    return over < CLINGS * size and under > LETS_GO * size and line > NEXT_LINE * size


def parts_text(bar: Rule, top: Sequence[Item], bottom: Sequence[Item], items: Sequence[Item], bars: Sequence[Rule]) -> bool:
    """Whether a rule parts two lines of words: one runs on past it, or both begin where it does and are not centred on it."""
    if not all(sum(_WORD.search(item.text) is not None for item in side) >= PROSE for side in (top, bottom)):
        return False
    if _runs_on(bar, top, items, bars) or _runs_on(bar, bottom, items, bars):
        return True
    size = max(item.size for item in (*top, *bottom))
    flush = all(abs(min(item.x0 for item in side) - bar.x0) < CENTRED * size for side in (top, bottom))
    return flush and not all(_fits(bar, side, size) for side in (top, bottom))


def _in_line(bar: Rule, parts: Sequence[Item], items: Sequence[Item]) -> bool:
    """Whether a rule lies on the axis of larger characters right beside it, or of a sign of equality: no line under a word does."""
    size = max(item.size for item in parts)
    level = [item for item in items if abs(item.y - AXIS * item.size - bar.y) < ON_AXIS * item.size]
    level = [item for item in level if item.size > size / SMALLER or (item.size > SMALLER * size and _relates(item, bar))]
    return any(min(abs(bar.x0 - item.x1), abs(item.x0 - bar.x1)) < BESIDE * item.size for item in level)


def _relates(item: Item, bar: Rule) -> bool:
    """Whether a sign of equality stands where an item is next to a bar."""
    return item.text[-1 if item.centre < bar.x0 else 0] in _RELATIONS


def doubled(bar: Rule, bars: Sequence[Rule]) -> bool:
    """Whether a rule is one of two close together, which underline a result."""
    return any(
        other is not bar and abs(other.y - bar.y) < DOUBLE and abs(other.x0 - bar.x0) < 1 and abs(other.x1 - bar.x1) < 1 for other in bars
    )


def overlined(bar: Rule, items: Sequence[Item], body: float) -> tuple[Item, list[Item]] | None:
    """What a rule closely covers, and nothing more: a bar over a letter or a term."""
    slack = SLACK * body
    under = [
        item
        for item in items
        if bar.x0 - slack <= item.x0 and item.x1 <= bar.x1 + slack and -0.05 * body <= item.top - bar.y <= OVERLINE * body
    ]
    found = rows(under) if under else []
    if len(found) != 1 or QUAD in gaps(found[0]) or found[0].items[-1].x1 - found[0].items[0].x0 < bar.length - 1.5 * slack:
        return None
    return joined(under, rf"\bar{{{_text(found)}}}", Sort.TOKEN, found[0].y, doubts_of(found)), under


def unexplained(bar: Rule, items: Sequence[Item], bars: Sequence[Rule]) -> list[Item]:
    """What stands over and under a rule that is no fraction's, where it might well have been one's, and what stands beside it."""
    size = max((item.size for item in items), default=0.0)
    sides = []
    for above in (True, False):
        near = [item for item in items if bar.x0 - SLACK * size <= item.x0 and item.x1 <= bar.x1 + SLACK * size]
        near = [item for item in near if -0.2 * size < (bar.y - item.bottom if above else item.top - bar.y) < FAR * size]
        sides.append([item for item in near if (item.middle < bar.y) is above])
    if not all(sides) or all(_runs_on(bar, side, items, bars) for side in sides) or underlines(bar, *sides):
        return []
    if parts_text(bar, sides[0], sides[1], items, bars):
        return []
    if any(QUAD in gaps(row) for side in sides for row in rows(side)):
        return []
    if bar.length > SURPLUS * size + max(max(item.x1 for item in side) - min(item.x0 for item in side) for side in sides):
        return []
    level = [item for item in items if abs(item.y - AXIS * item.size - bar.y) < 0.3 * item.size]
    beside = [item for item in level if bar.x0 - 3 * size < item.x1 and item.x0 < bar.x1 + 3 * size]
    return [*beside, *(item for side in sides for item in side)]


def root(sign: Item, bar: Rule | None, items: Sequence[Item]) -> tuple[Item, list[Item]] | None:
    """A root and what it is made of; its rule begins where the sign ends."""
    if bar is None:
        return None
    inside = [
        item
        for item in items
        if item is not sign and bar.x0 - 1.5 <= item.x0 and item.x1 <= bar.x1 + 1.5 and bar.y - 1 <= item.middle <= sign.bottom + 1
    ]
    if not inside:
        return None
    found = rows(inside)
    index = [
        item
        for item in items
        if item.size < SMALLER * sign.size and sign.x0 - 4 <= item.x0 and item.x1 <= sign.x1 and sign.top - 4 < item.middle < sign.middle
    ]
    doubts = (*doubts_of(found), *((UNBUILT.replace("fraction", "root"),) if len(found) != 1 or index else ()))
    parts = [sign, *inside, *index]
    return joined(parts, rf"\sqrt{{{_text(found)}}}", Sort.FORMULA, found[0].y, doubts), parts


def vinculum(x1: float, top: float, bars: Sequence[Rule]) -> Rule | None:
    """The rule that goes on from a root sign's upper right end."""
    near = [bar for bar in bars if abs(bar.x0 - x1) < 2 and abs(bar.y - top) < 2]
    return min(near, key=lambda bar: abs(bar.y - top), default=None)


def covered(glyphs: Sequence[Glyph], bars: Sequence[Rule]) -> list[Box]:
    """What each root on a page covers, and each short rule, which may be a bar over a term."""
    signs = [glyph for glyph in glyphs if glyph.text in ("√", ROOT)]
    roots = [(bar.x0, bar.y, bar.x1, sign.bottom) for sign in signs if (bar := vinculum(sign.x1, sign.top, bars)) is not None]
    short = (bar for bar in bars if bar.level and bar.length < LONGEST_BAR)
    return [*roots, *((bar.x0 - 0.5, bar.y, bar.x1 + 0.5, bar.y + UNDER_BAR) for bar in short)]


def _text(found: Sequence[Row]) -> str:
    return " ".join(text_of(row) for row in found)


def _side(bar: Rule, items: Sequence[Item], bars: Sequence[Rule], *, above: bool) -> list[Item]:
    """What stands over the bar or under it, from the nearest on as far as it hangs together, with its scripts."""
    slack = SLACK * max((item.size for item in items), default=0.0)
    within = [item for item in items if bar.x0 - slack <= item.x0 and item.x1 <= bar.x1 + slack and (item.middle < bar.y) is above]
    others = [other for other in bars if other is not bar and other.x0 < bar.x1 and bar.x0 < other.x1]
    if others:
        within = [item for item in within if not any(_behind(item, bar, other) for other in others)]
    if not within:
        return []
    near = [
        item
        for item in items
        if bar.x0 - NEARBY < item.x1 and item.x0 < bar.x1 + NEARBY and item.top - NEARBY < bar.y < item.bottom + NEARBY
    ]
    mine = set(map(id, within))
    small = SMALLER * max((item.size for item in near), default=0.0)
    scripts = (item for item in within if item.size < small)
    bases = {id(script): base for script in scripts if (base := base_of(script, near)) is not None and id(base) in mine}
    within.sort(key=lambda item: -item.bottom if above else item.top)
    chosen: list[Item] = []
    edge = bar.y
    for item in within:
        gap = edge - item.bottom if above else item.top - edge
        base = bases.get(id(item))
        if base is not None:
            continue
        if not chosen and gap > (ABOVE if above else BELOW) * item.size:
            break
        if (chosen and gap > -0.1 * item.size and not _level(item, chosen)) or (not chosen and gap < -0.2 * item.size):
            continue
        chosen.append(item)
        edge = min(item.top for item in chosen) if above else max(item.bottom for item in chosen)
    return _with_scripts(chosen, within, bases)


def _behind(item: Item, bar: Rule, other: Rule) -> bool:
    """Whether another bar parts an item from this one."""
    if not other.x0 <= item.centre <= other.x1:
        return False
    return item.bottom - 0.5 <= other.y < bar.y - 1 or bar.y + 1 < other.y <= item.top + 0.5


def _overlooked(bar: Rule, parts: Sequence[Item], items: Sequence[Item]) -> bool:
    """Whether something stands amid a fraction that was taken for no part of it."""
    mine = set(map(id, parts))
    top, bottom = min(item.top for item in parts), max(item.bottom for item in parts)
    amid = [item for item in items if id(item) not in mine and bar.x0 <= item.x0 and item.x1 <= bar.x1]
    return any(top - CLOSE * item.size < item.bottom and item.top < bottom + CLOSE * item.size for item in amid)


def _with_scripts(chosen: list[Item], within: Sequence[Item], bases: dict[int, Item]) -> list[Item]:
    """What was chosen, the scripts on it, and the scripts on those."""
    found = set(map(id, chosen))
    left = [item for item in within if id(item) in bases]
    while added := [item for item in left if id(bases[id(item)]) in found]:
        found |= set(map(id, added))
        chosen.extend(added)
        left = [item for item in left if id(item) not in found]
    return chosen


def _level(item: Item, chosen: Sequence[Item]) -> bool:
    return any(abs(item.y - other.y) < 0.1 * item.size for other in chosen)


def _runs_on(bar: Rule, side: Sequence[Item], items: Sequence[Item], bars: Sequence[Rule]) -> bool:
    """Whether a side is only a part of a longer line of text (the rule underlines a word)."""
    mine = set(map(id, side))
    base = max(side, key=lambda item: item.size)
    for item in items:
        if id(item) in mine or abs(item.y - base.y) > 0.1 * base.size:
            continue
        beside = -BESIDE * base.size < item.x0 - bar.x1 < BESIDE * base.size or -BESIDE * base.size < bar.x0 - item.x1 < BESIDE * base.size
        if (beside or (item.x0 < bar.x0 < item.x1) or (item.x0 < bar.x1 < item.x1)) and not any(_over(other, item, bar) for other in bars):
            return True
    return False


def _over(other: Rule, item: Item, bar: Rule) -> bool:
    return other is not bar and abs(other.y - bar.y) < 1 and other.x0 - 2 <= item.x0 and item.x1 <= other.x1 + 2


def _fits(bar: Rule, side: Sequence[Item], size: float) -> bool:
    left, right = min(item.x0 for item in side), max(item.x1 for item in side)
    return abs((left + right) / 2 - (bar.x0 + bar.x1) / 2) <= CENTRED * size


def _spans(bar: Rule, top: Sequence[Item], bottom: Sequence[Item], size: float) -> bool:
    widest = max(max(item.x1 for item in side) - min(item.x0 for item in side) for side in (top, bottom))
    return widest >= bar.x1 - bar.x0 - size


def _resized(item: Item, bar: Rule, size: float) -> Item:
    return replace(item, size=size, x0=min(item.x0, bar.x0), x1=max(item.x1, bar.x1))
