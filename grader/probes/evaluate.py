"""What a formula gives for some values: numbers exactly where they are whole, vectors as columns, everything counted.

A tree is walked once for each pair of indices; nothing of a formula's text decides how large anything gets.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from grader.formulas.tree import (
    ONES,
    Applied,
    At,
    Call,
    Cases,
    Condition,
    Identity,
    Indicator,
    Inverse,
    Letter,
    Listed,
    Name,
    Number,
    Plus,
    Power,
    Product,
    Quotient,
    Sum,
    Times,
    Transposed,
    Tree,
    every,
)
from grader.probes.budget import Budget, DoesNotFit, NoValue
from grader.probes.calls import called
from grader.probes.environment import Environment, Smooth
from grader.probes.products import multiplied, power
from grader.probes.shapes import Multiple, added, divided, is_number, number, transposed

if TYPE_CHECKING:
    from collections.abc import Iterator

RELATIONS = {
    "=": lambda a, b: a == b,
    "≠": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
    "≤": lambda a, b: a <= b,
    "≥": lambda a, b: a >= b,
}
MOST_TERMS = 64
ONE = Number(Fraction(1))


@dataclass(frozen=True)
class Walk:
    """A formula being worked out: the values of its symbols, and what is left of its steps."""

    of: Environment
    budget: Budget

    def value(self, tree: Tree, letters: Mapping[str, int]) -> Any:  # noqa: ANN401 - a number, an array or a multiple of the identity
        """The value of a tree, its indices being these numbers from 0 on. Raises NoValue, DoesNotFit."""
        self.budget.take()
        match tree:
            case Number(amount):
                return int(amount) if amount.denominator == 1 else amount
            case Name(name):
                return self.named(name)
            case Letter(letter):
                if letter not in letters:
                    raise NoValue(f"the index {letter} has no value")
                return letters[letter] + 1
            case Plus(terms):
                return self.total(terms, letters)
            case Product(left, right, sign):
                ways = self.spread if sign is Times.ENTRIES else self.value
                return multiplied(ways(left, letters), ways(right, letters), sign)
            case Quotient(top, bottom, floored, entrywise):
                found = divided(self.value(top, letters), self.value(bottom, letters), entrywise=entrywise)
                return called("floor", (found,)) if floored else found
            case Power(base, exponent, entrywise):
                return power(self.value(base, letters), self.value(exponent, letters), entrywise=entrywise)
            case Transposed(inner):
                return transposed(self.value(inner, letters))
            case Inverse(inner):
                return called("inv", (self.value(inner, letters),))
            case Call(function, arguments):
                return called(function, tuple(self.value(one, letters) for one in arguments))
            case Applied(name, slope, argument):
                return self.applied(name, self.value(argument, letters), slope=slope)
            case At(base, indices):
                return self.entry(self.value(base, letters), indices, letters)
            case Indicator(condition):
                return int(self.holds(condition, letters))
            case Cases(cases):
                return self.case(cases, letters)
            case Sum():
                return self.sum(tree, letters)
            case Listed(letter, body):
                return self.listed(letter, body, letters)
            case Identity(size):
                named = isinstance(size, Letter)  # a size that the rubric does not know
                if self.of.flat and size is not None and not named:
                    return np_identity(int(self.value(size, letters)))
                return Multiple(1, None if size is None or named else int(self.value(size, letters)), named=named)

    def spread(self, tree: Tree, letters: Mapping[str, int]) -> Any:  # noqa: ANN401 - see value
        """A factor of a product entry by entry: `v 1^T` is a column that counts for each column of the other one."""
        if not isinstance(tree, Product) or tree.right != ONES:
            return self.value(tree, letters)
        found = self.value(tree.left, letters)
        if is_number(found) or isinstance(found, Multiple) or found.ndim != 2 or found.shape[1] != 1:
            raise NoValue("a row of ones behind something that is no column")
        return found

    def named(self, name: str) -> Any:  # noqa: ANN401 - see value
        """A symbol's value."""
        if name not in self.of.values:
            raise NoValue(f"{name} has no value")
        found = self.of.values[name]
        if isinstance(found, Smooth):
            raise NoValue("a function without its argument")
        return found

    def applied(self, name: str, argument: Any, *, slope: bool) -> Any:  # noqa: ANN401 - see value
        """A function symbol at its argument, entry by entry."""
        function = self.of.values.get(name)
        if not isinstance(function, Smooth) or isinstance(argument, Multiple):
            raise NoValue("a function at something that has no entries")
        return (function.slope if slope else function.value)(float(argument) if is_number(argument) else argument)

    def total(self, terms: tuple[tuple[int, Tree], ...], letters: Mapping[str, int]) -> Any:  # noqa: ANN401 - see value
        """A sum of terms."""
        values = [self.value(term, letters) for _, term in terms]
        rows = self.square(values)
        found: Any = None
        literal = False
        for (sign, term), value in zip(terms, values, strict=True):
            one = below_each_other(value) if rows and isinstance(term, Product) and term.left == ONE else value
            one = multiplied(-1, one) if sign < 0 else one
            literal = literal or isinstance(term, Number)
            found = one if found is None else added(found, one, spread=self.of.flat or literal)
        return found

    def square(self, values: Sequence[Any]) -> bool:
        """Whether square matrices stand in a written sum: a 1 before a row is a column of ones then."""
        if self.of.flat:
            return False
        return any(
            isinstance(one, Multiple) or (not is_number(one) and one.ndim == 2 and one.shape[0] == one.shape[1] > 1) for one in values
        )

    def entry(self, base: Any, indices: tuple[Tree, ...], letters: Mapping[str, int]) -> Any:  # noqa: ANN401 - see value
        """An entry of a vector or a matrix."""
        if isinstance(base, Multiple):
            places = [self.value(one, letters) for one in indices]
            return base.factor if len(places) == 2 and places[0] == places[1] else 0
        if is_number(base):
            raise NoValue("an entry of a number")
        shape = base.shape
        if len(indices) == 1 and 1 in shape and len(shape) == 2:
            base = base.ravel()
        if base.ndim != len(indices):
            raise NoValue("an entry with too few or too many indices")
        places = [int(self.value(one, letters)) - 1 for one in indices]
        if any(not 0 <= place < length for place, length in zip(places, base.shape, strict=True)):
            raise DoesNotFit(f"entry {', '.join(str(place + 1) for place in places)} of {'×'.join(map(str, shape))}")
        return float(base[tuple(places)])

    def holds(self, condition: Condition, letters: Mapping[str, int]) -> bool:
        """Whether a condition on indices holds."""
        return bool(RELATIONS[condition.sign](self.value(condition.left, letters), self.value(condition.right, letters)))

    def case(self, cases: tuple[tuple[Tree, Condition | None], ...], letters: Mapping[str, int]) -> Any:  # noqa: ANN401 - see value
        """The value of the only case that holds."""
        found = [value for value, when in cases if when is not None and self.holds(when, letters)]
        if len(found) > 1:
            raise NoValue("two of the cases hold at once")
        others = [value for value, when in cases if when is None]
        if not found and len(others) != 1:
            raise NoValue("none of the cases holds")
        return self.value((found or others)[0], letters)

    def sum(self, tree: Sum, letters: Mapping[str, int]) -> Any:  # noqa: ANN401 - see value
        """A sum over its index; without bounds over all entries that the index counts."""
        if tree.letter in letters:
            raise NoValue(f"{tree.letter} is an index already where a sum runs over it")
        length = self.length(tree.body, tree.letter)
        low = 1 if tree.low is None else self.whole(tree.low, letters)
        high = length if tree.high is None else self.whole(tree.high, letters)
        if high is None:
            raise NoValue(f"how far the sum over {tree.letter} goes is not told")
        if tree.low is not None and low == 0 and length is not None and high == length - 1:
            low, high = 1, length  # counted from 0, as in a program
        if length is not None and not 1 <= low <= high <= length:
            raise DoesNotFit(f"a sum over {tree.letter} from {low} to {high}, and there are {length} entries")
        if not 0 <= high - low < MOST_TERMS:
            raise NoValue("a sum of too many terms, or of none")
        found: Any = 0
        for place in range(low - 1, high):
            inner = {**letters, tree.letter: place}
            if tree.only is None or self.holds(tree.only, inner):
                one = self.value(tree.body, inner)
                found = one if is_number(found) and found == 0 else added(found, one)
        return found

    def listed(self, letter: str, body: Tree, letters: Mapping[str, int]) -> Any:  # noqa: ANN401 - see value
        """A column of what a formula gives for all values of an index."""
        import numpy as np

        length = self.length(body, letter)
        found = [self.value(body, {**letters, letter: place}) for place in range(length or 0)]
        if not found or not all(map(is_number, found)):
            raise NoValue("a list with dots of something that has no entries")
        return np.array([[number(one)] for one in found])

    def whole(self, tree: Tree, letters: Mapping[str, int]) -> int:
        """A bound."""
        found = self.value(tree, letters)
        if not isinstance(found, int):
            raise NoValue("a bound that is no whole number")
        return found

    def length(self, body: Tree, letter: str) -> int | None:
        """How many values an index has: as many as there are entries where it stands."""
        lengths = set(self.lengths(body, letter))
        if len(lengths) > 1:
            raise DoesNotFit(f"the index {letter} counts {' and '.join(map(str, sorted(lengths)))} entries")
        return lengths.pop() if lengths else None

    def lengths(self, body: Tree, letter: str) -> "Iterator[int]":
        """The same for every place."""
        for one in every(body):
            if isinstance(one, At) and any(isinstance(index, Letter) and index.letter == letter for index in one.indices):
                self.budget.take()
                if (shape := self.shape(one.base)) is None:
                    continue
                sizes = [size for size in shape if size != 1] if len(one.indices) == 1 else shape
                for index, size in zip(one.indices, sizes, strict=False):
                    if isinstance(index, Letter) and index.letter == letter:
                        yield size

    def shape(self, tree: Tree) -> tuple[int, ...] | None:
        """The shape of what has entries, where it is a symbol or has one that tells it."""
        value = self.of.values.get(tree.name) if isinstance(tree, Name) else None
        if value is not None and hasattr(value, "shape"):
            return tuple(value.shape)
        if isinstance(tree, Name | Letter | Number) or any(isinstance(one, Letter) for one in every(tree)):
            return None
        found = self.value(tree, {})
        return tuple(found.shape) if hasattr(found, "shape") else None


def np_identity(size: int) -> Any:  # noqa: ANN401 - an array
    """A program's identity matrix."""
    import numpy as np

    if not 0 < size < MOST_TERMS:
        raise NoValue("the identity of no size")
    return np.eye(size)


def finite(found: Any) -> bool:  # noqa: ANN401 - a value
    """Whether a value is a number everywhere."""
    if isinstance(found, Multiple):
        return finite(found.factor)
    if is_number(found):
        return isinstance(found, int | Fraction) or math.isfinite(number(found))
    import numpy as np

    return bool(np.isfinite(found).all())


def below_each_other(value: Any) -> Any:  # noqa: ANN401 - see value
    """A row as often as it has entries: `1 v^T` with a column of ones before it."""
    import numpy as np

    row = not is_number(value) and not isinstance(value, Multiple) and value.ndim == 2 and value.shape[0] == 1
    return np.repeat(value, value.shape[1], axis=0) if row else value
