"""What was struck out: a level or slanting line through the middle of characters."""

from collections.abc import Sequence
from dataclasses import replace

from grader.document import Box
from grader.readers.pdf_items import Item, Sort, doubted
from grader.readers.pdf_strokes import Rule

INNER = 0.22
"""How deep inside a character's ink a level line must run, in the ink's height."""
TALL_ENOUGH = 0.35
"""Characters lower than this share of their size (a minus) are crossed by chance."""
MOSTLY, PARTLY = 0.6, 0.1
HALF_STRUCK = "a line runs through a part of it"


def struck(items: Sequence[Item], rules: Sequence[Rule], slants: Sequence[Box]) -> tuple[list[Item], list[Rule]]:
    """The items, those struck out wrapped in `\\cancel{…}`, and the rules that strike nothing."""
    strikes = [rule for rule in rules if any(_through(rule, item) for item in items)]
    kept = [rule for rule in rules if rule not in strikes]
    boxes = [(rule.x0, rule.y, rule.x1, rule.y) for rule in strikes]
    return [_marked(item, boxes, slants) for item in items], kept


def _through(rule: Rule, item: Item) -> bool:
    height = item.bottom - item.top
    if item.sort is not Sort.TOKEN or height < TALL_ENOUGH * item.size:
        return False
    return item.top + INNER * height < rule.y < item.bottom - INNER * height and _share((rule.x0, 0, rule.x1, 0), item) > PARTLY


def _share(box: Box, item: Item) -> float:
    return (min(box[2], item.x1) - max(box[0], item.x0)) / max(item.x1 - item.x0, 0.1)


def _marked(item: Item, strikes: Sequence[Box], slants: Sequence[Box]) -> Item:
    if item.sort is not Sort.TOKEN:
        return item
    level = [box for box in strikes if abs(box[1] - item.middle) < 0.5 * item.size]
    crossing = [box for box in slants if box[1] < item.middle < box[3] and box[3] - box[1] < 4 * item.size]
    shares = [share for box in (*level, *crossing) if (share := _share(box, item)) > PARTLY]
    if not shares:
        return item
    if sum(shares) >= MOSTLY:
        return replace(item, text=rf"\cancel{{{item.text}}}")
    return doubted(item, HALF_STRUCK)
