"""Tokens into a tree, by recursive descent: all of them or nothing, and never a word that nobody declared.

Where a notation may be read in two ways (`1/2x`), the reader notes it and goes the way that it was told.
"""

from collections.abc import Sequence
from dataclasses import replace

from grader.formulas.atoms import Atoms
from grader.formulas.brackets import CLOSING
from grader.formulas.conditions import piecewise
from grader.formulas.cursor import Reads
from grader.formulas.recognise import recognised
from grader.formulas.scripts import entries, transposes
from grader.formulas.tokens import Kind, Token
from grader.formulas.tree import (
    ONES,
    Applied,
    At,
    Call,
    Cases,
    Inverse,
    Letter,
    Name,
    Number,
    Plus,
    Power,
    Product,
    Quotient,
    Times,
    Transposed,
    Tree,
)
from grader.formulas.unread import NotRead
from grader.formulas.vocabulary import Vocabulary

SIGNS = {
    "·": Times.DOT,
    "×": Times.CROSS,
    "*": Times.STAR,
    "⊙": Times.ENTRIES,
    "∘": Times.ENTRIES,
    "⊗": Times.OUTER,
    "@": Times.MATRIX,
}
DEEPEST = 40
"""Brackets in brackets, scripts of scripts, signs of signs."""


class Grammar:
    """One way to read a formula; `met` tells where another one would have been possible."""

    def __init__(self, words: Vocabulary, choices: frozenset[str] = frozenset()) -> None:
        self.words = words
        self.choices = choices
        self.met: set[str] = set()
        self.depth = 0

    def deeper(self) -> None:
        """One level more. Raises NotRead where there are too many."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise NotRead(f"it is nested more than {DEEPEST} deep")

    def tree(self, found: Sequence[Token]) -> Tree:
        """The tree of all tokens. Raises NotRead."""
        if (cases := piecewise(found)) is not None:
            return Cases(tuple((self.tree(value), when) for value, when in cases))
        self.deeper()
        reader = _Reader(self, found)
        tree = reader.expression()
        reader.finish()
        self.depth -= 1
        return tree

    def inner(self, found: Sequence[Token], why: str) -> Tree:
        """The tree of what stands in a script, a fraction or brackets."""
        if not found:
            raise NotRead(f"{why} is empty")
        return self.tree(found)


class _Reader(Atoms):
    """Sums, products, fractions and powers of one level."""

    def __init__(self, grammar: Reads, found: Sequence[Token]) -> None:
        super().__init__(grammar, found)
        self.slashed: list[Tree] = []
        """The fractions of a term that were written with a slash in the line."""

    def expression(self) -> Tree:
        """A sum of terms."""
        terms: list[tuple[int, Tree]] = []
        sign = 1
        if self.sign("+", "-"):
            sign = -1 if self.found[self.at].text == "-" else 1
            self.at += 1
        while True:
            self.slashed.clear()
            term = self.term()
            if terms and any(term is one for one in self.slashed):
                self.grammar.met.add("numerator")
                if "numerator" in self.grammar.choices and isinstance(term, Quotient):
                    sign, term, terms = 1, Quotient(Plus((*terms, (sign, term.top))), term.bottom), []
            terms.append((sign, term))
            if not self.sign("+", "-"):
                break
            sign = -1 if self.found[self.at].text == "-" else 1
            self.at += 1
        return terms[0][1] if len(terms) == 1 and terms[0][0] == 1 else Plus(tuple(terms))

    def term(self) -> Tree:
        """A product, or a fraction with a slash."""
        left = self.factor()
        while (token := self.peek()) is not None:
            if token.kind is Kind.LETTERS and token.text == "x":
                token = replace(token, kind=Kind.SIGN, text="×")
            if token.kind is Kind.SIGN and token.text in SIGNS:
                self.at += 1
                left = Product(left, self.factor(), SIGNS[token.text])
            elif token.kind is Kind.SIGN and token.text == "∖":  # Matlab solves with it
                self.at += 1
                left = Product(Inverse(left), self.factor())
            elif token.kind is Kind.SIGN and token.text == "⊘":
                self.at += 1
                left = Quotient(left, self.factor(), entrywise=True)
            elif token.kind is Kind.SIGN and token.text in ("/", "÷", "//", ":"):
                self.at += 1
                left = self.divided(left, token)
                self.slashed.append(left)
            elif self.begins_factor(token):
                left = Product(left, self.ones(token) if token.kind is Kind.NUMBER else self.factor())
            else:
                break
        return left

    def ones(self, token: Token) -> Tree:
        """`1^T` behind a column: a row of ones. Raises NotRead for any other number right behind another factor."""
        above = self.found[self.at + 1 : self.at + 2]
        if token.text != "1" or not above or above[0].kind is not Kind.SUP or [one.text for one in above[0].inner[0]] not in (["T"], ["⊤"]):
            raise NotRead("a number right behind another factor", token.start)
        self.at += 2
        return ONES

    def divided(self, top: Tree, slash: Token) -> Quotient:
        """What a slash divides by: the next factor, or all that stand beside it, where both may be meant."""
        bottom = self.factor()
        following = self.peek()
        if following is None or not self.begins_factor(following):
            return Quotient(top, bottom, floored=slash.text == "//")
        apart = following.gap and not slash.gap
        if not apart:
            self.grammar.met.add("slash")
            while "slash" in self.grammar.choices and (following := self.peek()) is not None and self.begins_factor(following):
                bottom = Product(bottom, self.factor())
        return Quotient(top, bottom, floored=slash.text == "//")

    def begins_factor(self, token: Token) -> bool:
        """Whether a token may be the next factor, without a sign before it."""
        if token.kind is Kind.SIGN:
            return token.text in CLOSING or token.text in ("Σ", "cases")
        return token.kind not in (Kind.SUB, Kind.SUP)

    def factor(self) -> Tree:
        """A factor with its powers and indices."""
        if self.sign("-", "+"):
            sign = -1 if self.found[self.at].text == "-" else 1
            self.at += 1
            self.grammar.deeper()
            inner = self.factor()
            self.grammar.depth -= 1
            return Plus(((sign, inner),))
        base = self.base()
        while (token := self.peek()) is not None:
            if token.kind is Kind.SUP:
                self.at += 1
                base = self.raised(base, token)
            elif token.kind is Kind.SUB:
                self.at += 1
                base = self.entry(base, entries(token.inner[0], self.words), token)
            elif token.kind is Kind.SIGN and token.text == "'":
                self.at += 1
                base = Transposed(base)
            elif token.kind is Kind.SIGN and token.text in ("**", "^"):
                self.at += 1
                base = Power(base, self.factor())
            elif token.kind is Kind.SIGN and token.text == "[" and not token.gap and self.has_entries(base):
                base = self.entry(base, entries(self.bracketed(), self.words), token)
            elif (length := transposes(self.found, self.at)) > 0:
                self.at += length
                base = Transposed(base)
            else:
                break
        return base

    def has_entries(self, base: Tree) -> bool:
        """Whether brackets right behind it may hold indices."""
        return (isinstance(base, Name) and base.name in self.words.arrays) or isinstance(base, Call | Applied)

    def entry(self, base: Tree, indices: tuple[Tree, ...], token: Token) -> Tree:
        """An entry of a vector or matrix."""
        if isinstance(base, Name) and base.name not in self.words.arrays:
            raise NotRead("an index at a symbol that has no entries", token.start)
        if isinstance(base, Number | Letter):
            raise NotRead("an index at a number", token.start)
        return At(base, indices)

    def raised(self, base: Tree, token: Token) -> Tree:
        """A power, a transpose, an inverse."""
        inner = token.inner[0]
        texts = tuple(one.text for one in inner)
        if len(inner) == 1 and inner[0].kind in (Kind.LETTERS, Kind.SIGN) and texts[0] in ("T", "t", "⊤", "†", "⟙", "tr"):
            return Transposed(base)
        if texts in (("-", "T"), ("-", "t")):
            return Inverse(Transposed(base))
        if texts in (("-", "1"), ("(", "-", "1", ")")):
            return Inverse(base)
        if inner and inner[0].kind is Kind.LETTERS and inner[0].text[:1] == "T":  # `X^TX`, written without braces
            rest = (replace(inner[0], text=inner[0].text[1:]), *inner[1:])
            left = recognised(rest, self.words)
            if all(one.kind is Kind.NAME for one in left):
                self.found[self.at : self.at] = left
                return Transposed(base)
        return Power(base, self.grammar.inner(inner, "an exponent"))
