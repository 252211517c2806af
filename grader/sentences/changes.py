"""Two values of one thing, before and after: `the MLP drops from 0.944 to 0.352`, `CNN: 96.5 % → 58.0 %`, for names that stand in pairs."""

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from grader.page.prose import DENIALS, SUPPOSALS
from grader.page.wanted import Wanted
from grader.sentences.naming import CHANGES, FOREIGN
from grader.sentences.spoken import PARTING, Placed
from grader.text.items import Item, Number, Sign, Symbol
from grader.text.phrases import PLAIN, phrase

TO = frozenset("to auf".split())
LONGEST = 150
"""Items of a sentence."""
Change = tuple[int, list[Item], Wanted]
"""A value with its line and its name."""


def changes(sentence: Sequence[Placed], wanted: Sequence[Wanted], known: Collection[str]) -> Iterator[Change]:
    """Both values of each change that a sentence tells, where one pair of names is meant."""
    items = [item for _, item in sentence]
    words = {item.base.casefold() for item in items if isinstance(item, Symbol)}
    if len(items) > LONGEST or words & (DENIALS | SUPPOSALS):
        return
    found = list(between(items))
    told: list[tuple[Wanted, Wanted]] = []
    out: list[Change] = []
    for at, (start, arrow, end) in enumerate(found):
        before = clause(items[found[at - 1][2] if at else 0 : start], first=at == 0)
        last = at + 1 == len(found)
        pair = meant([*before, *(items[end:] if last else [])], wanted) or meant(before, wanted)
        if pair is None or pair in told:
            return
        told.append(pair)
        cut = [(start, items[start:arrow]), (arrow + 1, items[arrow + 1 : end])]
        out += [(sentence[place][0], value, w) for (place, value), w in zip(cut, pair, strict=True) if w.name not in known]
    yield from out


def between(items: Sequence[Item]) -> Iterator[tuple[int, int, int]]:
    """Where a value, an arrow or `to`, and a smaller value stand: the beginning, the arrow, the end."""
    for at, item in enumerate(items):
        arrow = isinstance(item, Sign) and item.text in "→↘"
        to = isinstance(item, Symbol) and item.base.casefold() in TO
        if not (arrow or to) or not at:
            continue
        start = at - 1 - (isinstance(sign := items[at - 1], Sign) and sign.text == "%")
        first, second = (items[start] if start >= 0 else None), (items[at + 1] if at + 1 < len(items) else None)
        if isinstance(first, Number) and isinstance(second, Number) and first.bare and second.bare:
            end = at + 2
            end += end < len(items) and isinstance(sign := items[end], Sign) and sign.text == "%"
            yield start, at, end


def clause(items: Sequence[Item], *, first: bool) -> list[Item]:
    """The words before a change, from the last sign that parts it from the one before."""
    if first:
        return list(items)
    begin = next((at for at in range(len(items) - 1, -1, -1) if parts(items[at])), -1)
    return list(items[begin + 1 :])


def parts(item: Item) -> bool:
    """Whether one change ends here and another begins."""
    return isinstance(item, Sign) and item.separator if not isinstance(item, Symbol) else item.base.casefold() in PARTING


def meant(items: Sequence[Item], wanted: Sequence[Wanted]) -> tuple[Wanted, Wanted] | None:
    """The pair of names that some words mean: what all of them may stand for is the later one, its plain sister the earlier one."""
    return pair_of([item.base for item in items if isinstance(item, Symbol)], wanted)


def pair_of(words: Sequence[str], wanted: Sequence[Wanted]) -> tuple[Wanted, Wanted] | None:
    """The same for words."""
    heard = phrase(" ".join(words))
    pairs = []
    for one, later in pairwise(wanted):
        common = one.vocabulary & later.vocabulary - PLAIN - FOREIGN
        telling = heard & (one.vocabulary | later.vocabulary) - PLAIN
        foreign = (heard & FOREIGN) - CHANGES - one.vocabulary - later.vocabulary
        others = frozenset().union(*(w.vocabulary for w in wanted if w is not one and w is not later)) - one.vocabulary - later.vocabulary
        if telling & common and telling <= later.vocabulary and not foreign and not heard & others and one.task == later.task:
            pairs.append((one, later))
    return pairs[0] if len(pairs) == 1 else None
