"""Arithmetic that somebody left unevaluated: numbers, vectors, brackets, + - · / ^, roots, norms; exact, bounded, never `eval`."""

from collections.abc import Sequence
from fractions import Fraction
from math import isqrt

from grader.text.notation import Fraction as Quotient
from grader.text.notation import Group, Item, Matrix, Number, Root, Sign, Symbol, parse
from grader.text.numerals import Custom, Kind, read

Exact = Fraction | tuple["Exact", ...]
MOST_STEPS = 2_000
LONGEST = 400
HIGHEST_POWER = 20
PLAIN = Custom()


class Unworkable(Exception):
    """The items are not arithmetic with numbers alone."""


def work_out(items: Sequence[Item], custom: Custom = PLAIN) -> Exact | None:
    """The exact value of items that are all numbers and operations; None where anything else stands among them."""
    try:
        return _Worker(custom).total(tuple(items))
    except (Unworkable, ZeroDivisionError, RecursionError):
        return None


class _Worker:
    """Precedence climbing with a budget of steps."""

    def __init__(self, custom: Custom) -> None:
        self.custom = custom
        self.steps = 0

    def spend(self) -> None:
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise Unworkable

    def total(self, items: tuple[Item, ...]) -> Exact:
        """A sum of products."""
        self.spend()
        if not items or len(items) > LONGEST:
            raise Unworkable
        value: Exact | None = None
        sign, term = 1, []  # type: int, list[Item]
        for item in items:
            if isinstance(item, Sign) and item.text in "+-" and not (term and isinstance(term[-1], Sign)):
                if term:
                    value = self.added(value, self.product(tuple(term)), sign)
                    term = []
                    sign = 1
                sign = -sign if item.text == "-" else sign
            else:
                term.append(item)
        if not term:
            raise Unworkable
        return self.added(value, self.product(tuple(term)), sign)

    def added(self, left: Exact | None, right: Exact, sign: int) -> Exact:
        signed = scaled(right, Fraction(sign))
        return signed if left is None else plus(left, signed)

    def product(self, items: tuple[Item, ...]) -> Exact:
        """Factors with or without signs between them; a minus right behind an operator is a sign."""
        value: Exact | None = None
        operator, negative, adjacent = "·", False, False
        previous: Item | None = None
        for item in items:
            if isinstance(item, Sign):
                if item.text == "-" and not adjacent:
                    negative = not negative
                    continue
                if item.text not in "·×*/⋆" or not adjacent:
                    raise Unworkable
                operator, adjacent = item.text, False
                continue
            if adjacent and not self.may_touch(previous, item):
                raise Unworkable
            factor = self.power(item)
            factor = scaled(factor, Fraction(-1)) if negative else factor
            value = factor if value is None else combined(value, factor, operator)
            operator, negative, adjacent, previous = "·", False, True, item
        if value is None or not adjacent:
            raise Unworkable
        return value

    def may_touch(self, left: Item | None, right: Item) -> bool:
        """`2(3+4)` is a product; `2 3` and `2½` are not."""
        return isinstance(right, Group | Root | Matrix) and left is not None and not lone_number(right)

    def power(self, item: Item) -> Exact:
        """An item with its exponent."""
        base = self.base(item)
        sup = getattr(item, "sup", "")
        if not sup or sup in ("T", "⊤", "t", "tr", "\\top"):
            return base
        exponent = sup.strip("{}()")
        if not exponent.removeprefix("-").isdecimal() or len(exponent) > 3 or abs(int(exponent)) > HIGHEST_POWER:
            raise Unworkable
        if isinstance(item, Group) and item.opening == "‖":
            return raised(base, Fraction(int(exponent), 2))
        return raised(base, Fraction(int(exponent)))

    def base(self, item: Item) -> Exact:
        """The value of an item without its exponent."""
        self.spend()
        if isinstance(item, Number) and not item.sub and not item.primes:
            return self.number(item)
        if isinstance(item, Quotient):
            return combined(self.total(item.top), self.total(item.bottom), "/")
        if isinstance(item, Matrix):
            return self.matrix(item)
        if isinstance(item, Root):
            return root(self.total(item.items))
        if isinstance(item, Group) and not item.primes:
            return self.group(item)
        raise Unworkable

    def number(self, item: Number) -> Fraction:
        numbers = read(item.text, Kind.NUMBER, self.custom).numbers
        if len(numbers) != 1:
            raise Unworkable
        return numbers[0].value

    def matrix(self, item: Matrix) -> Exact:
        rows = [tuple(self.total(cell) for cell in row) for row in item.rows]
        if len({len(row) for row in rows}) != 1:
            raise Unworkable
        if len(rows) == 1:
            return rows[0][0] if len(rows[0]) == 1 else rows[0]
        return tuple(row[0] for row in rows) if len(rows[0]) == 1 else tuple(rows)

    def group(self, item: Group) -> Exact:
        """Brackets round a sum or a list; `‖…‖` is kept squared, since its root need not be rational."""
        parts = split_list(item.items)
        if item.opening in ("‖", "|"):
            inner = self.total(item.items)
            if isinstance(inner, Fraction):
                return inner * inner if item.opening == "‖" else abs(inner)
            squares = combined(inner, inner, "·")
            if item.opening == "|" or item.sup not in ("2", "{2}"):
                raise Unworkable
            return squares
        if len(parts) > 1:
            return tuple(self.total(part) for part in parts)
        if len(item.items) == 1 and isinstance(item.items[0], Number) and item.opening in "[(":
            found = read(item.items[0].text, Kind.NUMBER, self.custom)
            if not found.numbers and found.members:
                return tuple(number.value for number in found.members)
        return self.total(item.items)


def lone_number(item: Item) -> bool:
    """`(3)` behind a value is the number of the equation."""
    return isinstance(item, Group) and item.opening == "(" and item.bare and len(item.items) == 1 and isinstance(item.items[0], Number)


def split_list(items: Sequence[Item]) -> list[tuple[Item, ...]]:
    """The members of a list, told apart by separators, or by nothing but space (`[14 20]`, `[1 -2]`)."""
    parts: list[list[Item]] = [[]]
    for position, item in enumerate(items):
        if (isinstance(item, Sign) and item.separator) or (isinstance(item, Symbol) and item.base in ("and", "und")):
            parts.append([])
            continue
        if parts[-1] and begins_member(items, position):
            parts.append([])
        parts[-1].append(item)
    return [tuple(part) for part in parts if part]


def begins_member(items: Sequence[Item], position: int) -> bool:
    """Whether a new member of a list begins here although only space stands before it."""
    item, before = items[position], items[position - 1]
    value = (Number, Quotient)
    if isinstance(item, value) and isinstance(before, Number):
        return True
    if isinstance(item, Sign) and item.text == "-" and isinstance(before, value) and position + 1 < len(items):
        following = items[position + 1]
        return isinstance(following, value) and following.start == item.end and item.start > before.end
    return isinstance(item, Group) and isinstance(before, Group) and item.opening == before.opening == "[" and before.bare


def scaled(value: Exact, factor: Fraction) -> Exact:
    """Every entry times a number."""
    return value * factor if isinstance(value, Fraction) else tuple(scaled(entry, factor) for entry in value)


def plus(left: Exact, right: Exact) -> Exact:
    """Entry by entry."""
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return left + right
    if isinstance(left, tuple) and isinstance(right, tuple) and len(left) == len(right):
        return tuple(plus(a, b) for a, b in zip(left, right, strict=True))
    raise Unworkable


def combined(left: Exact, right: Exact, operator: str) -> Exact:
    """A product (of two vectors: their dot product) or a quotient."""
    if operator == "/":
        if isinstance(right, Fraction):
            return scaled(left, 1 / right)
        raise Unworkable
    if operator == "⋆":
        raise Unworkable
    if isinstance(right, Fraction):
        return scaled(left, right)
    if isinstance(left, Fraction):
        return scaled(right, left)
    if len(left) != len(right):
        raise Unworkable
    total = Fraction(0)
    for a, b in zip(left, right, strict=True):
        if not isinstance(a, Fraction) or not isinstance(b, Fraction):
            raise Unworkable
        total += a * b
    return total


def raised(base: Exact, exponent: Fraction) -> Exact:
    """A number to a whole power; the square of a vector is no arithmetic people agree on."""
    if not isinstance(base, Fraction) or exponent.denominator != 1 or max(abs(base.numerator), base.denominator).bit_length() > 200:
        raise Unworkable
    return base ** int(exponent)


def root(value: Exact) -> Fraction:
    """The root of a square; any other root is not exact."""
    if not isinstance(value, Fraction) or value < 0:
        raise Unworkable
    top, bottom = isqrt(value.numerator), isqrt(value.denominator)
    if top * top != value.numerator or bottom * bottom != value.denominator:
        raise Unworkable
    return Fraction(top, bottom)


def work_out_text(text: str) -> Exact | None:
    """The value of arithmetic in linear notation."""
    return work_out(parse(text))
