"""Entries that are listed with dots: `f(z_1), …, f(z_n)` and `a_1, a_2, …, a_n` are all entries of one vector."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from grader.formulas.tokens import Kind, Token

LETTER = "ι"
"""The index that stands for all of them; nobody writes it."""
DOTS = (["…"], ["⋯"], [".", ".", "."])


def listed(parts: Sequence[Sequence[Token]]) -> list[Token] | None:
    """The entry for any index; None where the parts are no list with dots, or not of one kind."""
    at = next((at for at, part in enumerate(parts) if [token.text for token in part] in DOTS), 0)
    if at == 0 or at != len(parts) - 2:
        return None
    first, last = parts[0], parts[-1]
    if not any(True for _ in counted(first, "1")):
        return None
    told = [list(with_index(part, str(number))) for number, part in enumerate(parts[:at], 1)]
    entry = told[0]
    ends = {tuple(index) for index in differing(entry, last)}
    return entry if all(one == entry for one in told) and len(ends) == 1 and None not in next(iter(ends)) else None


def counted(found: Sequence[Token], number: str) -> Iterator[Token]:
    """The indices that are a number."""
    for token in found:
        if token.kind is Kind.SUB and [one.text for one in token.inner[0]] == [number]:
            yield token
        for inner in token.inner:
            yield from counted(inner, number)


def with_index(found: Sequence[Token], number: str) -> Iterator[Token]:
    """Tokens with a letter in place of an index that is a number."""
    for token in found:
        if token.kind is Kind.SUB and [one.text for one in token.inner[0]] == [number]:
            yield replace(token, inner=((Token(Kind.LETTERS, LETTER),),))
        else:
            yield replace(token, inner=tuple(tuple(with_index(inner, number)) for inner in token.inner)) if token.inner else token


def differing(entry: Sequence[Token], last: Sequence[Token]) -> Iterator[tuple[Token | None, ...]]:
    """What stands in the last entry where the letter stands; (None,) where anything else differs."""
    if len(entry) != len(last):
        yield (None,)
        return
    for one, other in zip(entry, last, strict=True):
        if one.kind is Kind.SUB and [token.text for token in one.inner[0]] == [LETTER] and other.kind is Kind.SUB:
            plain = all(token.kind in (Kind.LETTERS, Kind.NAME, Kind.SUB) for token in other.inner[0])
            yield other.inner[0] if plain else (None,)
        elif one.kind is not other.kind or one.text != other.text or len(one.inner) != len(other.inner):
            yield (None,)
        else:
            for inner, beside in zip(one.inner, other.inner, strict=True):
                yield from differing(inner, beside)
