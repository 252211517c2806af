"""All ways in which a formula may be read: the plain one, others that are as plausible, and those that a kind reader would allow."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations

from grader.formulas.brackets import CLOSING, levels
from grader.formulas.grammar import Grammar
from grader.formulas.tokens import Kind, Token
from grader.formulas.tree import Tree, parts
from grader.formulas.unread import NotRead
from grader.formulas.vocabulary import Vocabulary

AS_PLAUSIBLE = frozenset(("slash",))
"""Another reading of the same weight; the others only keep a formula from being called wrong."""
MOST_NODES = 400
DEEPEST = 120


@dataclass(frozen=True)
class Reading:
    """One way to read a formula."""

    tree: Tree
    kind: bool = False
    """Whether only a kind reader would take it so: it never makes a formula right."""
    each: bool = False
    """Whether it was written for two directions, `A × A`, and is one of the two."""
    program: bool = False
    """Whether it follows a program's rules."""
    told: bool = False
    """Whether a symbol of the sheet has a meaning in it that the text gives it."""


def readings(found: Sequence[Token], words: Vocabulary) -> tuple[Reading, ...]:
    """The ways to read some tokens, the plain one first. Raises NotRead where that one fails."""
    each = twice(found, frozenset(name for _, name in words.letters))
    own = list(found if each is None else each)
    grammar = Grammar(words)
    first = bounded(grammar.tree(own))
    out = [Reading(first, each=each is not None)]
    for choices in subsets(grammar.met):
        try:
            tree = bounded(Grammar(words, choices).tree(own))
        except NotRead:
            continue
        if tree not in (one.tree for one in out):
            out.append(Reading(tree, kind=not choices <= AS_PLAUSIBLE, each=each is not None))
    return tuple(out)


def subsets(met: set[str]) -> Iterator[frozenset[str]]:
    """All choices that differ from the plain reading."""
    names = sorted(met)
    yield from map(frozenset, chain.from_iterable(combinations(names, length) for length in range(1, len(names) + 1)))


def bounded(tree: Tree) -> Tree:
    """The tree, unless it is larger than anybody's. Raises NotRead."""
    waiting, count = [(tree, 0)], 0
    while waiting:
        one, depth = waiting.pop()
        count += 1
        if count > MOST_NODES or depth > DEEPEST:
            raise NotRead("it is too long to be worked out")
        waiting += [(part, depth + 1) for part in parts(one)]
    return tree


def twice(found: Sequence[Token], letters: frozenset[str] = frozenset()) -> Sequence[Token] | None:
    """One of the two where the same stands twice, `A × A`, `(A, A)`, and is a formula or a letter of the text for one; None elsewhere."""
    inside = found
    if len(found) > 4 and found[0].kind is Kind.SIGN and found[0].text == "(" and _closes_last(found):
        inside = found[1:-1]
    for sign in ("×", ",", "*", "·"):
        if sign == "," or inside is found:
            halves = _halves(inside, sign)
            if halves and (len(halves) > 3 or halves[0].text in letters):
                return halves
    return None


def _closes_last(found: Sequence[Token]) -> bool:
    """Whether the bracket that begins it ends it."""
    return found[-1].text == CLOSING["("] and all(depth > 0 for depth in levels(found)[1:-1])


def _halves(found: Sequence[Token], sign: str) -> Sequence[Token] | None:
    """What stands before a sign, where the same stands behind it."""
    if len(found) % 2 == 0:
        return None
    middle = len(found) // 2
    if levels(found)[middle] != 0 or {"x": "×"}.get(found[middle].text, found[middle].text) != sign:
        return None
    return found[:middle] if tuple(found[:middle]) == tuple(found[middle + 1 :]) else None
