r"""A derivative of a function symbol written as a fraction: `\frac{dσ}{dt}(x)`, `\frac{dσ}{dt}|_{t = x}`."""

from collections.abc import Sequence

from grader.formulas.tokens import Kind, Token

SIGNS = ("d", "∂")
AT = 2
"""Tokens of `t =`."""


def slope_of(fraction: Token, functions: frozenset[str]) -> str | None:
    """The function symbol whose derivative by a letter a fraction is."""
    top, bottom = fraction.inner
    if len(top) != len(SIGNS) or top[0].text not in SIGNS or top[1].kind is not Kind.NAME or top[1].text not in functions:
        return None
    by = "".join(token.text for token in bottom)
    return top[1].text if len(by) == len(SIGNS) and by[0] in SIGNS else None


def evaluated_at(found: Sequence[Token], at: int, fraction: Token) -> Sequence[Token] | None:
    """What stands behind the bar of `|_{t = x}`, where t is what the fraction is by."""
    bar, below = found[at : at + 1], found[at + 1 : at + 2]
    if not bar or bar[0].text not in ("|", "∣") or not below or below[0].kind is not Kind.SUB:
        return None
    inside = below[0].inner[0]
    letter = "".join(token.text for token in fraction.inner[1])[1:]
    return inside[AT:] if len(inside) > AT and inside[0].text == letter and inside[1].text == "=" else None
