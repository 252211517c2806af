"""A tree as MathML, drawn as it was understood: lists of a tag and what stands in it, which a template writes out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grader.answer import Markup
from grader.formulas.plain import amount
from grader.formulas.tokens import Kind, Token
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
ACCENTS = {"hat": "^", "bar": "¯", "tilde": "~", "check": "ˇ"}
MOST_LEVELS = 50
"""Of elements in elements: readers of JSON stop at 200 brackets, and each element has two."""
BESIDE = (Times.BESIDE, Times.MATRIX)


def row(*parts: Markup) -> Markup:
    """Elements side by side."""
    return parts[0] if len(parts) == 1 else ("mrow", parts)


def of_few_levels(markup: Markup, text: str) -> Markup:
    """The same; as text where it is nested so deeply that nobody could look at it, and no reader of results takes it."""
    level: list[Markup] = [markup]
    for _ in range(MOST_LEVELS):
        level = [inner for _, parts in level if not isinstance(parts, str) for inner in parts]
    return ("mtext", text) if level else markup


def sign(text: str) -> Markup:
    """A sign."""
    return "mo", text


def bracketed(inner: Markup, opening: str = "(", closing: str = ")") -> Markup:
    """Something in brackets."""
    return "mrow", (sign(opening), inner, sign(closing))


def of_tokens(found: Sequence[Token]) -> Markup:
    """A spelling of a symbol, as it is."""
    out: list[Markup] = []
    for token in found:
        inner = [of_tokens(one) for one in token.inner]
        match token.kind:
            case Kind.SUB | Kind.SUP if out:
                out[-1] = ("msub" if token.kind is Kind.SUB else "msup", (out[-1], inner[0]))
            case Kind.FRACTION:
                out.append(("mfrac", (inner[0], inner[1])))
            case Kind.HAT:
                out.append(("mover", (inner[0], sign(ACCENTS.get(token.text, "^")))))
            case Kind.NUMBER:
                out.append(("mn", token.text))
            case Kind.SIGN:
                out.append(sign({"-": "−", "'": "′"}.get(token.text, token.text)))
            case _:
                out.append(("mi", "ℓ" if token.text == "l" else token.text))
    return row(*out) if out else ("mrow", ())


@dataclass(frozen=True)
class Drawing:
    """How symbols are drawn."""

    names: Mapping[str, Markup]

    def of(self, tree: Tree, tight: int = SUM) -> Markup:
        """A tree, in brackets where it would fall apart."""
        drawn, holds = self.drawn(tree)
        return bracketed(drawn) if holds < tight else drawn

    def drawn(self, tree: Tree) -> tuple[Markup, int]:
        """A tree and how tightly it holds together by itself."""
        match tree:
            case Number(value):
                return ("mn", amount(value)), FACTOR if value.denominator == 1 else PRODUCT
            case Name(name):
                return self.names.get(name, ("mi", name)), FACTOR
            case Letter(letter):
                return ("mi", letter), FACTOR
            case Plus(terms):
                return self.total(terms), SUM
            case Product(left, right, times):
                between = () if times in BESIDE else (sign({Times.BROADCAST: "*"}.get(times, str(times))),)
                return row(self.of(left, PRODUCT), *between, self.of(right, FACTOR)), PRODUCT
            case Quotient(top, bottom, floored):
                fraction: Markup = ("mfrac", (self.of(top), self.of(bottom)))
                return (bracketed(fraction, "⌊", "⌋") if floored else fraction), FACTOR
            case Power(base, exponent):
                return ("msup", (self.of(base, FACTOR), self.of(exponent))), FACTOR
            case Transposed(inner):
                return ("msup", (self.of(inner, FACTOR), ("mi", "T"))), FACTOR
            case Inverse(inner):
                return ("msup", (self.of(inner, FACTOR), row(sign("−"), ("mn", "1")))), FACTOR
            case Call(function, arguments):
                return self.call(function, arguments), FACTOR
            case Applied(name, slope, argument):
                own = self.names.get(name, ("mi", name))
                return row(("msup", (own, sign("′"))) if slope else own, bracketed(self.of(argument))), FACTOR
            case At(base, indices):
                return ("msub", (self.of(base, FACTOR), row(*(self.of(one) for one in indices)))), FACTOR
            case Indicator(condition):
                return bracketed(self.condition(condition), "[", "]"), FACTOR
            case Cases(cases):
                return self.cases(cases), FACTOR
            case Sum():
                return self.sum(tree), PRODUCT
            case Listed(letter, body):
                return ("msub", (bracketed(self.of(body)), ("mi", letter))), FACTOR
            case Identity(size):
                own = ("mi", "I")
                return own if size is None else ("msub", (own, self.of(size))), FACTOR

    def total(self, terms: tuple[tuple[int, Tree], ...]) -> Markup:
        """A sum."""
        out: list[Markup] = []
        for at, (plus, term) in enumerate(terms):
            if plus < 0 or at:
                out.append(sign("−" if plus < 0 else "+"))
            out.append(self.of(term, PRODUCT))
        return row(*out)

    def call(self, function: str, arguments: tuple[Tree, ...]) -> Markup:
        """A known function."""
        inner: list[Markup] = []
        for at, one in enumerate(arguments):
            inner += [sign(","), self.of(one)] if at else [self.of(one)]
        if function == "ones":
            return ("mn", "1")
        if function in ("floor", "ceil"):
            return bracketed(row(*inner), *("⌊⌋" if function == "floor" else "⌈⌉"))
        if function == "sqrt":
            return "msqrt", (row(*inner),)
        return row(*inner) if function in ("column", "row") else row(("mi", function), bracketed(row(*inner)))

    def condition(self, condition: Condition) -> Markup:
        """A condition on indices."""
        return row(self.of(condition.left, FACTOR), sign(condition.sign), self.of(condition.right, FACTOR))

    def cases(self, cases: tuple[tuple[Tree, Condition | None], ...]) -> Markup:
        """Values with their conditions, one below the other."""
        rows: tuple[Markup, ...] = tuple(
            (
                "mtr",
                (
                    ("mtd", (self.of(value),)),
                    ("mtd", (("mtext", "otherwise") if when is None else row(("mtext", "if\u00a0"), self.condition(when)),)),
                ),
            )
            for value, when in cases
        )
        return "mrow", (sign("{"), ("mtable", rows))

    def sum(self, tree: Sum) -> Markup:
        """A sum with its index and bounds."""
        below: Markup = ("mi", tree.letter) if tree.only is None else self.condition(tree.only)
        if tree.low is not None:
            below = row(below, sign("="), self.of(tree.low))
        big: Markup = ("munder", (sign("∑"), below)) if tree.high is None else ("munderover", (sign("∑"), below, self.of(tree.high)))
        return row(big, self.of(tree.body, PRODUCT))
