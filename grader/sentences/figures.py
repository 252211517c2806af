"""The numbers of a sentence, each with the words that stand nearest to it, before it and behind it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from grader.page.prose import POINTS, uncounted, words_in
from grader.page.sides import STRONG
from grader.sentences.spoken import PARTING, Placed, numbering
from grader.text.items import Fraction, Group, Item, Number, Sign, Symbol

FURTHER = PARTING | frozenset("but then dann respectively bzw bzw. jedoch however".split())
"""Words that part what is said of one number from what is said of the next."""
PREPOSITIONS = frozenset("of on for at in with under when once after auf für bei beim im mit von unter der des nach wenn".split())
"""Words with which a remark on the number before them begins."""
PER_CENT = frozenset("percent prozent percentage".split())
FILLING = frozenset(
    "about around only nur noch etwa rund ca ca. circa roughly approximately even sogar just merely still immerhin ungefähr bloß".split()
)
"""Words between a number and the preposition that tells what it is."""
ROUGH = frozenset("than als over under über unter mindestens höchstens above below between zwischen every each".split())
"""Words before a number that is only a bound, or compared with."""
TERMS = frozenset("+-·×*/()%^−")
COUNTING = 1_000
"""A whole number from here on counts pictures."""
LONGEST, MOST = 150, 12
"""Items of a sentence, and its numbers."""


@dataclass
class Figure:
    """A number of a sentence."""

    line: int
    items: list[Item]
    share: bool = False
    """It may be a share: a per cent sign stands behind it, or it is a decimal below one."""
    before: list[Item] = field(default_factory=list)
    behind: list[Item] = field(default_factory=list)
    glued: bool = False
    """Nothing but `and`, a comma or the like stands between it and the one before."""
    minus: bool = False
    percent: bool = False
    """The per cent sign stands behind the last number of its list."""
    aside: bool = False
    """It stands in brackets."""
    torn: bool = False
    """Nothing tells whether what stands between it and the one before is said of it."""
    arrow: bool = False
    """An arrow leads to it from the one before."""

    @property
    def lead(self) -> str:
        """The word right before it, where it is no mere filling; folded."""
        words = [item.base.casefold() for item in self.before if isinstance(item, Symbol)]
        return next((word for word in reversed(words) if word not in FILLING), "")

    @property
    def plain(self) -> frozenset[str]:
        """The words of its own clause that stand in no brackets, folded."""
        depth, found = 0, set()
        for item in self.near:
            depth += (item.text == "(") - (item.text == ")") if isinstance(item, Sign) else 0
            if isinstance(item, Symbol) and depth <= 0:
                found.add(item.base.casefold())
        return frozenset(found)

    @property
    def near(self) -> list[Item]:
        """The items of its own clause."""
        start = next((at + 1 for at in range(len(self.before) - 1, -1, -1) if is_parting(self.before[at])), 0)
        return [*self.before[start:], *self.behind]


def figures_of(sentence: Sequence[Placed]) -> list[Figure]:
    """The numbers of a sentence, without those of calculations; none where it is longer than a sentence."""
    flat = reckoned(opened(sentence)) if len(sentence) <= LONGEST else []
    items = [item for _, item in flat]
    found: list[Figure] = []
    gaps: list[list[Item]] = [[]]
    end = 0
    for at, (line, item) in enumerate(flat):
        if at < end:
            continue
        if isinstance(item, Number) and not numbering(items, at) and (number := figure(line, items, at)) is not None:
            end = at + len(number.items)
            found.append(number)
            gaps.append([])
        else:
            gaps[-1].append(item)
    if len(found) > MOST:
        return []
    with_words(found, gaps)
    return united(found)


def opened(sentence: Sequence[Placed]) -> list[Placed]:
    """The sentence with round brackets and arrows as signs of their own."""
    out: list[Placed] = []
    for line, item in sentence:
        if isinstance(item, Group) and item.opening == "(" and item.bare:
            inner = [(line, one) for one in item.items]
            out += [(line, Sign(item.start, item.start, "(")), *inner, (line, Sign(item.end, item.end, ")"))]
        else:
            out.append((line, item))
    return with_arrows(out)


def with_arrows(flat: Sequence[Placed]) -> list[Placed]:
    """The items with `->` and `-->` as one sign."""
    out: list[Placed] = []
    for line, item in flat:
        arrow = isinstance(item, Sign) and item.text == ">" and bool(out) and is_dash(out[-1][1], item.start)
        while arrow and out and is_dash(out[-1][1], item.start):
            out.pop()
        out.append((line, Sign(item.start, item.end, "→") if arrow else item))
    return out


def is_dash(item: Item, end: int) -> bool:
    """Whether a dash stands right before a place, or before another one there."""
    return isinstance(item, Sign) and item.text == "-" and 0 <= end - item.end <= 1


def reckoned(flat: Sequence[Placed]) -> list[Placed]:
    """The items without the terms of calculations: of `(95.9 - 54.8) / 95.9 = 42.9 %` the result."""
    out: list[Placed] = []
    for line, item in flat:
        if isinstance(item, Sign) and item.text in STRONG:
            while out and (
                isinstance(out[-1][1], Number | Fraction | Group) or (isinstance(sign := out[-1][1], Sign) and sign.text in TERMS)
            ):
                out.pop()
        else:
            out.append((line, item))
    return out


def figure(line: int, items: Sequence[Item], at: int) -> Figure | None:
    """A number with its unit, or with the number of which it is a part; None for a count of pictures."""
    first = items[at]
    if not isinstance(first, Number) or not first.bare:
        return None
    second = items[at + 1] if at + 1 < len(items) else None
    minus = at > 0 and isinstance(sign := items[at - 1], Sign) and sign.text in "-−–" and sign.end == first.start
    if (isinstance(second, Sign) and second.text == "%") or (isinstance(second, Symbol) and second.base.casefold() in PER_CENT):
        third = items[at + 2] if at + 2 < len(items) else None
        points = isinstance(third, Symbol) and third.base.casefold() in POINTS
        return Figure(line, [first, second], not points, minus=minus)
    digits = "".join(sign for sign in first.text if sign.isdigit())
    whole = first.text.isdigit() or (len(first.text) - len(digits) == 1 and len(digits) > 3 and first.text[-4:-3] in ",.")
    if whole and int(digits[:9]) >= COUNTING:
        return None
    small = len(first.text.partition(".")[2] or first.text.partition(",")[2]) > 1 and first.text[:1] in "0.,"
    pointed = isinstance(second, Symbol) and second.base.casefold() in POINTS
    return Figure(line, [first], small and not pointed and not minus)


def with_words(found: Sequence[Figure], gaps: Sequence[list[Item]]) -> None:
    """Give each number the words before it and behind it."""
    depth = 0
    for at, gap in enumerate(gaps):
        depth = max(0, depth + sum((item.text == "(") - (item.text == ")") for item in gap if isinstance(item, Sign)))
        behind, before = (gap, []) if at == len(found) else ([], gap) if at == 0 or not found[at - 1].share else shared_out(gap)
        if at == len(found):
            behind = behind[: next((place for place, item in enumerate(gap) if is_parting(item)), len(gap))]
        if at:
            found[at - 1].behind = uncounted(behind)
        if at < len(found):
            found[at].before = uncounted(before)
            found[at].torn = at > 0 and found[at - 1].share and bool(gap) and before == gap and not any(map(is_parting, gap))
            around = bool(before) and isinstance(sign := before[-1], Sign) and sign.text == "("  # `9,527 right (95.27 %)`
            found[at].aside = depth > 0 and not around
            found[at].glued = at > 0 and not any(isinstance(item, Symbol) and not is_parting(item) for item in gap)
            found[at].arrow = at > 0 and any(isinstance(item, Sign) and item.text == "→" for item in gap)


def shared_out(gap: Sequence[Item]) -> tuple[list[Item], list[Item]]:
    """What stands between two numbers, told apart: what is said of the first, and what of the second."""
    depth = 0
    if gap and isinstance(sign := gap[0], Sign) and sign.text == ")":
        return [], list(gap[1:])  # a number at the end of brackets; what stands behind them leads to the next one
    for at, item in enumerate(gap):
        text = item.text if isinstance(item, Sign) else ""
        if text == "(":
            if not any(isinstance(other, Sign) and other.text == ")" for other in gap[at:]):
                return list(gap[:at]), list(gap[at + 1 :])
            depth += 1
        elif text == ")" and depth:
            depth -= 1
        elif not depth and is_parting(item):
            return list(gap[:at]), list(gap[at + 1 :])
    first = gap[0] if gap else None
    if len(gap) == 1 and isinstance(first, Symbol) and first.base.casefold() in ("to", "auf"):
        return [], list(gap)
    last = gap[-1] if len(gap) > 1 else None
    if isinstance(last, Symbol) and last.base.casefold() in ("to", "auf") and isinstance(sign := gap[-2], Sign) and sign.text == ")":
        return list(gap[:-1]), list(gap[-1:])  # `um 62 % (relativ) auf 35 %`
    said_of_it = (isinstance(first, Sign) and first.text == "(") or (isinstance(first, Symbol) and first.base.casefold() in PREPOSITIONS)
    return (list(gap), []) if said_of_it else ([], list(gap))


def is_parting(item: Item) -> bool:
    """Whether an item ends what is said of one number."""
    if isinstance(item, Sign):
        return item.separator or item.text in "→–—"
    return isinstance(item, Symbol) and item.base.casefold() in FURTHER


def united(found: list[Figure]) -> list[Figure]:
    """The numbers of a list share the per cent sign behind its last one: `94, 96, 39 and 55 %`."""
    for one, following in reversed(list(pairwise(found))):
        per_cent = following.percent or (following.share and len(following.items) == 2)
        changes = following.lead in ("to", "auf") and not words_in(following.before)[1:]  # `von 94,2 auf 38,0 Prozent`
        if (following.glued or (changes and not one.behind)) and per_cent and not one.share and len(one.items) == 1:
            one.share = one.percent = True
    return found
