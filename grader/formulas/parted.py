"""What stands in brackets and scripts of a formula: parts between commas, the end of a sum."""

from collections.abc import Sequence

from grader.formulas.brackets import CLOSING
from grader.formulas.tokens import Kind, Token


def is_a_size(inside: Sequence[Token]) -> bool:
    """Whether the end of a sum is a letter that nobody declared, as n_ℓ: it is how many entries there are."""
    letter = bool(inside) and inside[0].kind is Kind.LETTERS and len(inside[0].text) == 1 and inside[0].text not in "ijkl"
    return letter and all(one.kind is Kind.SUB for one in inside[1:]) and len(inside) <= 2


def parted_by_commas(inside: Sequence[Token]) -> list[list[Token]]:
    """What commas part, brackets aside."""
    found: list[list[Token]] = [[]]
    depth = 0
    for token in inside:
        if token.kind is Kind.SIGN:
            depth += (token.text in CLOSING) - (token.text in CLOSING.values())
        if token.kind is Kind.SIGN and token.text == "," and depth == 0:
            found.append([])
        else:
            found[-1].append(token)
    return found
