"""A count told in words, `1907 of 1991 (95.8 %)`, as the quotient that it is."""

import re
from collections.abc import Sequence
from dataclasses import replace

from grader.text.items import Group, Item, Number, Sign, Symbol, walk

OF = frozenset("of von aus".split())
COUNTED = frozenset(
    "correct correctly right classified images digits samples examples test testimages richtig korrekt klassifiziert klassifizierte "
    "richtige bilder bildern testbilder testbildern beispiele beispielen ziffern".split()
)
"""What may stand between the count and its percentage."""
MOST_WORDS, FEW = 4, 3


def quotient(items: Sequence[Item]) -> Sequence[Item]:
    """The items with the words of a count as a stroke; those between it and its percentage, or beside it in brackets, left out."""
    items = [
        counted(item) if at and isinstance(item, Group) and isinstance(items[at - 1], Number | Sign) else item
        for at, item in enumerate(items)
    ]
    start = 1 if items and isinstance(items[0], Sign) and items[0].text in "≈~" else 0
    of = next((at for at in (start + 1, start + 2) if at + 1 < len(items) and is_of(items[at])), 0)
    if not of or not is_count(items[start]) or not is_count(items[of + 1]) or (of == start + 2 and not is_out(items[start + 1])):
        return items
    stroke = Sign(items[of].start, items[of].end, "/")
    return (*items[: start + 1], stroke, items[of + 1], *behind(items[of + 2 :]))


def counted(group: Group) -> Group:
    """`(1891 of 1991 images)` as `(1891/1991)`."""
    inner = quotient(group.items) if len(group.items) <= MOST_WORDS + FEW else group.items
    kept = tuple(item for item in inner if not (isinstance(item, Symbol) and item.base.casefold() in COUNTED))
    quotients = len(kept) == FEW and isinstance(stroke := kept[1], Sign) and stroke.text == "/"
    return replace(group, items=kept) if quotients else group


def behind(rest: Sequence[Item]) -> Sequence[Item]:
    """What stands behind the count: its percentage in brackets, where one follows behind words alone."""
    near = rest[: MOST_WORDS + FEW]
    at = next((at for at, item in enumerate(near) if isinstance(item, Number | Group)), -1)
    plain = all(isinstance(item, Symbol) or (isinstance(item, Sign) and item.text in ",:=→") for item in rest[: max(0, at)])
    if at < 0 or not plain:
        return rest
    share = near[at]
    if isinstance(share, Group):
        return rest[at:] if any(isinstance(item, Sign) and item.text == "%" for item in walk((share,))) else rest
    percent = near[at + 1] if at + 1 < len(near) else None
    if not isinstance(percent, Sign) or percent.text != "%":
        return rest
    return (Group(share.start, percent.end, opening="(", items=(share, percent)), *rest[at + 2 :])


def is_of(item: Item) -> bool:
    """`of`, `von`."""
    return isinstance(item, Symbol) and item.bare and item.base.casefold() in OF


def is_out(item: Item) -> bool:
    """The first word of `out of`."""
    return isinstance(item, Symbol) and item.base.casefold() in ("out", "correct", "richtig")


def is_count(item: Item) -> bool:
    """A whole number of several digits, or one; its thousands may be told apart."""
    return isinstance(item, Number) and item.bare and re.fullmatch(r"\d+|[1-9]\d{0,2}(?:,\d{3})+", item.text) is not None
