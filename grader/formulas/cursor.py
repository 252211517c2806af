"""A cursor over the tokens of one level of a formula."""

from collections.abc import Sequence
from typing import Protocol

from grader.formulas.brackets import partner
from grader.formulas.tokens import Kind, Token
from grader.formulas.tree import Tree
from grader.formulas.unread import NotRead
from grader.formulas.vocabulary import Vocabulary


class Reads(Protocol):
    """One way to read a formula; `met` tells where another one would have been possible."""

    words: Vocabulary
    choices: frozenset[str]
    met: set[str]
    depth: int

    def deeper(self) -> None:
        """One level more. Raises NotRead where there are too many."""
        ...

    def tree(self, found: Sequence[Token]) -> Tree:
        """The tree of all tokens. Raises NotRead."""
        ...

    def inner(self, found: Sequence[Token], why: str) -> Tree:
        """The tree of what stands in a script, a fraction or brackets."""
        ...


class Cursor:
    """What comes next, and brackets with what stands in them."""

    def __init__(self, grammar: Reads, found: Sequence[Token]) -> None:
        self.grammar = grammar
        self.words = grammar.words
        self.found = list(found)
        self.at = 0

    def peek(self, ahead: int = 0) -> Token | None:
        """A token that comes."""
        at = self.at + ahead
        return self.found[at] if at < len(self.found) else None

    def sign(self, *texts: str) -> bool:
        """Whether one of these signs comes next."""
        token = self.peek()
        return token is not None and token.kind is Kind.SIGN and token.text in texts

    def finish(self) -> None:
        """Nothing may be left."""
        if (token := self.peek()) is not None:
            raise NotRead(f"`{token.text or token.kind.value}` was not expected there", token.start)

    def bracketed(self) -> list[Token]:
        """What stands in the brackets that begin here; the cursor goes behind them."""
        end = partner(self.found, self.at)
        inside = self.found[self.at + 1 : end]
        self.at = end + 1
        return inside
