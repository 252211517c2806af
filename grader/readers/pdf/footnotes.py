"""Footnotes: small type at the foot of a page or column, below a short rule; read apart, so that the text goes on without them."""

from collections.abc import Sequence

from grader.readers.pdf.columns import Zone
from grader.readers.pdf.items import Item, Sort, doubted
from grader.readers.pdf.scripts import base_of, place
from grader.readers.pdf.strokes import Rule

SHORTEST, LONGEST = 36.0, 220.0
"""How long, in points, the rule above footnotes is."""
SMALLER = 0.95
AT_LEFT = 4.0
MAYBE_EXPONENT = "the mark of a footnote, or an exponent"


def parted(zone: Zone, body: float) -> tuple[Zone, Zone | None]:
    """The text of a zone, and its footnotes."""
    left = min(item.x0 for item in zone.items)
    for rule in sorted((rule for rule in zone.rules if rule.level), key=lambda rule: rule.y):
        if SHORTEST <= rule.length <= LONGEST and abs(rule.x0 - left) < AT_LEFT and _over_small_type(rule, zone, body):
            above = Zone(tuple(i for i in zone.items if i.middle <= rule.y), tuple(one for one in zone.rules if one.y1 < rule.y))
            below = Zone(tuple(i for i in zone.items if i.middle > rule.y), tuple(one for one in zone.rules if one.y0 > rule.y))
            return _without_marks(above, below), below
    return zone, None


def _over_small_type(rule: Rule, zone: Zone, body: float) -> bool:
    below = [item for item in zone.items if item.middle > rule.y]
    above = any(item.bottom < rule.y - 1 for item in zone.items) and not any(item.top < rule.y < item.bottom for item in zone.items)
    return bool(below) and above and max(item.size for item in below) < SMALLER * body


def _without_marks(text: Zone, notes: Zone) -> Zone:
    """The text without the numbers that point to its footnotes: each stands raised there, and where only one is such it is no exponent."""
    size = max(item.size for item in notes.items)
    marks = {item.text for item in notes.items if item.text.isdigit() and item.size < SMALLER * size}
    raised = [item for item in text.items if item.text in marks and item.sort is Sort.TOKEN and _raised(item, text.items)]
    alone = {item.text for item in raised if sum(other.text == item.text for other in raised) == 1}
    gone = {id(item) for item in raised if item.text in alone}
    bases = {id(base) for item in raised if id(item) in gone and (base := _base(item, text.items)) is not None and base.text[-1].isdigit()}
    kept = (doubted(item, MAYBE_EXPONENT) if id(item) in bases else item for item in text.items if id(item) not in gone)
    return Zone(tuple(kept), text.rules)


def _raised(item: Item, items: Sequence[Item]) -> bool:
    base = _base(item, items)
    return base is not None and (at := place([item], base)) is not None and at[1] == "^"


def _base(item: Item, items: Sequence[Item]) -> Item | None:
    return base_of(item, [other for other in items if other.size > item.size and abs(other.y - item.y) < other.size + item.size])
