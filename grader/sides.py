"""The two sides of a relation: where a label ends, where a value begins, and which words are neither."""

from collections.abc import Sequence

from grader.items import Fraction, Group, Item, Matrix, Number, Sign, Symbol, walk
from grader.labels import last_label
from grader.literals import LISTING, PREFIXES

STRONG = frozenset("=≈~≡←")
BREAKS = frozenset("⇒∴⇔→<>≤≥≠∝∈≪≫")


def cut(items: Sequence[Item]) -> tuple[list[list[Item]], list[str]]:
    """Items between relations at the top level, and the relations; arrows and inequalities part without relating."""
    parts: list[list[Item]] = [[]]
    relations: list[str] = []
    for position, item in enumerate(items):
        text = item.text if isinstance(item, Sign) else ""
        if text and (text in STRONG or (text == "→" and not relations and last_label(left_hand(parts[-1])) is not None)):
            if text == "~" and not parts[-1] and relations:
                continue
            if parts[-1] and isinstance(parts[-1][-1], Sign) and parts[-1][-1].text == ":":
                parts[-1].pop()
            parts.append([])
            relations.append(text)
        elif text == ":" and names_value(parts[-1], items[position + 1 :]):
            parts.append([])
            relations.append(":")
        else:
            parts[-1].append(item)
    return parts, relations


def names_value(before: Sequence[Item], after: Sequence[Item]) -> bool:
    """Whether a colon stands between a name and its value (`Accuracy: 0.94`), not before an equation (`Step 1: w = …`)."""
    if not before or not after:
        return False
    first = after[0]
    if isinstance(first, Sign) and first.text in STRONG:
        return False
    for item in after:
        if isinstance(item, Sign) and item.text in STRONG:
            return last_label(left_hand([other for other in after if other.start < item.start])) is None and begins_value(after)
    return begins_value(after)


def begins_value(items: Sequence[Item]) -> bool:
    """Whether a value may begin here."""
    for item in items:
        if isinstance(item, Symbol) and prefix(item):
            continue
        if isinstance(item, Sign) and item.text in "-+≈~ ":
            continue
        return isinstance(item, Number | Matrix | Fraction) or (
            isinstance(item, Group) and any(isinstance(i, Number | Matrix) for i in walk(item.items))
        )
    return False


def opens(items: Sequence[Item]) -> bool:
    """Whether a left-hand side stands here."""
    return last_label(left_hand(items)) is not None


def left_hand(items: Sequence[Item], *, phrase: bool = False) -> list[Item]:
    """The last part of what stands before a relation: behind the last full stop, gap, comma, arrow or colon; a phrase may hold commas."""
    start = 0
    for at, item in enumerate(items):
        if isinstance(item, Sign) and (item.stop or item.text in BREAKS or (not phrase and (item.separator or item.text in ":)]"))):
            start = at + 1
    return list(items[start:])


def region(items: Sequence[Item]) -> tuple[list[Item], list[Item] | None]:
    """Split `14, 20, so ŷ_2` (before a further `=`) into the value and the next label; without a label all is the member."""
    found = last_label(items)
    if found is None:
        return list(items), None
    start = found[1]
    while start and isinstance(word := items[start - 1], Symbol) and word.word and not prefix(word):
        start -= 1
    if start == 0 or (start == found[1] and not parts(items[start - 1])):
        return list(items), None
    end = start
    while end and parts(items[end - 1]):
        end -= 1
    return list(items[:end]), list(items[start:])


def parts(item: Item) -> bool:
    """Whether an item parts a value from what follows it."""
    return isinstance(item, Sign) and (item.separator or item.stop or item.text in BREAKS or item.text == ":")


def behind_value(items: Sequence[Item]) -> tuple[list[Item], list[Item] | None]:
    """Split `0.93, on the shifted data` (before a colon) into the value and the words of the next name."""
    kept = len(value_items(items))
    return list(items[:kept]), list(items[kept:])


def prefix(item: Symbol) -> bool:
    """A word that may stand before a value: `np.array`, `about`."""
    return item.base.casefold().rpartition(".")[2] in PREFIXES


def value_items(items: Sequence[Item]) -> tuple[Item, ...]:
    """The items of a member up to the first word, remark or full stop; none where a value turns into another one (`200 → 61`)."""
    kept: list[Item] = []
    for at, item in enumerate(items):
        if isinstance(item, Sign) and item.text == "→" and kept and begins_value(items[at + 1 :]):
            return ()
        if isinstance(item, Sign) and (item.stop or item.text in BREAKS):
            break
        if ends_value(items, at) or (kept and is_remark(item)):
            break
        kept.append(item)
    return tuple(kept)


def ends_value(items: Sequence[Item], at: int) -> bool:
    """Whether a word stands here that is no `and` between two values."""
    item = items[at]
    if not isinstance(item, Symbol) or not item.word or prefix(item):
        return False
    following = items[at + 1] if at + 1 < len(items) else None
    lists = isinstance(following, Number | Group) or (isinstance(following, Sign) and following.text == "-")
    return item.base.casefold() not in LISTING or not lists


def is_remark(item: Item) -> bool:
    """Brackets with words in them."""
    return isinstance(item, Group) and any(isinstance(inner, Symbol) and inner.word for inner in item.items)
