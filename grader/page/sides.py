"""The two sides of a relation: where a label ends, where a value begins, and which words are neither."""

import unicodedata
from collections.abc import Collection, Sequence

from grader.page.labels import last_label
from grader.page.methods import changes_value
from grader.text.items import Fraction, Group, Item, Matrix, Number, Sign, Symbol, walk
from grader.text.literals import ARRAYS, LISTING, PREFIXES, prefix_of

STRONG = frozenset("=≈~≡←")
NEAR = 80
"""How far ahead a line is looked through."""
ALTERNATIVES = frozenset("or oder bzw bzw. resp resp. vs vs. respectively alternatively alternativ to bis mod modulo".split())
BREAKS = frozenset("⇒∴⇔→<>≤≥≠∝∈≪≫≲≳⩽⩾≮≯≰≱≉≢∉≺≻")
CONNECTING = frozenset(
    "which and so gives give yields yield get we thus hence therefore that is this it then plugging inserting in the values "
    "value numbers number "
    "simplifies simplify to becomes or equivalently calculating computing with where finally now result results resulting as follows i.e. "
    "das ergibt damit also und somit daher eingesetzt einsetzen werte zahlen wir erhalten ergebnis liefert mit es folgt d.h.".split()
)
"""Words that only lead from one member of a chain to the next."""


def cut(items: Sequence[Item]) -> tuple[list[list[Item]], list[str]]:
    """Items between relations at the top level, and the relations; arrows and inequalities part without relating."""
    parts: list[list[Item]] = [[]]
    relations: list[str] = []
    items = unequal(items)
    for position, written in enumerate(items):
        item = written
        text = item.text if isinstance(item, Sign) else ""
        glued = items[position + 1] if position + 1 < len(items) else None
        if text == ":" and is_doubled(items, position, parts[-1], relations):
            continue
        if text == "-" and isinstance(glued, Sign) and glued.text == ">" and glued.start == item.end:
            continue
        if text == ">" and position and isinstance(dash := items[position - 1], Sign) and dash.text == "-" and dash.end == item.start:
            text, item = "→", Sign(dash.start, item.end, "→")
        if text and (text in STRONG or (text == "→" and not relations and last_label(left_hand(parts[-1])) is not None)):
            if text == "~" and not parts[-1] and relations:
                continue
            without_end(parts[-1], (":", "quad"))
            parts.append([])
            relations.append(text)
        elif text == ":" and names_value(parts[-1], items[position + 1 : position + NEAR]):
            without_end(parts[-1], ("quad",))
            parts.append([])
            relations.append(":")
        else:
            parts[-1].append(item)
    return parts, relations


def is_doubled(items: Sequence[Item], at: int, part: Sequence[Item], relations: Sequence[str]) -> bool:
    """Whether a colon belongs to the sign beside it: `name :: value`, as outlines have it, or `=:`."""
    glued = items[at + 1] if at + 1 < len(items) else None
    first = isinstance(glued, Sign) and glued.text == ":" and glued.start == items[at].end
    return first or (bool(relations) and not part and items[at - 1].end == items[at].start)


def without_end(items: list[Item], signs: Collection[str]) -> None:
    """Take away what stands between a name and its sign: a gap, a colon."""
    while items and isinstance(last := items[-1], Sign) and last.text in signs:
        items.pop()


def unequal(items: Sequence[Item]) -> Sequence[Item]:
    """The items with `=/=` as one sign."""
    signs = [
        at for at in range(1, len(items) - 1) if isinstance(sign := items[at], Sign) and sign.text == "/" and between_equals(items, at)
    ]
    for at in reversed(signs):
        items = [*items[: at - 1], Sign(items[at - 1].start, items[at + 1].end, "≠"), *items[at + 2 :]]
    return items


def between_equals(items: Sequence[Item], at: int) -> bool:
    """Whether an item stands right between two signs of equality."""
    before, own, behind = items[at - 1 : at + 2]
    equals = all(isinstance(one, Sign) and one.text == "=" for one in (before, behind))
    return equals and before.end == own.start and own.end == behind.start


def names_value(before: Sequence[Item], after: Sequence[Item]) -> bool:
    """Whether a colon stands between a name and its value (`Accuracy: 0.94`), not before an equation (`Step 1: w = …`)."""
    if not before or not after:
        return False
    first = after[0]
    if isinstance(first, Sign) and first.text == "quad":
        return names_value(before, after[1:])
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
    start = len(items)
    while start and not (
        isinstance(item := items[start - 1], Sign)
        and (item.stop or item.text in BREAKS or item.text == ";" or (not phrase and (item.separator or item.text in ":)]")))
        and not is_called(items, start - 1)
    ):
        start -= 1
    return list(items[start:][behind_values(items[start:]) :] if phrase else items[start:])


def is_called(items: Sequence[Item], at: int) -> bool:
    """Whether the point there is that of `w.grad`, as programs write it, which ends no sentence."""
    if not 0 < at < len(items) - 1:
        return False
    before, after = items[at - 1], items[at + 1]
    glued = isinstance(before, Symbol) and before.end == items[at].start and after.start == items[at].end
    return glued and isinstance(after, Symbol) and after.base == "grad"


def behind_values(items: Sequence[Item]) -> int:
    """Where a phrase begins behind the values of another one: that of `36.1 % (shifted), CNN` is the last word alone."""
    for at in range(len(items) - 2, -1, -1):
        if isinstance(items[at], Number):
            percent = isinstance(sign := items[at + 1], Sign) and sign.text == "%"
            end = at + 1 + percent
            remark = end < len(items) and is_remark(items[end])
            end += remark
            end += end < len(items) and isinstance(sign := items[end], Sign) and sign.separator
            return end if (remark or percent) and end < len(items) else 0
    return 0


def region(items: Sequence[Item]) -> tuple[list[Item], list[Item] | None]:
    """Split `14, 20, so ŷ_2` (before a further `=`) into the value and the next label; without a label all is the member."""
    found = last_label(items)
    if found is None:
        return before_words(items)
    start = found[1]
    while start and isinstance(word := items[start - 1], Symbol) and word.word:
        start -= 1
    if start == 0 or (start == found[1] and not parts(items[start - 1])):
        return list(items), None
    end = start
    while end and parts(items[end - 1]):
        end -= 1
    if changes_value(items, end):  # `[[1, 2]].T`
        return list(items), None
    return list(items[:end]), list(items[start:])


def before_words(items: Sequence[Item]) -> tuple[list[Item], list[Item] | None]:
    """Split `14, 20, the loss` (before a further `=`) into the value and the words of the next name."""
    start = next((at + 1 for at in range(len(items) - 1, 0, -1) if parts(items[at])), 0)
    name = items[start:]
    words = [item for item in name if isinstance(item, Symbol)]
    remarks = [item for item in name if is_remark(item)]
    if (
        not start
        or len(words) + len(remarks) != len(name)
        or not 0 < len(words) <= 6
        or all(w.base.casefold() in CONNECTING or prefix(w) for w in words)
    ):
        return list(items), None
    return list(items[: start - 1]), list(name)


def parts(item: Item) -> bool:
    """Whether an item parts a value from what follows it."""
    return isinstance(item, Sign) and (item.separator or item.stop or item.text in BREAKS or item.text == ":")


def behind_value(items: Sequence[Item]) -> tuple[list[Item], list[Item] | None]:
    """Split `0.93, on the shifted data` (before a colon) into the value and the words of the next name."""
    kept = len(value_items(items))
    return region(items) if kept == len(items) else (list(items[:kept]), list(items[kept:]))


def prefix(item: Symbol) -> bool:
    """A word that may stand before a value: `np.array`, `about`."""
    return prefix_of(item) in PREFIXES


def value_items(items: Sequence[Item]) -> tuple[Item, ...]:
    """The items of a member up to the first word, remark or full stop; none where more than one value is said (`200 → 61`)."""
    for at, item in enumerate(items):
        stopped = isinstance(item, Sign) and (item.stop or item.text in BREAKS or unicodedata.category(item.text[0]) == "So")
        if stopped or ends_value(items, at) or (at and is_remark(item) and not is_call(items[at - 1])):
            return () if at and goes_on(items, at) else tuple(items[:at])
    return tuple(items)


def goes_on(items: Sequence[Item], at: int) -> bool:
    """Whether what ends a value only leads to another one, or is glued to it."""
    item = items[at]
    if is_torn(items, at) or changes_value(items, at):
        return True
    while at + 1 < len(items) and (is_remark(items[at]) or (is_stop(items[at]) and is_stop(items[at + 1]))):
        at += 1
    following = items[at]
    if is_stop(item) and following is not item:
        return begins_value(items[at + 1 :])  # `28 ... 31`
    if isinstance(item, Symbol) and item.start == items[at - 1].end and isinstance(items[at - 1], Number):
        return True
    if isinstance(following, Sign) and (following.text == "→" or (following.operator and following is not item)):
        return begins_value(items[at + 1 :])
    return isinstance(following, Symbol) and following.base.casefold() in ALTERNATIVES and begins_value(items[at + 1 :])


def is_stop(item: Item) -> bool:
    """A full stop, or one of an ellipsis."""
    return isinstance(item, Sign) and item.text in (".", "…")


def is_torn(items: Sequence[Item], at: int) -> bool:
    """Whether a decimal point stands here with a gap behind it (`0. 72`), as in text that is set letter by letter."""
    if not is_stop(items[at]) or not 0 < at < len(items) - 1:
        return False
    whole, part, last = items[at - 1], items[at + 1], items[at + 2] if at + 2 < len(items) else None
    numbers = isinstance(whole, Number) and isinstance(part, Number) and whole.text.isdigit() and part.text.isdigit()
    return numbers and whole.end == items[at].start and (last is None or (isinstance(last, Sign) and (last.separator or last.text == "%")))


def ends_value(items: Sequence[Item], at: int) -> bool:
    """Whether a word stands here that is no `and` between two values."""
    item = items[at]
    if not isinstance(item, Symbol) or not item.word or (prefix(item) and begins_value(items[at + 1 : at + NEAR])):
        return False
    following = items[at + 1] if at + 1 < len(items) else None
    lists = isinstance(following, Number | Group) or (isinstance(following, Sign) and following.text == "-")
    return item.base.casefold() not in LISTING or not lists


def is_call(before: Item) -> bool:
    """Whether brackets behind it hold a program's value: `tensor([14.], grad_fn=…)`."""
    return isinstance(before, Symbol) and prefix_of(before) in ARRAYS


def is_remark(item: Item) -> bool:
    """Brackets with words in them."""
    return isinstance(item, Group) and any(isinstance(inner, Symbol) and inner.word for inner in item.items)
