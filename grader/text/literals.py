"""Values written out: a number, a share, a fraction, a vector, a matrix; and arithmetic nobody evaluated."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from grader.answer import Doubt, Printed, same_shape, shape
from grader.text.arithmetic import lone_number, work_out
from grader.text.items import Fraction as Quotient
from grader.text.items import Group, Item, Matrix, Number, Sign, Symbol, walk
from grader.text.numerals import Custom, Kind
from grader.text.scalars import Literal, Wish, scalar, signed
from grader.text.vectors import LISTING, TRANSPOSES, exact, listed

__all__ = ["ARRAYS", "LISTING", "PREFIXES", "Literal", "Wish", "literal", "prefix_of"]

PREFIXES = frozenset(
    "array tensor matrix mat floattensor devicearray np numpy torch approximately approx about circa ca roughly rund etwa nearly then now "
    "thus exactly only just again dann nun jetzt genau".split()
)
ARRAYS = frozenset("array tensor asarray matrix mat floattensor devicearray".split())
LARGEST = 4_096


def literal(items: Sequence[Item], wish: Wish, custom: Custom) -> Literal | None:
    """The value that these items are, all of them; None where they are anything else."""
    items = fenced(trimmed(items), wish)
    if not items or len(items) > LARGEST or torn(items):
        return None
    if (found := scalar(items, wish, custom)) is not None:
        return found
    if (found := set_apart(items, wish, custom)) is not None:
        return found
    if (found := listed(items, wish, custom)) is not None:
        return found
    if (found := unspaced(items, wish, custom)) is not None:
        return found
    if _range(items) or _power(items) or _row(items):
        return None
    if (found := witnessed(items, wish, custom)) is not None or (found := give_or_take(items, wish, custom)) is not None:
        return found
    worked = work_out(items, custom)
    return None if worked is None else Literal(exact(worked), (Doubt.UNEVALUATED,))


def fenced(items: Sequence[Item], wish: Wish) -> Sequence[Item]:
    """Without the double bars that a matrix was set in where one is asked for: as a norm it would be no matrix."""
    if wish.shape is None or len(wish.shape) < 2 or len(items) != 1 or not isinstance(fence := items[0], Group):
        return items
    alone = fence.opening == "‖" and fence.bare and len(fence.items) == 1 and isinstance(fence.items[0], Matrix)
    return fence.items if alone else items


def torn(items: Sequence[Item]) -> bool:
    """Whether a decimal point has a gap behind it (`(1. 56, 0. 28)`): one number or two? In `[14. 20.]` all have one."""
    return any(
        isinstance(one, Number) and isinstance(other, Number) and one.text.endswith(".") and other.text.isdigit()
        for one, other in pairwise(walk(items))
    )


def set_apart(items: Sequence[Item], wish: Wish, custom: Custom) -> Literal | None:
    """`61, 064` where one number is asked for: TeX sets a comma apart, and `064` is no number of its own."""
    sign, rest = signed(items)
    if wish.shape != () or len(rest) != 3 or not isinstance(rest[1], Sign) or rest[1].text != ",":
        return None
    whole, part = rest[0], rest[2]
    if not (
        isinstance(whole, Number) and isinstance(part, Number) and whole.bare and part.bare and whole.text.isdigit() and part.text.isdigit()
    ):
        return None
    leading = [items[0]] if sign < 0 else []
    found = scalar([*leading, Number(whole.start, part.end, text=f"{whole.text},{part.text}")], wish, custom)
    clear = (part.text.startswith("0") and len(part.text) > 1) or (custom.commas and not custom.points)
    return found if found is None or clear else replace(found, doubts=tuple(dict.fromkeys((*found.doubts, Doubt.AMBIGUOUS_COMMA))))


def unspaced(items: Sequence[Item], wish: Wish, custom: Custom) -> Literal | None:
    """`[[0,0,0],[0,-1,0]]`, where a matrix is asked for: every comma parts, also that of `-1,0`, if only so it has the right shape."""
    if wish.shape is None or len(wish.shape) < 2 or len(items) != 1 or not isinstance(items[0], Group):
        return None
    found = listed(tuple(comma_by_comma(items)), wish, custom)
    return found if found is not None and same_shape(shape(found.entries), wish.shape) else None


def comma_by_comma(items: Sequence[Item]) -> Iterator[Item]:
    """The same with a separator for each comma inside of a number."""
    for item in items:
        if isinstance(item, Group):
            yield replace(item, items=tuple(comma_by_comma(item.items)))
        elif isinstance(item, Number) and item.bare and re.fullmatch(r"\d+(?:,\d+)+", item.text):
            at = item.start
            for part in item.text.split(","):
                if at > item.start:
                    yield Sign(at - 1, at, text=",")
                yield Number(at, at + len(part), text=part)
                at += len(part) + 1
        else:
            yield item


def witnessed(items: Sequence[Item], wish: Wish, custom: Custom) -> Literal | None:
    """A number said twice and alike as printed: `0.9488 (94.88 %)`, or `1897/1991 (95.28)%`, where the count is the witness."""
    percent = items[-1:] if isinstance(items[-1], Sign) and items[-1].text == "%" else ()
    at = len(items) - len(percent) - 1
    if at < 1 or not isinstance(again := items[at], Group) or again.opening not in "([" or not again.bare:
        return None
    first = scalar(items[:at], wish, custom)
    second = scalar((*again.items, *percent), wish, custom)
    if first is None or second is None or not isinstance(first.entries, Printed) or not isinstance(second.entries, Printed):
        return None
    one, other = first.entries, second.entries
    if abs(one.value - other.value) > max(one.unit or 0, other.unit or 0) / 2:
        if wish.kind is not Kind.SHARE or (one.unit is None) is (other.unit is None):
            return None
        share = second if one.unit is None else first
        return replace(share, doubts=tuple(dict.fromkeys((*share.doubts, Doubt.DISAGREES))))
    return second if one.unit is None else first


def give_or_take(items: Sequence[Item], wish: Wish, custom: Custom) -> Literal | None:
    """`94.6 ± 0.3 %`: the value, of which only a part is read."""
    percent = items[-1:] if isinstance(items[-1], Sign) and items[-1].text == "%" else ()
    if len(items) - len(percent) != 3 or not isinstance(items[1], Sign) or items[1].text != "±":
        return None
    found = scalar((items[0], *percent), wish, custom)
    return None if found is None or not isinstance(found.entries, Printed) else replace(found, doubts=(*found.doubts, Doubt.PARTIAL))


def _range(items: Sequence[Item]) -> bool:
    """`0.94-0.96` without spaces, the smaller one first: from here to there, not a difference."""
    if (
        len(items) != 3
        or not isinstance(items[1], Sign)
        or items[1].text != "-"
        or items[0].end != items[1].start
        or items[1].end != items[2].start
    ):
        return False
    low, high = work_out(items[:1]), work_out(items[2:])
    return isinstance(low, Fraction) and isinstance(high, Fraction) and low < high


def _row(items: Sequence[Item]) -> bool:
    """`-10 -17 4`: numbers side by side, each with its own sign, are no difference."""
    numbers = [at for at, item in enumerate(items) if isinstance(item, Number)]
    if len(numbers) < 3 or any(not isinstance(item, Number) and not (isinstance(item, Sign) and item.text in "+-") for item in items):
        return False
    return all(
        isinstance(items[at - 1], Number) or (items[at - 1].end == items[at].start and (at < 2 or items[at - 2].end < items[at - 1].start))
        for at in numbers[1:]
    )


def _power(items: Sequence[Item]) -> bool:
    """A number with a small raised one: a footnote as likely as a power."""
    return len(items) == 1 and isinstance(items[0], Number) and bool(items[0].sup) and items[0].text not in ("2", "10", "e")


def trimmed(items: Sequence[Item]) -> tuple[Item, ...]:
    """Without `np.array`, `approximately`, what separates at either end, and brackets that hold nothing but a matrix or brackets."""
    kept = list(items)
    if len(kept) == 2 and isinstance(kept[0], Symbol) and prefix_of(kept[0]) in ARRAYS and isinstance(kept[1], Group):
        kept = _arguments(kept[1])
    while kept and ((isinstance(kept[0], Symbol) and prefix_of(kept[0]) in PREFIXES) or _idle(kept[0])):
        kept.pop(0)
    while kept and (_idle(kept[-1]) or (len(kept) > 1 and _tag(kept[-1], kept[-2]))):
        kept.pop()
    if len(kept) == 1 and isinstance(kept[0], Group) and kept[0].opening in "([" and kept[0].sup in TRANSPOSES:
        inner = trimmed(kept[0].items)
        if len(inner) == 1 and isinstance(inner[0], Matrix | Group) and (isinstance(inner[0], Matrix) or inner[0].opening == "("):
            return inner
    return tuple(kept)


def prefix_of(word: Symbol) -> str:
    """`array` of `np.array`."""
    return word.base.casefold().rpartition(".")[2]


def _arguments(call: Group) -> list[Item]:
    """The value in `tensor([14., 20.], grad_fn=…)`: what stands before the first keyword."""
    for at, item in enumerate(call.items):
        following = call.items[at + 1 : at + 3]
        if isinstance(item, Sign) and item.text == "," and len(following) == 2 and isinstance(following[0], Symbol):
            return list(call.items[:at])
    return [call]


def _tag(item: Item, before: Item) -> bool:
    """The number of an equation: `0.72 (3)`."""
    number = item.items[0] if lone_number(item) and isinstance(item, Group) else None
    return (
        isinstance(number, Number)
        and number.text.isdigit()
        and item.start > before.end
        and isinstance(before, Number | Matrix | Group | Quotient)
    )


def _idle(item: Item) -> bool:
    return isinstance(item, Sign) and (item.separator or item.stop or item.text in ":≈~=$|")
