"""What a formula means, whatever notation it was written in: a tree of frozen nodes."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Times(StrEnum):
    """The sign between two factors: what it means depends on their shapes."""

    BESIDE = ""
    DOT = "·"
    CROSS = "×"
    STAR = "*"
    ENTRIES = "⊙"
    OUTER = "⊗"
    MATRIX = "@"
    """Of a program."""
    BROADCAST = "p*"
    """A program's `*`: entry by entry, with a program's rules for shapes."""


@dataclass(frozen=True)
class Number:
    """A number as it was written."""

    value: Fraction


@dataclass(frozen=True)
class Name:
    """A symbol of the vocabulary."""

    name: str


@dataclass(frozen=True)
class Letter:
    """An index by itself: in a condition, or as a number of a sum."""

    letter: str


@dataclass(frozen=True)
class Plus:
    """A sum; each term with its sign."""

    terms: tuple[tuple[int, "Tree"], ...]


@dataclass(frozen=True)
class Product:
    """Two factors in their order."""

    left: "Tree"
    right: "Tree"
    sign: Times = Times.BESIDE


@dataclass(frozen=True)
class Quotient:
    """A fraction; `floored` for a program's `//`."""

    top: "Tree"
    bottom: "Tree"
    floored: bool = False
    entrywise: bool = False
    """A program's `/`."""


@dataclass(frozen=True)
class Power:
    """A power; a program's are taken entry by entry."""

    base: "Tree"
    exponent: "Tree"
    entrywise: bool = False


@dataclass(frozen=True)
class Transposed:
    """A transpose."""

    inner: "Tree"


@dataclass(frozen=True)
class Inverse:
    """An inverse."""

    inner: "Tree"


@dataclass(frozen=True)
class Call:
    """A known function of some arguments: `floor`, `exp`, `diag`, `softmax`."""

    function: str
    arguments: tuple["Tree", ...]


@dataclass(frozen=True)
class Applied:
    """A function symbol of the vocabulary, or its slope, at an argument."""

    name: str
    slope: bool
    argument: "Tree"


@dataclass(frozen=True)
class At:
    """An entry: `y_i`, `A_{ij}`, `y[i]`."""

    base: "Tree"
    indices: tuple["Tree", ...]


@dataclass(frozen=True)
class Condition:
    """`i = j`, `k ≠ i`; `sign` is one of = ≠ < > ≤ ≥."""

    left: "Tree"
    sign: str
    right: "Tree"


@dataclass(frozen=True)
class Indicator:
    """1 where the condition holds, else 0: δ_ij, 1_{i=j}, [i = j]."""

    condition: Condition


@dataclass(frozen=True)
class Cases:
    """Values, each with its condition; None stands for all other cases."""

    cases: tuple[tuple["Tree", Condition | None], ...]


@dataclass(frozen=True)
class Sum:
    """A sum over an index: its bounds, where they are told, and which values it leaves out."""

    letter: str
    body: "Tree"
    low: "Tree | None" = None
    high: "Tree | None" = None
    only: Condition | None = None


@dataclass(frozen=True)
class Listed:
    """The vector of what a formula gives for all values of an index: `(f(z_1), …, f(z_n))`."""

    letter: str
    body: "Tree"


@dataclass(frozen=True)
class Identity:
    """The identity matrix, or its multiple where a number stands before it; `size` where it is told."""

    size: "Tree | None" = None


Tree = (
    Number
    | Name
    | Letter
    | Plus
    | Product
    | Quotient
    | Power
    | Transposed
    | Inverse
    | Call
    | Applied
    | At
    | Indicator
    | Cases
    | Sum
    | Listed
    | Identity
)


def parts(tree: Tree) -> tuple[Tree, ...]:
    """The trees right below one."""
    match tree:
        case Plus(terms):
            return tuple(term for _, term in terms)
        case Product(left, right) | Quotient(left, right) | Power(left, right):
            return left, right
        case Transposed(inner) | Inverse(inner) | Applied(_, _, inner) | Listed(_, inner):
            return (inner,)
        case Call(_, arguments):
            return arguments
        case At(base, indices):
            return base, *indices
        case Indicator(condition):
            return condition.left, condition.right
        case Cases(cases):
            told = [(value, *(() if when is None else (when.left, when.right))) for value, when in cases]
            return tuple(part for parts_ in told for part in parts_)
        case Sum(_, body, low, high, only):
            ends = (low, high) if only is None else (low, high, only.left, only.right)
            return body, *(one for one in ends if one is not None)
        case Identity(size):
            return () if size is None else (size,)
    return ()


def every(tree: Tree) -> Iterator[Tree]:
    """A tree and all trees below it."""
    waiting = [tree]
    while waiting:
        one = waiting.pop()
        yield one
        waiting += reversed(parts(one))


def size(tree: Tree) -> int:
    """How many numbers, symbols, letters and functions a formula is made of."""
    leaves = Number | Name | Letter | Identity
    return sum(1 for one in every(tree) if isinstance(one, leaves | Call | Applied | Sum | Listed | Cases))


def free_letters(tree: Tree) -> tuple[str, ...]:
    """The indices that no sum of the formula binds, in their order."""
    if isinstance(tree, Identity):
        return ()
    if isinstance(tree, Letter):
        return (tree.letter,)
    found = tuple(dict.fromkeys(letter for part in parts(tree) for letter in free_letters(part)))
    return tuple(letter for letter in found if letter != tree.letter) if isinstance(tree, Sum | Listed) else found


ONES = Transposed(Call("ones", ()))
"""A row of ones, of whatever length: `v 1^T` has v in every column."""
