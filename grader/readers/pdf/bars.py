"""Matrices between two upright lines, with short feet or without: brackets as style sheets draw them."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from grader.document import Box
from grader.readers.pdf.items import Item
from grader.readers.pdf.strokes import Rule

LEAST = 1.7
"""How tall such lines are at least, in sizes of the page's text."""
EVEN = 1.2
"""How far, in points, the ends of two partners may lie apart."""
FOOT = 0.35
"""How long a foot is at most, in the width of what the lines hold; what is longer frames or parts a table."""
MOST, MOST_INSIDE = 60, 400
_NUMBER = re.compile(r"^[-+]?[\d.,/·eE%…-]+,?$|^[01-]$|^…$")


def barred(items: Sequence[Item], rules: Sequence[Rule], body: float) -> tuple[list[tuple[str, Box]], list[Rule]]:
    """The brackets that upright lines make around rows of numbers, and the rules that are left."""
    uprights = [rule for rule in rules if not rule.level and rule.length > LEAST * body]
    if not 1 < len(uprights) <= MOST:
        return [], list(rules)
    found: list[tuple[str, Box]] = []
    used: list[Rule] = []
    for left, right in _pairs(uprights):
        inside = [item for item in items if left.x0 < item.centre < right.x0 and left.y0 - 1 < item.middle < left.y1 + 1][:MOST_INSIDE]
        touching = [rule for rule in rules if rule.level and _touches(rule, left, right)]
        if any(rule.length > FOOT * (right.x0 - left.x0) for rule in touching) or not _rows_of_numbers(inside):
            continue
        used += [left, right, *touching]
        for side, rule in (("[", left), ("]", right)):
            found.append((side, (rule.x0 - 0.5, rule.y0, rule.x0 + 0.5, rule.y1)))
    return found, [rule for rule in rules if rule not in used]


def _pairs(uprights: Sequence[Rule]) -> Iterator[tuple[Rule, Rule]]:
    """Upright lines from and to the same heights, two and two from the left; none where one is left over."""
    rest = sorted(uprights, key=lambda rule: rule.x0)
    while rest:
        first = rest[0]
        level = [rule for rule in rest if abs(rule.y0 - first.y0) < EVEN and abs(rule.y1 - first.y1) < EVEN]
        rest = [rule for rule in rest if rule not in level]
        if len(level) % 2 == 0:
            yield from list(pairwise(level))[::2]


def _touches(rule: Rule, left: Rule, right: Rule) -> bool:
    """Whether a level line lies between two upright ones or at their ends."""
    return left.y0 - 2 <= rule.y <= left.y1 + 2 and rule.x0 < right.x0 + 2 and rule.x1 > left.x0 - 2


def _rows_of_numbers(inside: Sequence[Item]) -> bool:
    """Whether nothing but numbers stands there, and these in several rows."""
    if not inside or not all(_NUMBER.match(item.text) for item in inside):
        return False
    heights = sorted(item.y for item in inside)
    return heights[-1] - heights[0] > 0.8 * inside[0].size
