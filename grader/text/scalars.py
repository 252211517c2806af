"""One number written out: `-61,06`, `57.45 %`, `18/25`, `(14)`; and what may be known of the value looked for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from grader.answer import Doubt, Entries, Printed
from grader.text.arithmetic import work_out
from grader.text.items import Fraction as Quotient
from grader.text.items import Group, Item, Number, Sign
from grader.text.numerals import Custom, Kind, read


@dataclass(frozen=True)
class Wish:
    """What the matcher may know of the value it looks for: shape and kind, never the value."""

    shape: tuple[int, ...] | None = None
    kind: Kind = Kind.NUMBER
    others: tuple[tuple[int, ...], ...] = ()
    """Further shapes that will do as well."""


@dataclass(frozen=True)
class Literal:
    """A value as it was written; `others` are further readings of an ambiguous comma."""

    entries: Entries
    doubts: tuple[Doubt, ...] = ()
    others: tuple[Entries, ...] = ()

    @property
    def evaluated(self) -> bool:
        """Whether it was written out, not left as arithmetic."""
        return Doubt.UNEVALUATED not in self.doubts


def scalar(items: Sequence[Item], wish: Wish, custom: Custom) -> Literal | None:
    r"""One number: `-61,06`, `57.45 %`, `18/25`, `\frac{7633}{125}`, `(14)`."""
    sign, rest = signed(items)
    if len(rest) == 1 and isinstance(rest[0], Group) and rest[0].opening in "([" and rest[0].bare:
        inner = scalar(rest[0].items, replace(wish, shape=()), custom) if wish.shape in ((), None, (1,)) else None
        return None if inner is None or not _one_number(rest[0].items) else _negated(inner, sign)
    share = len(rest) == 2 and isinstance(rest[1], Sign) and rest[1].text == "%"
    if share or len(rest) == 1:
        return _number(rest[0], sign, wish, custom, share=share)
    if wish.kind is Kind.WHOLE and (spaced := _spaced(rest)) is not None:
        return _number(spaced, sign, wish, custom, share=False)
    if len(rest) == 3 and isinstance(rest[1], Sign) and rest[1].text == "/":
        top, bottom = (_ungrouped(item) if wish.kind is Kind.SHARE else item for item in (rest[0], rest[2]))
        return _negated(_quotient((top,), (bottom,), custom), sign)
    return None


def _spaced(items: Sequence[Item]) -> Number | None:
    """`61 706`: thousands told apart by spaces, where a whole number is asked for."""
    texts = [item.text for item in items if isinstance(item, Number) and item.bare]
    if len(texts) < 2 or len(texts) != len(items) or not re.fullmatch(r"[1-9]\d{0,2}(?: \d{3})+", " ".join(texts)):
        return None
    return Number(items[0].start, items[-1].end, text="".join(texts))


def _ungrouped(item: Item) -> Item:
    """`1,991` under a stroke, where a share is asked for: a count, with its thousands told apart."""
    grouped = isinstance(item, Number) and re.fullmatch(r"[1-9]\d{0,2}(?:,\d{3})+", item.text) is not None
    return replace(item, text=item.text.replace(",", "")) if grouped and isinstance(item, Number) else item


def _one_number(items: Sequence[Item]) -> bool:
    return not any(isinstance(item, Number) and item.text.count(",") for item in items)


def signed(items: Sequence[Item]) -> tuple[int, tuple[Item, ...]]:
    """The sign in front, and the rest."""
    if items and isinstance(items[0], Sign) and items[0].text in "+-":
        return (-1 if items[0].text == "-" else 1), tuple(items[1:])
    return 1, tuple(items)


def _number(item: Item, sign: int, wish: Wish, custom: Custom, *, share: bool) -> Literal | None:
    if isinstance(item, Quotient) and item.bare and not share:
        return _negated(_quotient(item.top, item.bottom, custom), sign)
    if not isinstance(item, Number) or not item.bare:
        return None
    found = read(item.text, Kind.SHARE if share else wish.kind, custom)
    if found.members and not share and (not found.numbers or _as_list(found.members, wish, custom)):
        return None
    numbers = [_turned(number, sign, share=share) for number in found.numbers]
    if not numbers:
        return None
    doubts = (Doubt.AMBIGUOUS_COMMA,) if len(numbers) > 1 else ()
    return Literal(numbers[0], doubts, tuple(numbers[1:]))


def _as_list(members: Sequence[Printed], wish: Wish, custom: Custom) -> bool:
    """`14,20` is a list of two where two numbers are asked for and nobody here writes decimal commas."""
    return wish.shape is not None and count(wish.shape) == len(members) and not custom.commas


def count(wanted: tuple[int, ...]) -> int:
    """How many numbers a shape holds."""
    total = 1
    for size in wanted:
        total *= size
    return total


def _turned(number: Printed, sign: int, *, share: bool) -> Printed:
    scale = Fraction(sign, 100 if share else 1)
    unit = None if number.unit is None else number.unit * abs(scale)
    return replace(number, value=number.value * scale, unit=unit, share=share)


def _quotient(top: Sequence[Item], bottom: Sequence[Item], custom: Custom) -> Literal | None:
    """A printed fraction is exact."""
    if len(top) != 1 or len(bottom) != 1 or not isinstance(top[0], Number) or not isinstance(bottom[0], Number):
        return None
    worked = work_out((Quotient(0, 0, top=tuple(top), bottom=tuple(bottom)),), custom)
    return Literal(Printed(worked)) if isinstance(worked, Fraction) else None


def _negated(found: Literal | None, sign: int) -> Literal | None:
    if found is None or sign > 0 or not isinstance(found.entries, Printed):
        return found
    others = tuple(_turned(o, -1, share=False) for o in found.others if isinstance(o, Printed))
    return replace(found, entries=replace(found.entries, value=-found.entries.value), others=others)
