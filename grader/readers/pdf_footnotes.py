"""Footnotes: small type at the foot of a page or column, below a short rule; read apart, so that the text goes on without them."""

from grader.readers.pdf_columns import Zone
from grader.readers.pdf_strokes import Rule

SHORTEST, LONGEST = 36.0, 220.0
"""How long, in points, the rule above footnotes is."""
SMALLER = 0.95
AT_LEFT = 4.0


def parted(zone: Zone, body: float) -> tuple[Zone, Zone | None]:
    """The text of a zone, and its footnotes."""
    left = min(item.x0 for item in zone.items)
    for rule in sorted((rule for rule in zone.rules if rule.level), key=lambda rule: rule.y):
        if SHORTEST <= rule.length <= LONGEST and abs(rule.x0 - left) < AT_LEFT and _over_small_type(rule, zone, body):
            above = Zone(tuple(i for i in zone.items if i.middle <= rule.y), tuple(one for one in zone.rules if one.y1 < rule.y))
            below = Zone(tuple(i for i in zone.items if i.middle > rule.y), tuple(one for one in zone.rules if one.y0 > rule.y))
            return above, below
    return zone, None


def _over_small_type(rule: Rule, zone: Zone, body: float) -> bool:
    below = [item for item in zone.items if item.middle > rule.y]
    above = any(item.bottom < rule.y - 1 for item in zone.items) and not any(item.top < rule.y < item.bottom for item in zone.items)
    return bool(below) and above and max(item.size for item in below) < SMALLER * body
