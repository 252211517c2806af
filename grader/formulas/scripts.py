"""What small signs at a symbol say: indices, transposes, slopes, the index of a sum and its bounds."""

from collections.abc import Callable, Sequence
from fractions import Fraction

from grader.formulas.conditions import condition
from grader.formulas.tokens import Kind, Token
from grader.formulas.tree import Condition, Letter, Number, Sum, Tree
from grader.formulas.unread import NotRead
from grader.formulas.vocabulary import Vocabulary

MOST_INDICES = 4
ZERO = Number(Fraction(0))
METHODS = frozenset(("T", "mT", "H"))
CALLED = frozenset(("t", "transpose"))


def entries(inside: Sequence[Token], words: Vocabulary) -> tuple[Tree, ...]:
    """The indices of an entry: `i`, `ij`, `i, j`, `2`."""
    found: list[Tree] = []
    for token in inside:
        if token.kind is Kind.SIGN and token.text == ",":
            continue
        if token.kind is Kind.NUMBER and token.text.isdecimal():
            found.append(Number(Fraction(token.text)))
        elif token.kind in (Kind.LETTERS, Kind.NAME) and len(token.text) <= MOST_INDICES and token.text.isalpha():
            found += [Letter(letter) for letter in token.text]
        else:
            raise NotRead("an index that is more than a letter or a number", token.start)
    if not 0 < len(found) <= MOST_INDICES:
        raise NotRead("an index is missing" if not found else "too many indices")
    _ = words
    return tuple(found)


def transposes(found: Sequence[Token], at: int) -> int:
    """How many tokens of `.T` or `.t()` begin here."""
    texts = [token.text for token in found[at : at + 4]]
    if texts[:1] != ["."] or len(texts) < 2:
        return 0
    if texts[1] in CALLED and texts[2:4] == ["(", ")"]:
        return 4
    return 2 if texts[1] in METHODS else 0


def is_slope(token: Token) -> bool:
    """Whether a sign behind a function makes it its slope: a prime, `^{(1)}`."""
    if token.kind is Kind.SUP:
        return tuple(one.text for one in token.inner[0]) in (("(", "1", ")"), ("'",))
    return token.kind is Kind.SIGN and token.text == "'"


def summed(inside: Sequence[Token], high: Tree | None, tree: Callable[[Sequence[Token]], Tree], words: Vocabulary) -> list[Sum]:
    """The sums that stand below a Σ: `k`, `k=1`, `k ≠ i`, `i, j`, `1 ≤ k ≤ N`."""
    texts = [token.text for token in inside]
    letters = [token.text for token in inside if token.kind in (Kind.LETTERS, Kind.NAME)]
    if "∈" in texts or not letters:
        raise NotRead("what a sum runs over")
    if len(texts) > 2 and texts[1] == "=":
        return [Sum(_letter(inside[0]), ZERO, tree(inside[2:]), high)]
    if texts.count("≤") == 2 and len(texts) > 4 and texts[1] == texts[3] == "≤":
        return [Sum(_letter(inside[2]), ZERO, tree(inside[:1]), tree(inside[4:]))]
    if any(text in ("≠", "<", ">", "≤", "≥") for text in texts):
        if "," in texts:
            raise NotRead("a sum with several conditions")
        only = condition(inside)
        return [Sum(_bound(only), ZERO, None, high, only)]
    return [Sum(one.letter, ZERO, None, high) for one in entries(inside, words) if isinstance(one, Letter)]


def _letter(token: Token) -> str:
    if token.kind not in (Kind.LETTERS, Kind.NAME) or len(token.text) != 1:
        raise NotRead("what a sum runs over", token.start)
    return token.text


def _bound(only: Condition) -> str:
    """The index of a sum with a condition: the one on its left."""
    if not isinstance(only.left, Letter):
        raise NotRead("what a sum runs over")
    return only.left.letter
