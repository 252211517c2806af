"""What was struck out: a level or slanting line through the middle of characters."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from operator import itemgetter

from grader.document import Box
from grader.readers.pdf.glyphs import Glyph
from grader.readers.pdf.items import Item, Sort, doubted
from grader.readers.pdf.strokes import Rule

INNER = 0.22
"""How deep inside a character's ink a level line must run, in the ink's height."""
TALL_ENOUGH = 0.35
"""Characters lower than this share of their size (a minus) are crossed by chance."""
HIGHEST = 4.0
"""A slanting line that is higher, in sizes, strikes no single word."""
MOSTLY, PARTLY = 0.6, 0.1
HALF_STRUCK = "a line runs through a part of it"
_LINE_FONT = re.compile(r"LINEW?10|LCIRCLEW?10|lcirclew?10|linew?10")


def pen(glyphs: Sequence[Glyph]) -> tuple[list[Glyph], list[Box]]:
    """Characters proper, and the lines that LaTeX draws with pieces from a font of its own."""
    pieces = [glyph for glyph in glyphs if _draws_lines(glyph.font)]
    lines: list[Box] = []
    for piece in sorted(pieces, key=lambda glyph: glyph.left):
        last = lines[-1] if lines else None
        if last is not None and piece.left < last[2] + 1 and piece.top < last[3] + 1 and piece.bottom > last[1] - 1:
            lines[-1] = (last[0], min(last[1], piece.top), max(last[2], piece.right), max(last[3], piece.bottom))
        else:
            lines.append((piece.left, piece.top, piece.right, piece.bottom))
    return ([glyph for glyph in glyphs if not _draws_lines(glyph.font)] if pieces else list(glyphs)), lines


@lru_cache(maxsize=512)
def _draws_lines(font: str) -> bool:
    return _LINE_FONT.search(font) is not None


def struck(items: Sequence[Item], rules: Sequence[Rule], slants: Sequence[Box]) -> tuple[list[Item], list[Rule]]:
    r"""The items, those struck out wrapped in `\\cancel{…}`, and the rules that strike nothing."""
    bands = [(*band, item) for item in items if (band := _band(item)) is not None]
    strikes = [rule for rule in rules if _strikes(rule, bands)]
    kept = [rule for rule in rules if rule not in strikes]
    boxes = [(rule.x0, rule.y, rule.x1, rule.y) for rule in strikes]
    ordered = sorted((_middle(box), box) for box in slants)
    return [_marked(item, boxes, _near(ordered, item)) for item in items], kept


def _near(slants: Sequence[tuple[float, Box]], item: Item) -> Sequence[Box]:
    """The slanting lines whose middle lies so near to a character's that they may strike it."""
    reach = HIGHEST / 2 * item.size
    first, last = (bisect_left(slants, item.middle + way * reach, key=itemgetter(0)) for way in (-1, 1))
    return [box for _, box in slants[first:last]]


def _middle(box: Box) -> float:
    return (box[1] + box[3]) / 2


def _band(item: Item) -> tuple[float, float] | None:
    """Between which heights a level line strikes characters; None where it crosses them by chance."""
    height = item.bottom - item.top
    if item.sort is not Sort.TOKEN or height < TALL_ENOUGH * item.size:
        return None
    return item.top + INNER * height, min(item.bottom - INNER * height, item.y - 0.08 * item.size)


def _strikes(rule: Rule, bands: Sequence[tuple[float, float, Item]]) -> bool:
    y = rule.y
    return any(high < y < low and _share((rule.x0, 0, rule.x1, 0), item) > PARTLY for high, low, item in bands)


def _share(box: Box, item: Item) -> float:
    return (min(box[2], item.x1) - max(box[0], item.x0)) / max(item.x1 - item.x0, 0.1)


def _marked(item: Item, strikes: Sequence[Box], slants: Sequence[Box]) -> Item:
    if item.sort is not Sort.TOKEN:
        return item
    level = [box for box in strikes if abs(box[1] - item.middle) < 0.5 * item.size]
    crossing = [box for box in slants if box[1] < item.middle < box[3] and box[3] - box[1] < HIGHEST * item.size]
    shares = [share for box in (*level, *crossing) if (share := _share(box, item)) > PARTLY]
    if not shares:
        return item
    if sum(shares) >= MOSTLY:
        return replace(item, text=rf"\cancel{{{item.text}}}")
    return doubted(item, HALF_STRUCK)
