"""Numbers that a sentence lists, or that its calculation ends with, with the words before them: `the weights are (1.56, 0.28, 2)`."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from grader.page.prose import words_in
from grader.page.sides import STRONG
from grader.sentences.spoken import Placed
from grader.text.items import Group, Item, Number, Sign, Symbol
from grader.text.vectors import LISTING

ONWARDS = frozenset("to down up auf zu over".split())
BY = frozenset("from by um minus".split())
TERMS = frozenset("+-·×*^/")
MOST_ENTRIES, NEAR = 12, 12
MANY = 3
"""Numbers in a row that are parts of something."""
Run = list[tuple[int, list[Item]]]
"""Numbers that are listed, each with its line and its items; a list in brackets stands alone."""


def runs(sentence: Sequence[Placed]) -> Iterator[tuple[Run, tuple[str, ...]]]:
    """The numbers of a sentence that are listed one after the other, with the words of the clause before them."""
    items = [item for _, item in sentence]
    at, begin = 0, 0
    while at < len(items):
        run, end = listed(sentence, at)
        if not run:
            at += 1
            continue
        if is_old(items, at, end) or is_term(items, end):
            at = end
            continue  # `from 1 to 0.72`, `12 + 16 = 28`
        start = before_reckoning(items, run_start(items, at), begin)
        clause = [item for item in items[begin:start] if isinstance(item, Symbol)][-NEAR:]
        if start >= 0 and len(run) <= MOST_ENTRIES:
            yield run, words_in(clause)
        at = begin = end


def is_term(items: Sequence[Item], end: int) -> bool:
    """Whether what ends here is reckoned with, or equal to what follows."""
    sign = items[end] if end < len(items) else None
    spaced = end + 1 >= len(items) or not isinstance(sign, Sign) or isinstance(items[end + 1], Number | Group)
    return sign is not None and (leads_on(sign) or (isinstance(sign, Sign) and sign.text in TERMS and spaced))


def before_reckoning(items: Sequence[Item], at: int, begin: int) -> int:
    """Where the calculation begins that ends with a number; -1 where the number is a term, or where a symbol is said to be it."""
    before = items[at - 1] if at > begin else None
    if isinstance(before, Sign) and before.text in TERMS:
        return -1
    if not isinstance(before, Sign) or before.separator or before.text == ":":
        return at
    if before.text not in STRONG:
        return -1  # `dL/db ≲ 28`
    while at > begin and not isinstance(items[at - 1], Symbol):
        at -= 1
    return at if isinstance(items[at], Number | Group) else -1


def is_old(items: Sequence[Item], start: int, end: int) -> bool:
    """Whether numbers are what something was before, or by how much it changed: behind `from` or `by`, before `to`, `auf` or an arrow."""
    before, behind = (items[start - 1] if start else None), (items[end] if end < len(items) else None)
    leads = isinstance(behind, Symbol) and behind.base.casefold() in ONWARDS
    arrow = isinstance(behind, Sign) and behind.text == "→"
    return leads or arrow or (isinstance(before, Symbol) and before.base.casefold() in BY)


def run_start(items: Sequence[Item], at: int) -> int:
    """Where the words before a number end: before its sign."""
    return at - 1 if at and isinstance(sign := items[at - 1], Sign) and sign.text == "-" else at


def listed(sentence: Sequence[Placed], at: int) -> tuple[Run, int]:
    """The numbers from here on that only commas and `and` stand between, and where they end."""
    run: Run = []
    end = at
    if at < len(sentence) and is_list(sentence[at][1]):
        return [(sentence[at][0], [sentence[at][1]])], at + 1
    while (own := number_at(sentence, at)) is not None:
        run.append(own)
        end = at = at + len(own[1])
        while at < len(sentence) and is_listing(sentence[at][1]):
            at += 1
        if at == end:
            break
    return run, end


def number_at(sentence: Sequence[Placed], at: int) -> tuple[int, list[Item]] | None:
    """The number that begins here, with its minus."""
    line, first = sentence[at] if at < len(sentence) else (0, None)
    if isinstance(first, Number) and first.bare:
        return line, [first]
    second = sentence[at + 1][1] if at + 1 < len(sentence) else None
    minus = isinstance(first, Sign) and first.text == "-" and isinstance(second, Number) and second.start == first.end
    return (line, [first, second]) if minus and first is not None and isinstance(second, Number) else None


def is_listing(item: Item) -> bool:
    """Whether an item stands between the entries of a list."""
    return (isinstance(item, Sign) and item.separator) or (isinstance(item, Symbol) and item.base.casefold() in LISTING | {"sowie"})


def is_list(item: Item) -> bool:
    """Whether an item is a list of numbers in brackets."""
    if not isinstance(item, Group) or item.opening not in "([":
        return False
    plain = all(isinstance(one, Number) or (isinstance(one, Sign) and (one.separator or one.text == "-")) for one in item.items)
    return plain and sum(isinstance(one, Number) for one in item.items) > 1


def parts_in(items: Sequence[Item], values: Sequence[tuple[int, int]]) -> frozenset[int]:
    """Where the whole numbers of a list of three and more begin: `the layers have 74, 2432, 4800 and 16010` tells none alone."""
    found: set[int] = set()
    listed: list[int] = []
    for (start, end), (following, _) in pairwise([*values, (len(items), len(items))]):
        listed.append(start)
        if end == following or not all(is_listing(item) for item in items[end:following]):
            found |= set(listed) if len(listed) >= MANY else set()
            listed = []
    return frozenset(found)


def leads_on(item: Item | None) -> bool:
    """Whether a sign of equality follows, so that the value is further on."""
    return isinstance(item, Sign) and item.text in STRONG and item.text != "←"
