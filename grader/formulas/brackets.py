"""Brackets among tokens: which closes which."""

from collections.abc import Sequence

from grader.formulas.tokens import Kind, Token
from grader.formulas.unread import NotRead

CLOSING = {"(": ")", "[": "]", "{": "}", "⌊": "⌋", "⌈": "⌉"}
OPENING = {closing: opening for opening, closing in CLOSING.items()}


def partner(found: Sequence[Token], at: int) -> int:
    """Where the bracket at a place is closed. Raises NotRead."""
    waiting: list[str] = []
    for index in range(at, len(found)):
        token = found[index]
        if token.kind is not Kind.SIGN:
            continue
        if token.text in CLOSING:
            waiting.append(CLOSING[token.text])
        elif token.text in OPENING:
            if not waiting or waiting.pop() != token.text:
                raise NotRead("brackets that do not match", token.start)
            if not waiting:
                return index
    raise NotRead("a bracket is not closed", found[at].start)


def levels(found: Sequence[Token]) -> list[int]:
    """How many brackets are open before each token."""
    out, depth = [], 0
    for token in found:
        closes = token.kind is Kind.SIGN and token.text in OPENING
        depth -= closes and depth > 0
        out.append(depth)
        depth += token.kind is Kind.SIGN and token.text in CLOSING
    return out
