"""Rules that programs draw in pieces, put together again: a browser draws the lines of a table cell by cell."""

from collections.abc import Sequence

from grader.readers.pdf.strokes import Rule

FLUSH, SAME = 1.2, 0.4
"""Pieces of one rule are nearer to each other than this, in points, and as high as each other."""


def joined(rules: Sequence[Rule]) -> list[Rule]:
    """Rules drawn piece by piece, cell by cell, as the lines that they make."""
    found: list[Rule] = []
    for level in (True, False):
        own = [rule for rule in rules if rule.level is level]
        lasting: dict[int, int] = {}
        for rule in sorted(own, key=lambda rule: (rule.x0, rule.x1) if level else (rule.y0, rule.y1)):
            place = round(rule.y0 if level else rule.x0)
            at = next((lasting[near] for near in (place, place - 1, place + 1) if near in lasting), None)
            if at is not None and (merged := _merged(found[at], rule)) is not None:
                found[at] = merged
            else:
                at = len(found)
                found.append(rule)
            lasting[place] = at
    return found


def _merged(one: Rule, other: Rule) -> Rule | None:
    """Two rules as one where the other begins where the one ends."""
    if one.level:
        near = abs(one.y - other.y) < SAME and other.x0 - one.x1 < FLUSH
        return Rule(one.x0, one.y, max(one.x1, other.x1), one.y) if near else None
    near = abs(one.x0 - other.x0) < SAME and other.y0 - one.y1 < FLUSH
    return Rule(one.x0, one.y0, one.x0, max(one.y1, other.y1)) if near else None
