r"""How one spelling of a symbol is varied by those who write it: `A_ℓ` and `A^{(ℓ)}`, `\frac{∂a}{∂b}`, `da/db` and `∇_b a`."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product

from grader.formulas.tokens import Kind, Token, tokens
from grader.text.latex import linear

PARTIALS = ("∂", "d", "δ", "D")
NABLAS = ("∇", "∂")
TIGHT = frozenset("+-")
"""Signs in a spelling around which no gap may stand: `y_l-1`."""
Pattern = tuple[Token, ...]


def tokens_of(written: str) -> Pattern:
    """Something written in LaTeX, Unicode or plain text, as tokens."""
    return tokens(linear(written, math="\\" in written))


def program_names(pattern: Pattern) -> Iterator[str]:
    """A derivative as programs write it."""
    if len(pattern) == 1 and pattern[0].kind is Kind.FRACTION and all(side[:1] and side[0].text == "∂" for side in pattern[0].inner):
        top, bottom = (side[1:] for side in pattern[0].inner)
        for between in ("", "_"):
            above, below = (between.join(letters_of(side)) for side in (top, bottom))
            yield f"d{above}_d{below}"
            yield f"d{above}d{below}"
            yield f"d{below}"
            yield f"grad_{below}"
            yield f"d{above}_d{letters_of(bottom)[0]}" if letters_of(bottom) else f"d{above}"
        for by, of in product(letters_of(bottom)[:1], letters_of(top)[:1]):
            yield from (f"d{of}_d{by}", f"d{of}d{by}", f"d{by}", f"grad_{by}", f"{by}_grad")


def letters_of(side: Pattern) -> list[str]:
    """The letters of a symbol with its index."""
    inner = [one for token in side for inside in token.inner for one in inside]
    return [token.text for token in (*side, *inner) if token.kind is Kind.LETTERS]


def variants(pattern: Pattern) -> Iterator[Pattern]:
    r"""A spelling and what is the same to any reader: `A_ℓ` and `A^{(ℓ)}`, `\frac{∂a}{∂b}` and `da/db`."""
    for styled in dict.fromkeys(one for style in STYLES for one in (style(pattern), *sides(pattern, style))):
        yield styled
        if len(styled) == 1 and styled[0].kind is Kind.FRACTION and any(token.text == "∂" for token in styled[0].inner[0]):
            yield from derivatives(styled[0])


def derivatives(fraction: Token) -> Iterator[Pattern]:
    """A derivative with other signs for it, with a slash, or with what it is by below the sign."""
    top, bottom = fraction.inner
    for sign in PARTIALS:
        above, below = partial(top, sign), partial(bottom, sign)
        yield (replace(fraction, inner=(above, below)),)
        yield (*above, Token(Kind.SIGN, "/"), *below)
        if sign.isalpha():  # `d y_L`, with a gap
            above, below = ((Token(Kind.LETTERS, sign), *side[1:]) for side in fraction.inner)
            yield (replace(fraction, inner=(above, below)),)
            yield (*above, Token(Kind.SIGN, "/"), *below)
    for sign in NABLAS:
        yield Token(Kind.SIGN, sign), Token(Kind.SUB, "", (bottom[1:],)), *top[1:]


def sides(pattern: Pattern, style: "Callable[[Pattern], Pattern]") -> Iterator[Pattern]:
    """A fraction with one of its sides in another style."""
    if len(pattern) == 1 and pattern[0].kind is Kind.FRACTION:
        top, bottom = pattern[0].inner
        yield (replace(pattern[0], inner=(style(top), bottom)),)
        yield (replace(pattern[0], inner=(top, style(bottom))),)


def layered(opening: str, closing: str) -> Callable[[Pattern], Pattern]:
    """The number of a layer above its letter, in brackets or bare, where a spelling has it below."""

    def style(pattern: Pattern) -> Pattern:
        out: list[Token] = []
        for one in pattern:
            token = replace(one, inner=tuple(style(inner) for inner in one.inner)) if one.inner else one
            inside = token.inner[0] if token.kind is Kind.SUB and token.inner else ()
            layer = inside[:1] and inside[0].kind is Kind.LETTERS and inside[0].text not in ("T", "t") and len(inside[0].text) == 1
            if layer and out and out[-1].kind is Kind.LETTERS:
                before, behind = ([Token(Kind.SIGN, sign)] if sign else [] for sign in (opening, closing))
                out.append(Token(Kind.SUP, "", ((*before, *inside, *behind),)))
            else:
                out.append(token)
        return tuple(out)

    return style


def loose(pattern: Pattern) -> Pattern:
    """`y_l-1`, as it is typed without braces."""
    out: list[Token] = []
    for token in pattern:
        inside = token.inner[0] if token.kind is Kind.SUB and token.inner else ()
        if len(inside) == 3 and inside[1].text in TIGHT:
            out += [replace(token, inner=(inside[:1],)), *inside[1:]]
        else:
            out.append(replace(token, inner=tuple(loose(inner) for inner in token.inner)) if token.inner else token)
    return tuple(out)


def glued(pattern: Pattern) -> Pattern:
    """`yL` for y_L and `y(L-1)` for y_{L-1}, as they are typed in a hurry."""
    out: list[Token] = []
    for token in pattern:
        inside = token.inner[0] if token.kind is Kind.SUB and token.inner else ()
        if len(inside) == 1 and inside[0].kind is Kind.LETTERS and len(inside[0].text) == 1 and out and out[-1].kind is Kind.LETTERS:
            out[-1] = replace(out[-1], text=out[-1].text + inside[0].text)
        elif len(inside) == 3 and inside[1].text in TIGHT:  # `y(L-1)`
            out += [Token(Kind.SIGN, "("), *inside, Token(Kind.SIGN, ")")]
        else:
            out.append(replace(token, inner=tuple(glued(inner) for inner in token.inner)) if token.inner else token)
    return tuple(out)


def typed(pattern: Pattern) -> Pattern:
    """`yhat` for ŷ, as it is typed without a formula editor."""
    out: list[Token] = []
    for token in pattern:
        inside = token.inner[0] if token.kind is Kind.HAT and token.inner else ()
        if len(inside) == 1 and inside[0].kind is Kind.LETTERS and len(inside[0].text) == 1:
            out.append(replace(inside[0], text=inside[0].text + token.text, gap=token.gap))
        else:
            out.append(replace(token, inner=tuple(typed(inner) for inner in token.inner)) if token.inner else token)
    return tuple(out)


STYLES: tuple[Callable[[Pattern], Pattern], ...] = (
    *(lambda same: same, layered("(", ")"), layered("[", "]")),
    *(layered("", ""), loose, glued, typed),
)


def partial(side: Pattern, sign: str) -> Pattern:
    """One side of a derivative with another sign for it; a `d` stands in one run with a letter behind it."""
    if not side or side[0].text != "∂" or sign == "∂":
        return side
    kind = Kind.LETTERS if sign.isalpha() else Kind.SIGN
    if len(side) > 1 and side[1].kind is Kind.LETTERS:
        return (replace(side[1], text=sign + side[1].text), *side[2:])
    return (Token(kind, sign), *side[1:])
