"""A tree in plain notation, with all brackets that it needs: what was understood, on one line."""

from collections.abc import Mapping
from fractions import Fraction

from grader.formulas.tree import (
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
)

SUM, PRODUCT, FACTOR = 0, 1, 2
"""How tightly a part must hold together where it stands."""
SIGNS = {Times.BESIDE: " ", Times.MATRIX: " ", Times.BROADCAST: " * ", Times.STAR: " * "}


def plain(tree: Tree, names: Mapping[str, str]) -> str:
    """A tree as text; `names` says how its symbols are shown."""
    return _Plain(names).of(tree, SUM)


def amount(value: Fraction) -> str:
    """A number as it was written, or nearly."""
    if value.denominator == 1:
        return str(value.numerator)
    short = f"{float(value):.6g}"
    return short if Fraction(short) == value else f"{value.numerator}/{value.denominator}"


class _Plain:
    """Text for trees."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = names

    def of(self, tree: Tree, tight: int) -> str:
        """A tree where it must hold so tightly together."""
        said, holds = self.said(tree)
        return f"({said})" if holds < tight else said

    def said(self, tree: Tree) -> tuple[str, int]:
        """A tree and how tightly it holds together by itself."""
        match tree:
            case Number(value):
                return amount(value), FACTOR if value.denominator == 1 else PRODUCT
            case Name(name):
                return self.names.get(name, name), FACTOR
            case Letter(letter):
                return letter, FACTOR
            case Plus(terms):
                return self.total(terms), SUM
            case Product(left, right, sign):
                return f"{self.of(left, PRODUCT)}{SIGNS.get(sign, f' {sign} ')}{self.of(right, FACTOR)}", PRODUCT
            case Quotient(top, bottom, floored):
                said = f"{self.of(top, PRODUCT)} / {self.of(bottom, FACTOR)}"
                return (f"⌊{said}⌋", FACTOR) if floored else (said, PRODUCT)
            case Power(base, exponent):
                return f"{self.of(base, FACTOR)}^{self.of(exponent, FACTOR)}", FACTOR
            case Transposed(inner):
                return f"{self.of(inner, FACTOR)}ᵀ", FACTOR
            case Inverse(inner):
                return f"{self.of(inner, FACTOR)}⁻¹", FACTOR
            case Call(function, arguments):
                return self.call(function, arguments), FACTOR
            case Applied(name, slope, argument):
                return f"{self.names.get(name, name)}{'′' if slope else ''}({self.of(argument, SUM)})", FACTOR
            case At(base, indices):
                return f"{self.of(base, FACTOR)}_{','.join(self.of(one, FACTOR) for one in indices)}", FACTOR
            case Indicator(condition):
                return f"[{self.condition(condition)}]", FACTOR
            case Cases(cases):
                return self.cases(cases), FACTOR
            case Sum():
                return self.sum(tree), PRODUCT
            case Listed(letter, body):
                return f"({self.of(body, SUM)})_{letter}", FACTOR
            case Identity(size):
                return "I" if size is None else f"I_{self.of(size, FACTOR)}", FACTOR

    def total(self, terms: tuple[tuple[int, Tree], ...]) -> str:
        """A sum; its first sign only where it is a minus."""
        out = ""
        for at, (sign, term) in enumerate(terms):
            mark = ("−" if at == 0 else " − ") if sign < 0 else (" + " if at else "")
            out += mark + self.of(term, PRODUCT)
        return out

    def call(self, function: str, arguments: tuple[Tree, ...]) -> str:
        """A known function."""
        inner = ", ".join(self.of(one, SUM) for one in arguments)
        if function == "ones":
            return "1"
        if function in ("floor", "ceil"):
            return f"⌊{inner}⌋" if function == "floor" else f"⌈{inner}⌉"
        if function in ("column", "row"):
            return inner
        return f"√({inner})" if function == "sqrt" else f"{function}({inner})"

    def condition(self, condition: Condition) -> str:
        """A condition on indices."""
        return f"{self.of(condition.left, FACTOR)} {condition.sign} {self.of(condition.right, FACTOR)}"

    def cases(self, cases: tuple[tuple[Tree, Condition | None], ...]) -> str:
        """Values with their conditions."""
        told = (f"{self.of(value, SUM)} {'otherwise' if when is None else f'if {self.condition(when)}'}" for value, when in cases)
        return "{" + "; ".join(told) + "}"

    def sum(self, tree: Sum) -> str:
        """A sum with its index."""
        below = tree.letter if tree.only is None else self.condition(tree.only)
        if tree.low is not None:
            below += f" = {self.of(tree.low, SUM)}"
        above = "" if tree.high is None else f"^{self.of(tree.high, FACTOR)}"
        return f"Σ_({below}){above} {self.of(tree.body, PRODUCT)}"
