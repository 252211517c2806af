"""Cells with two values, or more, under a head that names each: `94.1 % / 37.7 %` under `original / shifted`."""

import re
from collections.abc import Sequence

from grader.page.table_parts import COUNTS
from grader.text.items import Item, Number, Sign
from grader.text.phrases import phrase

_SIGN = re.compile(r"\s*(?:/|→|⟶|->)\s*")
MOST = 6


def paired(head: str, items: Sequence[Item]) -> list[tuple[str, tuple[Item, ...]]]:
    """The parts of a head, each with the value that stands in its place; none where the cell is one value."""
    heads = _SIGN.split(head) if "/" in head or "→" in head or "⟶" in head or "->" in head else []
    if not 1 < len(heads) <= MOST or not all(any(char.isalpha() for char in one) for one in heads):
        return []
    parts: list[list[Item]] = [[]]
    for item in items:
        if isinstance(item, Sign) and item.text in ("/", "→", "⟶"):
            parts.append([])
        else:
            parts[-1].append(item)
    whole = all(len(part) == 1 and isinstance(part[0], Number) and part[0].text.isdigit() for part in parts)
    values = all(part and isinstance(part[0], Number) for part in parts)
    if len(parts) != len(heads) or not values or (whole and phrase(head) & COUNTS):
        return []
    return [(one, tuple(part)) for one, part in zip(heads, parts, strict=True)]
