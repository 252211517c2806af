"""Subscripts, superscripts, primes and limits, put where they belong: behind the letter, bracket or operator."""

import itertools
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from grader.readers.pdf.items import SMALLER, Item, Sort

REACH = 0.4
"""How far behind its letter a script may begin, in the letter's size."""
MARK_REACH = 0.75
"""The same for the mark of a footnote behind a word."""
OVERLAP = 0.5
"""How far a script may be tucked under its letter."""
TUCKED = 0.3
"""The same for fractions and matrices, in the script's size."""
NEXT = 0.45
"""The gap between words of one script, in its own size."""
STACK = 0.75
"""The gap between an operator and its limits, in sizes of the limit."""
ALIKE = 1.12
"""Sizes within this ratio are meant to be one (fonts of different families are set a little larger or smaller)."""
OFTEN = 0.15
"""The share of a page's words that a size of its text is found in."""
_BARE = frozenset("([{⟨⌊⌈=≈~<>≤≥+-·×/")
"""What bears no script."""
CLOSE = 0.3
"""The gap between a relation and what stands over it."""
_RELATIONS = frozenset("=→⇒≈")
_TAKES_LIMITS = re.compile(r"^(?:Σ|Π|max|min|lim|sup|inf|arg|argmin|argmax|=|→|⇒|≈)$")
_PRIMES = re.compile(r"^'+")


def scripted(items: Sequence[Item]) -> list[Item]:
    """The items with all scripts attached, the smallest first."""
    found = list(items)
    for least, most in _sizes(found):
        found = _one_size(found, least, most)
    return found


def _sizes(items: Sequence[Item]) -> list[tuple[float, float]]:
    """Sizes, ascending, those that are nearly alike as one; without those that nothing is clearly larger than."""
    present = sorted({item.size for item in items})
    counts = Counter(item.size for item in items)
    letters = [SMALLER * size for size, count in counts.items() if count > OFTEN * len(items)]
    found: list[tuple[float, float]] = []
    for size in present:
        if found and size < found[-1][0] * ALIKE and not any(found[-1][1] < least <= size for least in letters):
            found[-1] = (found[-1][0], size)
        else:
            found.append((size, size))
    return [(least, most) for least, most in found if most < SMALLER * present[-1]]


def _one_size(items: list[Item], least: float, most: float) -> list[Item]:
    small = [item for item in items if least <= item.size <= most]
    large = sorted((item for item in items if most < SMALLER * item.size), key=lambda item: item.y)
    others = [item for item in items if not least <= item.size <= most and not most < SMALLER * item.size]
    levels = [item.y for item in large]
    tallest = max((item.bottom - item.top for item in large), default=0.0) + most
    taken: dict[int, dict[str, list[Item]]] = {}
    left: list[Item] = []
    operators = [item for item in large if item.sort is Sort.OPERATOR]

    def near(group: Sequence[Item]) -> range:
        return range(bisect_left(levels, group[0].y - tallest), bisect_left(levels, group[0].y + tallest))

    later: list[list[Item]] = []
    for group in _split(_groups(small), operators):
        bases = [(found, index) for index in near(group) if (found := place(group, large[index])) is not None]
        if bases:
            (_, where), index = min(bases)
            taken.setdefault(index, {}).setdefault(where, []).extend(group)
        else:
            later.append(group)
    for group in later:
        behind = [(found, index) for index in near(group) if (found := _behind(group, large[index], taken.get(index, {}))) is not None]
        if behind:
            (_, where), index = min(behind)
            taken[index][where] = group
        else:
            left.extend(group)
    return [*others, *left, *(_attached(base, taken.get(index, {})) for index, base in enumerate(large))]


def _behind(group: Sequence[Item], base: Item, scripts: dict[str, list[Item]]) -> tuple[float, str] | None:
    """Whether a group stands behind the one script of a letter, lowered where that is raised or raised where it is lowered."""
    if len(scripts) != 1:
        return None
    found = place(group, replace(base, x1=max(item.x1 for items in scripts.values() for item in items)))
    return None if found is None or found[1] in scripts else found


def base_of(script: Item, items: Sequence[Item]) -> Item | None:
    """The nearest item that something small is a script of."""
    found = [
        (at, index) for index, base in enumerate(items) if script.size < SMALLER * base.size and (at := place([script], base)) is not None
    ]
    return items[min(found)[1]] if found else None


def _groups(small: Sequence[Item]) -> list[list[Item]]:
    """Small items that stand closely together on one baseline."""
    groups: list[list[Item]] = []
    for item in sorted(small, key=lambda item: (round(item.y, 1), item.x0)):
        last = groups[-1][-1] if groups else None
        if last is not None and abs(last.y - item.y) < 0.05 * item.size and -0.3 * item.size < item.x0 - last.x1 < NEXT * item.size:
            groups[-1].append(item)
        else:
            groups.append([item])
    return groups


def _split(groups: Sequence[list[Item]], operators: Sequence[Item]) -> list[list[Item]]:
    """The groups, those parted that are limits of several operators side by side."""
    found: list[list[Item]] = []
    for group in groups:
        several = len(group) > 1 and all(any(_limit([item], operator) for operator in operators) for item in group)
        found.extend([[item] for item in group] if several else [group])
    return found


def place(group: Sequence[Item], base: Item) -> tuple[float, str] | None:
    """Whether a group is a script of `base`, how near and which."""
    first, last = group[0], group[-1]
    if base.sort is Sort.OPERATOR or _TAKES_LIMITS.match(base.text):
        limit = _limit(group, base)
        if limit is not None:
            return limit
    gap = first.x0 - base.x1
    overlap = OVERLAP * base.size if base.sort is not Sort.FORMULA else TUCKED * first.size
    reach = MARK_REACH if _is_mark(group, base) else REACH
    if base.text[-1] in _BARE or not -overlap <= gap <= reach * base.size or last.centre < base.centre:
        return None
    where = _beside_token(first, base) if base.sort is Sort.TOKEN else _beside_tall(first, base)
    return None if where is None else (abs(gap), where)


def _is_mark(group: Sequence[Item], base: Item) -> bool:
    """Whether a group may be the mark of a footnote, which stands a space away from its word."""
    return len(group) == 1 and group[0].text.isdigit() and (base.text[-1] in ".,;:!?" or (base.text.isalpha() and len(base.text) > 1))


def _beside_token(script: Item, base: Item) -> str | None:
    """Raised or lowered, measured from the letter's baseline."""
    rise = (base.y - script.y) / base.size
    if 0.18 <= rise <= 0.85:
        return "^"
    return "_" if -0.5 <= rise <= -0.06 else None


def _beside_tall(script: Item, base: Item) -> str | None:
    """At the upper or the lower end of a bracket, formula or operator (which also stands before letters of its own small size)."""
    if base.sort is Sort.OPERATOR and 0.05 * script.size < script.y - base.middle < 0.45 * script.size:
        return None
    if not base.top - 0.8 * base.size <= script.middle <= base.bottom + 0.8 * base.size:
        return None
    third = 0.35 * (base.bottom - base.top)
    if script.middle < base.top + third:
        return "^"
    return "_" if script.middle > base.bottom - third else None


def _limit(group: Sequence[Item], base: Item) -> tuple[float, str] | None:
    """Whether a group stands over or under an operator, a word like `max`, or (over it only) a relation."""
    left, right = group[0].x0, max(item.x1 for item in group)
    if abs((left + right) / 2 - base.centre) > 0.35 * base.size or right <= base.x0 or left >= base.x1:
        return None
    size = group[0].size
    over, under = base.top - max(item.bottom for item in group), min(item.top for item in group) - base.bottom
    if base.text in _RELATIONS:
        return (over, "^") if -0.2 * size <= over <= CLOSE * size else None
    if -0.2 * size <= over <= STACK * size:
        return (0.0 if base.sort is Sort.OPERATOR else max(over, 0.0), "^")
    if -0.2 * size <= under <= STACK * size:
        return (0.0 if base.sort is Sort.OPERATOR else max(under, 0.0), "_")
    return None


def _attached(base: Item, scripts: dict[str, list[Item]]) -> Item:
    if not scripts:
        return base
    text = base.text
    lower, upper = (_run(scripts.get(mark, ())) for mark in "_^")
    primes = _PRIMES.match(upper)
    if primes:
        text, upper = text + primes.group(), upper[primes.end() :].strip()
    text += f"_{{{lower}}}" if lower else ""
    text += f"^{{{upper}}}" if upper else ""
    parts = [base, *(item for group in scripts.values() for item in group)]
    doubts = tuple(dict.fromkeys(doubt for item in parts for doubt in item.doubts))
    if any(map(_piled, scripts.values())):
        doubts = (*doubts, "small characters that lie over each other")
    return replace(
        base,
        text=text,
        raw=base.raw + "".join(item.raw for group in scripts.values() for item in group),
        x1=max(item.x1 for item in parts),
        top=min(item.top for item in parts),
        bottom=max(item.bottom for item in parts),
        doubts=doubts,
    )


def _run(items: Sequence[Item]) -> str:
    """The text of a script, its words parted by spaces."""
    found = ""
    last: Item | None = None
    for item in sorted(items, key=lambda item: item.x0):
        found += (" " if last is not None and item.x0 - last.x1 > 0.15 * item.size else "") + item.text
        last = item
    return found


def _piled(items: Sequence[Item]) -> bool:
    """Whether a script would have two characters in one place."""
    ordered = sorted(items, key=lambda item: item.x0)
    uneven = any(abs(item.y - ordered[0].y) > 0.05 * item.size for item in ordered if item.sort is Sort.TOKEN)
    return uneven or any(right.x0 < left.x1 - 0.35 * left.size for left, right in itertools.pairwise(ordered))
