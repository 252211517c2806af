"""What stands left of a formula: the name of the answer, and which letters are its indices."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from grader.formulas.attempt import FormulaWanted
from grader.formulas.bare_names import letters, stripped
from grader.formulas.recognise import recognised
from grader.formulas.spellings import tokens_of, variants
from grader.formulas.tokens import Kind, Token, TooMuch
from grader.formulas.unread import NotRead
from grader.formulas.vocabulary import Vocabulary

LONGEST = 16
"""Tokens of a name."""


def named(found: Sequence[Token], w: FormulaWanted) -> tuple[str, ...] | None:
    """The indices that a left-hand side gives the answer, in their order; None where it is not the answer's name."""
    if len(found) > 1 and found[0].kind is Kind.SIGN and found[0].text == "-" and found[1].gap:
        found = found[1:]  # a bullet
    plain = [one for one in found if not (one.kind is Kind.SIGN and one.text == "*")]
    told = named_so(untold(plain, w.words), w)
    return named_so(called(plain, w.words.aliases), w) if told is None and w.words.aliases else told


def called(found: Sequence[Token], aliases: Mapping[str, str]) -> tuple[Token, ...]:
    """Tokens with the symbols themselves in place of their other names in a text."""
    return tuple(
        replace(
            token,
            text=aliases.get(token.text, token.text) if token.kind is Kind.NAME else token.text,
            inner=tuple(called(inner, aliases) for inner in token.inner),
        )
        for token in found
    )


def named_so(own: tuple[Token, ...], w: FormulaWanted) -> tuple[str, ...] | None:
    """The same for tokens with no letter of the text among them."""
    if not 0 < len(own) <= LONGEST:
        return None
    known = names(_Words(w.words.sheet or w.words))
    if tuple(own) in known.whole:
        return w.words.indices
    for pattern in known.patterns.get((len(own), own[0].kind, own[0].text), ()):
        bound: dict[str, str] = {}
        if fits(pattern, own, w.words.indices, bound):
            return tuple(bound.get(letter, letter) for letter in w.words.indices)
    bare, told = stripped(own)
    if bare in known.bare:
        return told if len(told) == len(w.words.indices) else w.words.indices
    return None


@dataclass(frozen=True)
class Names:
    """The spellings of an answer: as they are, those with indices by their length and first token, and all without their indices."""

    whole: frozenset[tuple[Token, ...]]
    patterns: Mapping[tuple[int, Kind, str], tuple[tuple[Token, ...], ...]]
    bare: frozenset[tuple[Token, ...]]


def untold(found: Sequence[Token], words: Vocabulary) -> tuple[Token, ...]:
    """Tokens with the letters of the text as they stand there, whatever it says of them."""
    if words.sheet is None:
        return tuple(found)
    raw = {name: pattern for pattern, name in words.letters if name not in words.functions}
    out: list[Token] = []
    for token in found:
        if token.kind is Kind.NAME and token.text in raw:
            out += recognised(raw[token.text], words.sheet)
        else:
            out.append(replace(token, inner=tuple(untold(inner, words) for inner in token.inner)) if token.inner else token)
    return tuple(out)


class _Words:
    """A vocabulary that can be a key, by what it is."""

    def __init__(self, words: Vocabulary) -> None:
        self.words = words

    def __hash__(self) -> int:
        return id(self.words)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Words) and self.words is other.words


@lru_cache(maxsize=256)
def names(words: _Words) -> Names:
    """The spellings of the answer as tokens, with the symbols in them and without."""
    found: dict[tuple[Token, ...], None] = {}
    for answer in words.words.answers:
        try:
            raw = tokens_of(answer)
        except (TooMuch, NotRead):
            continue
        for one in variants(raw):
            found.update(dict.fromkeys((recognised(one, words.words), one)))
    by_head: dict[tuple[int, Kind, str], tuple[tuple[Token, ...], ...]] = {}
    indices = frozenset(words.words.indices)
    for pattern in found:
        if not any(set(letters(inside)) & indices for inside in below(pattern)):
            continue
        head = len(pattern), pattern[0].kind, pattern[0].text
        by_head[head] = (*by_head.get(head, ()), pattern)
    return Names(frozenset(found), by_head, frozenset(stripped(pattern)[0] for pattern in found))


def fits(pattern: Sequence[Token], found: Sequence[Token], indices: Sequence[str], bound: dict[str, str]) -> bool:
    """Whether tokens are a spelling, its indices being any letters."""
    if len(pattern) != len(found):
        return False
    return all(one_fits(a, b, indices, bound) for a, b in zip(pattern, found, strict=True))


def one_fits(pattern: Token, found: Token, indices: Sequence[str], bound: dict[str, str]) -> bool:
    """The same for a token."""
    if pattern.kind is not found.kind:
        return False
    if pattern.kind is Kind.SUB:
        told, own = letters(pattern.inner[0]), letters(found.inner[0])
        if told and own and len(told) == len(own) and set(told) <= set(indices):
            for letter, other in zip(told, own, strict=True):
                if bound.setdefault(letter, other) != other:
                    return False
            return len(set(bound.values())) == len(bound)
    if pattern.inner or found.inner:
        same = len(pattern.inner) == len(found.inner) and pattern.text == found.text
        return same and all(fits(a, b, indices, bound) for a, b in zip(pattern.inner, found.inner, strict=True))
    return pattern.text == found.text


def order_of(found: Sequence[Token], w: FormulaWanted) -> tuple[str, ...]:
    """The letters below the symbols of a left-hand side, where there are just as many as the answer has indices."""
    seen = letters_below(found)
    return seen if len(seen) == len(w.words.indices) else ()


def letters_below(found: Sequence[Token]) -> tuple[str, ...]:
    """All letters below the symbols of a left-hand side, in their order."""
    return tuple(dict.fromkeys(letter for inside in below(found) for letter in letters(inside)))


def indices_of(found: Sequence[Token], w: FormulaWanted) -> frozenset[str]:
    """The indices that a left-hand side tells, be they just those of the answer or not."""
    told = letters_below(untold(found, w.words))
    return frozenset(told) if w.words.indices else frozenset()


def on_the_diagonal(found: Sequence[Token], w: FormulaWanted) -> bool:
    """Whether a left-hand side has the same letter for both indices: `∂ŷ_i/∂z_i`, `J_ii` are one case of the answer."""
    own = untold(found, w.words)
    if len(w.words.indices) < 2:
        return False
    if len(own) == 1 and own[0].kind is Kind.FRACTION:
        top, bottom = (stripped(side)[1] for side in own[0].inner)
        return len(top) == 1 and top == bottom
    told = letters(own[-1].inner[0]) if len(own) > 1 and own[-1].kind is Kind.SUB else ()
    return len(told) > 1 and len(set(told)) == 1


def below(found: Sequence[Token]) -> Iterator[tuple[Token, ...]]:
    """What stands below symbols, those inside fractions too."""
    for token in found:
        if token.kind is Kind.SUB:
            yield token.inner[0]
        else:
            for inner in token.inner:
                yield from below(inner)
