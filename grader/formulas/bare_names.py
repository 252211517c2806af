"""A name without the indices of an entry: `[∂y_ℓ/∂b_ℓ]_{ij}`, `∂(y_ℓ)_i/∂(b_ℓ)_j` and `∂ŷ_i/∂z_j` name what has entries, and which."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from grader.formulas.brackets import partner
from grader.formulas.tokens import Kind, Token
from grader.formulas.unread import NotRead


def stripped(found: Sequence[Token]) -> tuple[tuple[Token, ...], tuple[str, ...]]:
    """A name without the indices of an entry, and these: `[∂y_ℓ/∂b_ℓ]_{ij}`, `∂(y_ℓ)_i/∂(b_ℓ)_j`, `∂ŷ_i/∂z_j`."""
    out: list[Token] = []
    told: dict[str, None] = {}
    at = 0
    while at < len(found):
        token = found[at]
        if token.kind is Kind.SIGN and token.text in ("(", "[") and (end := closed(found, at)) is not None:
            inner, letters_ = stripped(found[at + 1 : end])
            out += inner
            told.update(dict.fromkeys(letters_))
            at = end + 1
            indexed = at < len(found) and found[at].kind is Kind.SUB
        elif token.inner and token.kind is Kind.FRACTION:
            sides = [stripped(side) for side in token.inner]
            out.append(replace(token, inner=tuple(side for side, _ in sides)))
            told.update(dict.fromkeys(letter for _, letters_ in sides for letter in letters_))
            at += 1
            indexed = False
        else:
            out.append(token)
            at += 1
            indexed = token.kind is Kind.NAME and at < len(found) and found[at].kind is Kind.SUB
        if indexed and (counted(found[at].inner[0]) or letters(found[at].inner[0])):
            told.update(dict.fromkeys(letters(found[at].inner[0])))
            at += 1
    return tuple(merged(out)), tuple(told)


def counted(inside: Sequence[Token]) -> bool:
    """Whether an index is made of numbers: `1`, `1, 2`."""
    return all(token.kind is Kind.NUMBER or token.text == "," for token in inside)


def closed(found: Sequence[Token], at: int) -> int | None:
    """Where the bracket at a place is closed."""
    try:
        return partner(found, at)
    except NotRead:
        return None


def merged(found: Sequence[Token]) -> Iterator[Token]:
    """`d y` as `dy`."""
    held: Token | None = None
    for token in found:
        if held is not None:
            yield replace(token, text="d" + token.text) if token.kind is Kind.LETTERS else held
            if token.kind is not Kind.LETTERS:
                yield token
            held = None
        elif token.kind is Kind.LETTERS and token.text == "d":
            held = token
        else:
            yield token
    if held is not None:
        yield held


def letters(inside: Sequence[Token]) -> tuple[str, ...]:
    """The letters of an index: `ij`, `i, j`; nothing where it is anything else."""
    out: list[str] = []
    for token in inside:
        if token.kind is Kind.LETTERS and len(token.text) <= 2:
            out += token.text
        elif token.kind is not Kind.NUMBER and not (token.kind is Kind.SIGN and token.text == ","):
            return ()
    return tuple(out)
