"""Symbols found among tokens by the longest match; a run of letters is cut only where that can be done in one way."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from grader.formulas.alarming import CHANGING, DENYING
from grader.formulas.bare_names import stripped
from grader.formulas.spellings import TIGHT, Pattern
from grader.formulas.tokens import Kind, Token
from grader.formulas.vocabulary import Vocabulary
from grader.formulas.words import DELTAS, FUNCTIONS, KNOWN_WORDS, SHORT_WORDS

A_WORD = 4
"""So many small letters in a row are a word, even if each of them is a symbol."""
LONGEST_RUN = 40
_WHOLE = KNOWN_WORDS | SHORT_WORDS | CHANGING | DENYING
"""Runs that are never cut."""
_PIECES = frozenset({"I", "e"}) | DELTAS | {word for word in FUNCTIONS if len(word) > 2}
"""What a run may be made of beside the symbols."""


def recognised(found: Sequence[Token], words: Vocabulary) -> tuple[Token, ...]:
    """The same tokens with the symbols of the vocabulary found among them; scripts below stay as they are."""
    pieces = [piece for token in found for piece in split(token, words)]
    out: list[Token] = []
    at = 0
    while at < len(pieces):
        token = pieces[at]
        if (match := longest(pieces, at, words)) is not None:
            name, length, rest = match
            last = pieces[at + length - 1]
            out += [Token(Kind.NAME, name, (), token.gap, token.wide, token.start, last.end), *rest]
            at += length
            continue
        if token.inner and token.kind is not Kind.SUB:
            token = replace(token, inner=tuple(recognised(inner, words) for inner in token.inner))
        out.append(token)
        at += 1
    return tuple(out)


def longest(pieces: Sequence[Token], at: int, words: Vocabulary) -> tuple[str, int, tuple[Token, ...]] | None:
    """The symbol at a place, how many tokens it takes, and the index that stands among them."""
    patterns = words.by_head.get((pieces[at].kind, pieces[at].text), ())
    bare, told = stripped(pieces[at : at + 1]) if pieces[at].kind is Kind.FRACTION else ((), ())
    for pattern, name in patterns:
        if told and pattern == bare:  # ∂y_L/∂(y_ℓ)_i is an entry of ∂y_L/∂y_ℓ
            return name, 1, (Token(Kind.SUB, "", ((Token(Kind.LETTERS, "".join(told)),),)),)
        if begins(pieces, at, pattern):
            return name, len(pattern), ()
        if len(pattern) == 2 and (rest := indexed(pieces, at, pattern)) is not None:
            return name, rest[0], (rest[1],)
    return None


def indexed(pieces: Sequence[Token], at: int, pattern: Pattern) -> tuple[int, Token] | None:
    """A symbol of two tokens with an index among them: `y_{ℓ,i}`, `y^{(ℓ)}_i`."""
    following = pieces[at + 1 : at + 3]
    if not following or following[0].kind is not Kind.SUB:
        return None
    if len(following) == 2 and following[1] == pattern[1] and pattern[1].kind is Kind.SUP:
        return 3, following[0]
    inside, wanted = following[0].inner[0], pattern[1].inner[0] if pattern[1].inner else ()
    comma = len(wanted)
    if pattern[1].kind is Kind.SUB and len(inside) > comma + 1 and inside[:comma] == wanted and inside[comma].text == ",":
        return 2, replace(following[0], inner=(inside[comma + 1 :],))
    return None


def begins(pieces: Sequence[Token], at: int, pattern: Pattern) -> bool:
    """Whether a pattern stands at a place."""
    if len(pieces) - at < len(pattern):
        return False
    for step, one in enumerate(pattern, at):  # asked of every pattern at every token: texts differ sooner than tokens
        there = pieces[step]
        if there.text != one.text or there != one:
            return False
    loose_ = any(one.kind is Kind.SIGN and one.text in TIGHT for one in pattern)
    return not loose_ or not any(one.gap for one in pieces[at + 1 : at + len(pattern)])


def split(token: Token, words: Vocabulary) -> Iterable[Token]:
    """A run of letters in the symbols that it is made of, where it is made of nothing else, and in one way only."""
    run = token.text
    if token.kind is Kind.LETTERS and len(run) == 3 and run[0] == "δ":  # δij, its indices on the line
        inner = Token(Kind.LETTERS, run[1:], start=token.start + 1, end=token.end)
        return replace(token, text="δ", end=token.start + 1), Token(Kind.SUB, "", ((inner,),), start=token.start + 1, end=token.end)
    if token.kind is not Kind.LETTERS or not 1 < len(run) <= LONGEST_RUN:
        return (token,)
    if run in words.heads or run in _WHOLE or run.casefold() in SHORT_WORDS:
        return (token,)
    ways = cuts(run, words)
    if len(ways) != 1 or (len(ways[0]) >= A_WORD and run[1:].islower() and max(map(len, ways[0])) == 1):
        return (token,)
    out, at = [], token.start
    for piece in ways[0]:
        out.append(Token(Kind.LETTERS, piece, (), token.gap and at == token.start, token.wide and at == token.start, at, at + len(piece)))
        at += len(piece)
    return out


def cuts(run: str, words: Vocabulary) -> list[tuple[str, ...]]:
    """The ways to cut a run into symbols with the fewest pieces; two of them at most, for more make no difference."""
    best: list[list[tuple[str, ...]]] = [[()]]
    heads = words.heads
    for end in range(1, len(run) + 1):
        starts = [start for start in range(end) if best[start] and ((piece := run[start:end]) in heads or piece in _PIECES)]
        found = [(*way, run[start:end]) for start in starts for way in best[start]]
        fewest = min(map(len, found), default=0)
        best.append([way for way in found if len(way) == fewest][:2])
    return best[-1]
