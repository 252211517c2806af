"""What bears powers and indices in a formula: numbers, symbols, brackets, functions, sums, indicators, cases."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from grader.formulas.brackets import CLOSING, partner
from grader.formulas.conditions import condition, is_condition, piecewise
from grader.formulas.cursor import Cursor
from grader.formulas.listed import LETTER, listed
from grader.formulas.parted import is_a_size, parted_by_commas
from grader.formulas.recognise import recognised
from grader.formulas.scripts import entries, is_slope, summed
from grader.formulas.slopes import evaluated_at, slope_of
from grader.formulas.tokens import Kind, Token
from grader.formulas.tree import (
    Applied,
    At,
    Call,
    Cases,
    Condition,
    Identity,
    Indicator,
    Letter,
    Listed,
    Name,
    Number,
    Plus,
    Quotient,
    Tree,
    free_letters,
)
from grader.formulas.unread import NotRead
from grader.formulas.words import DELTAS, FUNCTIONS, IDENTITIES, LIBRARIES


class Atoms(Cursor, ABC):
    """What stands between the signs of a formula."""

    @abstractmethod
    def factor(self) -> Tree:
        """A factor with its powers and indices."""

    @abstractmethod
    def term(self) -> Tree:
        """A product, or a fraction with a slash."""

    def base(self) -> Tree:
        """What bears powers and indices."""
        token = self.peek()
        if token is None:
            raise NotRead("something is missing at its end")
        self.at += 1
        match token.kind:
            case Kind.NUMBER:
                return self.number(token)
            case Kind.NAME:
                return self.symbol(token)
            case Kind.LETTERS:
                return self.word(token)
            case Kind.FRACTION:
                top, bottom = token.inner
                if (function := slope_of(token, self.words.functions)) is not None:
                    return self.slope(function, token)
                return Quotient(self.grammar.inner(top, "a numerator"), self.grammar.inner(bottom, "a denominator"))
            case Kind.ROOT:
                return Call("sqrt", (self.grammar.inner(token.inner[0], "a root"),))
            case Kind.CELLS:
                return self.cells(token)
            case Kind.SIGN:
                return self.opened(token)
        raise NotRead(
            "an index or power stands alone" if token.kind is not Kind.HAT else "a symbol with an accent is not known", token.start
        )

    def slope(self, function: str, fraction: Token) -> Tree:
        """A derivative that is written as a fraction, at its argument."""
        if (inside := evaluated_at(self.found, self.at, fraction)) is None:
            return Applied(function, slope=True, argument=self.grammar.inner(self.bracketed(), "an argument"))
        self.at += 2
        return Applied(function, slope=True, argument=self.grammar.inner(recognised(inside, self.words), "an argument"))

    def number(self, token: Token) -> Tree:
        """A number; a 1 with a condition is an indicator."""
        if token.text == "1" and (found := self.indicated()) is not None:
            return found
        return Number(Fraction(token.text))

    def indicated(self) -> Tree | None:
        """An indicator, where a condition stands below or in brackets behind what was read."""
        following = self.peek()
        if following is not None and following.kind is Kind.SUB and is_condition(following.inner[0]):
            self.at += 1
            return Indicator(condition(following.inner[0]))
        if following is not None and following.kind is Kind.SIGN and following.text in CLOSING:
            inside = self.found[self.at + 1 : partner(self.found, self.at)]
            if is_condition(inside):
                self.at += len(inside) + 2
                return Indicator(condition(inside))
        return None

    def symbol(self, token: Token) -> Tree:
        """A symbol of the vocabulary, applied to its argument where it is a function."""
        if token.text not in self.words.functions:
            return Name(token.text)
        return self.applied(token, slope=False)

    def applied(self, token: Token, *, slope: bool) -> Tree:
        """A function symbol at its argument; a prime makes it its slope."""
        while (following := self.peek()) is not None and is_slope(following):
            self.at += 1
            if slope:
                raise NotRead("a second derivative", token.start)
            slope = True
        if following is not None and following.kind is Kind.SUB:  # σ_ℓ: the same in every layer
            self.at += 1
        if not self.sign("("):
            if self.sign("[", "{"):
                return Applied(token.text, slope, self.grammar.inner(self.bracketed(), "an argument"))
            raise NotRead("a function without its argument", token.start)
        return Applied(token.text, slope, self.grammar.inner(self.bracketed(), "an argument"))

    def word(self, token: Token) -> Tree:
        """A word that means something everywhere."""
        text = token.text
        if text in LIBRARIES and self.sign("."):
            self.at += 1
            return self.base()
        if text == "e" and (following := self.peek()) is not None:
            return self.exponential(following, token)
        if text in DELTAS:
            return self.delta(token)
        if text in IDENTITIES:
            return self.identity()
        if (
            text == "dot"
            and (following := self.peek()) is not None
            and following.kind is Kind.NAME
            and following.text in self.words.functions
        ):
            self.at += 1
            return self.applied(following, slope=True)
        if text == "sum" and (following := self.peek()) is not None and following.kind is Kind.SUB:
            return self.sum(token)
        if text in FUNCTIONS:
            return self.call(FUNCTIONS[text])
        raise NotRead(f"`{text}` is not known", token.start)

    def exponential(self, following: Token, token: Token) -> Tree:
        """`e^{…}`; `e^z_i` is written for e^{z_i}."""
        below: tuple[Token, ...] = ()
        if following.kind is Kind.SUB:
            below = (following,)
            self.at += 1
            following = self.peek() or following
        if following.kind is Kind.SIGN and following.text in ("**", "^"):
            self.at += 1
            return Call("exp", (self.factor(),))
        if following.kind is not Kind.SUP:
            raise NotRead("`e` without a power", token.start)
        self.at += 1
        return Call("exp", (self.grammar.inner((*following.inner[0], *below), "an exponent"),))

    def delta(self, token: Token) -> Tree:
        """δ_ij, δ_{i=j}, δ(i, j): 1 where the two are the same."""
        following = self.peek()
        if following is not None and following.kind is Kind.SUB:
            self.at += 1
            inside: Sequence[Token] = following.inner[0]
        elif self.sign("(", "[", "{"):
            inside = self.bracketed()
        else:
            raise NotRead("δ without two indices", token.start)
        if is_condition(inside):
            return Indicator(condition(inside))
        pair = entries(inside, self.words)
        if len(pair) != 2:
            raise NotRead("δ without two indices", token.start)
        return Indicator(Condition(pair[0], "=", pair[1]))

    def identity(self) -> Tree:
        """I, with its size where that is told; before a condition it is an indicator."""
        if (found := self.indicated()) is not None:
            return found
        following = self.peek()
        if following is None or following.kind is not Kind.SUB:
            return Identity()
        self.at += 1
        inner = recognised(following.inner[0], self.words)
        told: Tree | None = Name(inner[0].text) if inner and inner[0].kind is Kind.NAME else None
        if inner and inner[0].kind is Kind.LETTERS and len(inner[0].text) == 1:
            told = Letter(inner[0].text)
        if told is None and len(inner) == 1 and inner[0].kind is Kind.LETTERS and len(inner[0].text) == 2:
            pair = entries(following.inner[0], self.words)
            return Indicator(Condition(pair[0], "=", pair[1]))  # I_ij is an entry of it
        return Identity(told)

    def call(self, function: str) -> Tree:
        """A known function: of what stands in brackets, or of the next factor."""
        below = self.peek()
        if below is not None and below.kind is Kind.SUB:
            self.at += 1
        if self.sign("("):
            found: Tree = Call(function, self.arguments(parted_by_commas(self.bracketed())))
        elif self.sign("[", "{"):
            found = Call(function, (self.grammar.inner(self.bracketed(), "an argument"),))
        else:
            found = Call(function, (self.factor(),))
        if below is not None and below.kind is Kind.SUB:
            return At(found, entries(below.inner[0], self.words))
        return found

    def arguments(self, parts: list[list[Token]]) -> tuple[Tree, ...]:
        """What commas part; a list with dots is one vector."""
        if (entry := listed(parts)) is not None:
            return (Listed(LETTER, self.grammar.inner(entry, "an entry")),)
        return tuple(self.grammar.inner(part, "an argument") for part in parts)

    def opened(self, token: Token) -> Tree:
        """What begins with a sign: brackets, floors, sums, indicators."""
        if token.text == "Σ":
            return self.sum(token)
        if token.text in ("cases", "{") and (following := self.peek()) is not None and following.kind is Kind.CELLS:
            self.at += 1
            return self.cells(following)
        if token.text not in CLOSING:
            raise NotRead(f"`{token.text}` was not expected there", token.start)
        self.at -= 1
        inside = self.bracketed()
        if token.text == "⌊":
            return Call("floor", (self.grammar.inner(inside, "a floor"),))
        if token.text == "⌈":
            return Call("ceil", (self.grammar.inner(inside, "a ceiling"),))
        if is_condition(inside):
            return Indicator(condition(inside))
        tree = self.grammar.inner(inside, "a bracket")
        if token.text == "[" and isinstance(tree, Quotient):
            self.grammar.met.add("gauss")  # [x], as Gauss wrote the floor
            return Call("floor", (tree,)) if "gauss" in self.grammar.choices else tree
        return tree

    def cells(self, token: Token) -> Tree:
        """Cases, a value and its condition in each row."""
        rows, at = [], 0
        for width in map(int, token.text.split(",")):
            rows.append(token.inner[at : at + width])
            at += width
        found: list[tuple[Tree, Condition | None]] = []
        for row in rows:
            cells = [cell for cell in row if cell]
            cases = piecewise([one for cell in cells for one in cell], whole=True)
            if cases is None or len(cases) != 1:
                raise NotRead("a matrix of entries, or cases without their conditions", token.start)
            found.append((self.grammar.tree(cases[0][0]), cases[0][1]))
        return Cases(tuple(found))

    def sum(self, token: Token) -> Tree:
        """Σ with its index, bounds and what it sums: all factors that follow, and every further term that has its index."""
        below = above = None
        while (following := self.peek()) is not None and following.kind in (Kind.SUB, Kind.SUP):
            below, above = (following, above) if following.kind is Kind.SUB else (below, following)
            self.at += 1
        if below is None:
            raise NotRead("a sum without its index", token.start)
        high = None if above is None or is_a_size(above.inner[0]) else self.grammar.inner(above.inner[0], "the end of a sum")
        sums = summed(below.inner[0], high, self.grammar.tree, self.words)
        body = self.term()
        while self.sign("+", "-") and (more := self.further([one.letter for one in sums])) is not None:
            body = Plus((*(body.terms if isinstance(body, Plus) else ((1, body),)), more))
        if above is not None and high is None and len(above.inner[0]) == 1 and above.inner[0][0].text in free_letters(body):
            raise NotRead("a sum that ends at an index", above.start)
        for one in reversed(sums):
            body = replace(one, body=body)
        return body

    def further(self, letters: Sequence[str]) -> tuple[int, Tree] | None:
        """The next term with its sign, where it has an index of the sum; else nothing is read."""
        kept, sign = self.at, -1 if self.found[self.at].text == "-" else 1
        self.at += 1
        term = self.term()
        if set(letters) & set(free_letters(term)):
            return sign, term
        self.at = kept
        return None
