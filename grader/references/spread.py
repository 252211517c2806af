"""Carried values are rounded: how far that may move what follows from them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from grader.answer import Entries, Found, Printed, flat
from grader.references.carried import all_given
from grader.references.follow import Followed, follow
from grader.references.quantity import CannotFollow, entries_of, maybe_entries, whole
from grader.references.reference import Reference
from grader.references.tolerance import FEWEST_DIGITS, MOST

MOST_MOVED = 100
"""So many entries of one carried value are moved, one at a time."""


@dataclass(frozen=True)
class Spread:
    """How far the rounding of carried values may move a result, entry by entry."""

    fair: tuple[Fraction, ...]
    """From well-printed values alone, and by 2 % at the most."""
    wide: tuple[Fraction, ...]
    """From all that were printed with decimals, and from whole numbers that stand for something that is not whole."""


def spread(reference: Reference, name: str, followed: Followed, found: Mapping[str, Found]) -> Spread:
    """Move every carried decimal by half a unit either way, one at a time, and add up how far the result moves."""
    centre = entries_of(followed.value)
    fair, wide = [Fraction(0)] * len(centre), [Fraction(0)] * len(centre)
    for one, entries in followed.carried.items():
        meant = _meant(reference, one, found, len(flat(entries)))
        for position, number in enumerate(flat(entries)[:MOST_MOVED]):
            if number.unit is None or (number.unit >= 1 and not any(_rounds(number, other[position]) for other in meant)):
                continue
            ways = [{one: _moved(entries, position, by)} for by in (-number.unit / 2, number.unit / 2)]
            moved = _furthest(centre, [_result(reference, name, followed, way) for way in ways])
            wide = [so_far + by for so_far, by in zip(wide, moved, strict=True)]
            if well_printed(number):
                fair = [so_far + by for so_far, by in zip(fair, moved, strict=True)]
    return Spread(tuple(min(by, MOST * abs(middle)) for by, middle in zip(fair, centre, strict=True)), tuple(wide))


def _meant(reference: Reference, name: str, found: Mapping[str, Found], size: int) -> list[tuple[Fraction, ...]]:
    """What a carried value may stand for: the truth, or what follows from the values before it."""
    if name not in reference.functions:
        return []
    values = [follow(reference, name, found).value, *([reference.truth(name)] if reference.known(name) else [])]
    return [entries for value in values if (entries := maybe_entries(value)) is not None and len(entries) == size]


def _rounds(number: Printed, other: Fraction) -> bool:
    """Whether a printed number is another one, rounded or cut off to a whole one."""
    return number.unit is not None and not whole(other) and abs(number.value - other) < number.unit


def well_printed(number: Printed) -> bool:
    """Whether a number was rounded, and with enough digits to go on with; 15.0 is as whole as 15, for trailing zeros widen nothing."""
    if number.unit is None or whole(number.value):
        return False
    return number.digits >= FEWEST_DIGITS and number.unit / 2 <= MOST * abs(number.value)


def _furthest(centre: Sequence[Fraction], results: Sequence[tuple[Fraction, ...]]) -> list[Fraction]:
    """How far each entry moves at the most; a result of another shape tells nothing."""
    alike = [result for result in results if len(result) == len(centre)]
    return [max((abs(result[at] - middle) for result in alike), default=Fraction(0)) for at, middle in enumerate(centre)]


def _result(reference: Reference, name: str, followed: Followed, moved: Mapping[str, Entries]) -> tuple[Fraction, ...]:
    """The result with one carried value moved; nothing where the reference makes nothing of it."""
    try:
        return entries_of(reference.evaluate(name, all_given(reference, {**followed.carried, **moved})))
    except CannotFollow:
        return ()


def _moved(entries: Entries, position: int, by: Fraction) -> Entries:
    """The entries with one of them a little higher or lower."""
    if isinstance(entries, Printed):
        return replace(entries, value=entries.value + by)
    moved: list[Entries] = []
    for entry in entries:
        size = len(flat(entry))
        moved.append(_moved(entry, position, by) if 0 <= position < size else entry)
        position -= size
    return tuple(moved)
