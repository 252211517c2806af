"""Forms of a line that state a value without a plain equation: a note, an equation turned round, a name above its value or behind one."""

from collections.abc import Sequence

from grader.document import Line, LineKind
from grader.page.labels import last_label
from grader.page.prose import copula
from grader.page.sides import ALTERNATIVES, CONNECTING, begins_value, cut, value_items
from grader.text.arithmetic import split_list
from grader.text.items import Group, Item, Matrix, Number, Sign, Symbol, walk
from grader.text.symbols import Label

LONGEST_LABEL = 7
"""Items of a symbol or a derivative."""
SUMS = "Σ∑Π∏∫"
BULLETS = frozenset("-*•+–")
FURTHER = frozenset("and und while whereas während sowie".split())
LONGEST_KEY, SHORTEST_KEY = 2, 2
LONGEST_CLAUSE = 40
SHORT_HEAD = 3
LONGEST_NAME = 6
"""Words of a name that is noted beside its value."""


def noted(items: Sequence[Item]) -> list[tuple[tuple[Item, ...], tuple[Item, ...]]]:
    """`mlp normal 93.9 %, mlp shifted 38.2 %`: names with their values, where a line holds nothing else."""
    pairs = []
    head = next((at for at, item in enumerate(items) if not isinstance(item, Symbol)), 0)
    if 0 < head <= SHORT_HEAD and isinstance(colon := items[head], Sign) and colon.text == ":":
        return [((*items[:head], *name), value) for name, value in noted(items[head + 1 :])]  # `MLP: test 0.94, shifted 0.36`
    for part in split_list(items):
        at = next((at for at, item in enumerate(part) if not isinstance(item, Symbol)), 0)
        rest = part[at + 1 :]
        plain = isinstance(part[at], Number) and all(isinstance(item, Sign) and (item.text == "%" or item.stop) for item in rest)
        if not 0 < at <= LONGEST_NAME or not (plain or is_count(part[at:])):
            return []
        pairs.append((part[:at], part[at:]))
    return pairs


def is_count(items: Sequence[Item]) -> bool:
    """Whether items are a count with its percentage and nothing else: `1907/1991 (95.78 %)`, `1907/1991 (95.78)%`."""
    kept = [item for item in items if not (isinstance(item, Sign) and item.stop)]
    if len(kept) not in (4, 5) or not isinstance(stroke := kept[1], Sign) or stroke.text != "/" or not isinstance(share := kept[3], Group):
        return False
    signs = [item for item in (*share.items[1:], *kept[4:]) if isinstance(item, Sign) and item.text == "%"]
    numbers = (kept[0], kept[2], *share.items[:1])
    return all(isinstance(item, Number) and item.bare for item in numbers) and len(share.items) + len(kept) - 4 == 2 and len(signs) == 1


def beside(items: Sequence[Item]) -> tuple[list[Item], list[Item]] | None:
    """The symbol and the value of `∂L/∂w (44; 72; 100)` or `b_new | 0.72`, where a line holds nothing else; `(3)` numbers an equation."""
    end = len(items) - (bool(items) and isinstance(items[-1], Sign) and items[-1].stop)
    start = end - 1
    if start > 1 and isinstance(sign := items[start - 1], Sign) and sign.text in "-−":
        start -= 1
    barred = start > 0 and isinstance(bar := items[start - 1], Sign) and bar.text == "|"
    name, value = list(items[: start - barred]), list(items[start:end])
    found = last_label(name)
    apart = bool(name) and bool(value) and name[-1].end < value[0].start and (barred or start == end - 1)
    if not apart or found is None or found[1] != 0 or found[0].key[:1] in SUMS or not plain_value(value):
        return None
    grouped = isinstance(last := value[-1], Group) and len(split_list(last.items)) < 2
    return None if grouped or len(name) > LONGEST_LABEL else (name, value)


def label_with_colon(items: Sequence[Item]) -> list[Item]:
    """The label of a line that holds nothing but it and a colon."""
    if not items or not isinstance(last := items[-1], Sign) or last.text != ":":
        return []
    found = last_label(items[:-1])
    return list(items[:-1]) if found is not None and found[1] == 0 else []


def turned_round(parts: Sequence[Sequence[Item]], relations: Sequence[str]) -> list[tuple[list[Item], list[Item]]]:
    """The labels and values of `(14, 20) = ŷ, 200 = L`, where a line holds nothing else."""
    value = list(parts[0])
    pairs = []
    for at, part in enumerate(parts[1:]):
        end = next((end for end, item in enumerate(part) if isinstance(item, Sign) and (item.separator or item.stop)), len(part))
        label, rest = list(part[:end]), [item for item in part[end:] if not (isinstance(item, Sign) and (item.separator or item.stop))]
        found = last_label(label)
        last = at == len(relations) - 1
        if relations[at] != "=" or not plain_value(value) or found is None or found[1] != 0 or last != (not rest):
            return []
        pairs.append((label, value))
        value = rest
    return pairs


def plain_value(items: Sequence[Item]) -> bool:
    """Whether items are one number, matrix or bracket of numbers, perhaps with a sign."""
    rest = items[1:] if items and isinstance(items[0], Sign) and items[0].text == "-" else items
    return len(rest) == 1 and isinstance(rest[0], Number | Matrix | Group) and not any(isinstance(item, Symbol) for item in walk(rest))


def name_behind(items: Sequence[Item]) -> int:
    """Where the next name begins in `0.94 shifted` (before a further `=`): a number and one or two words; 0 where that is not so."""
    at = 2 if len(items) > 1 and isinstance(sign := items[1], Sign) and sign.text == "%" else 1
    words = items[at:]
    plain = bool(items) and isinstance(items[0], Number) and items[0].bare and 0 < len(words) <= LONGEST_KEY
    named = all(isinstance(word, Symbol) and len(word.base) > SHORTEST_KEY and not word.sup for word in words)
    told = {word.base.casefold() for word in words if isinstance(word, Symbol)}
    return at if plain and named and not told & (CONNECTING | ALTERNATIVES) else 0


def key_behind(items: Sequence[Item], parts: Sequence[Sequence[Item]]) -> int:
    """Where the next symbol begins in `w=[1.56 0.28 2.] b=0.72`, as programs print it; 0 where blanks stand otherwise."""
    label, following = items[1] if len(items) == 2 else None, parts[0] if parts else ()
    if not isinstance(label, Symbol) or not following or not isinstance(items[0], Number | Group | Matrix) or not items[0].bare:
        return 0
    return 1 if following[0].start == label.end + 1 and label.start > items[0].end else 0


def head_of_line(items: Sequence[Item]) -> list[Item]:
    """What a line of `name=value` begins with before a colon, a bar or a wide gap: `MLP: acc=0.94 shifted=0.36`; or its first word."""
    at = next((at for at, item in enumerate(items) if isinstance(item, Sign) and item.text in (":", "|", "quad")), 1)
    head = list(items[:at])
    words = all(isinstance(item, Symbol | Group) for item in head) and not any(isinstance(item, Number) for item in walk(head))
    return head if len(items) > 1 and len(head) <= LONGEST_NAME and words else []


def led_in(items: Sequence[Item]) -> list[Item]:
    """The words that a value's end leads in before a colon: `94.2 %; shifted: acc MLP` (before a further `=`)."""
    colon = next((at for at in range(len(items) - 1, 0, -1) if isinstance(sign := items[at], Sign) and sign.text == ":"), 0)
    begin = next((at for at in range(colon - 1, 0, -1) if isinstance(sign := items[at], Sign) and (sign.separator or sign.stop)), colon)
    words = list(items[begin + 1 : colon])
    return words if words and len(words) <= LONGEST_NAME and all(isinstance(word, Symbol) for word in words) else []


def label_behind_value(items: Sequence[Item]) -> tuple[Label, int] | None:
    """The label right behind a value (before a further `=`), and where it begins: the next one's name, or a factor."""
    for at in range(len(items) - 1, max(0, len(items) - LONGEST_LABEL - 1), -1):
        found = last_label(items[at:])
        if found is not None and found[1] == 0 and isinstance(items[at - 1], Number | Matrix | Group) and found[0].key[:1] not in SUMS:
            return (found[0], at) if begins_value(items) else None
    return None


def names_result(parts: Sequence[Sequence[Item]], relations: Sequence[str]) -> bool:
    """`ŷ - y = (12, 16) = ∂L/∂ŷ`, `… = 0.72 =: b_new`: whether the last member names the one before it."""
    found = last_label(parts[-1]) if len(parts) > 2 and relations[-1] == "=" and plain_value(parts[-2]) else None
    return found is not None and found[1] == 0


def clause_behind(items: Sequence[Item]) -> tuple[Sequence[Item], int] | None:
    """`(14; 20), der Verlust beträgt 200`: the clause of words behind a value, and where its verb stands."""
    value = value_items(items)
    rest = items[len(value) :]
    parted = bool(value) and isinstance(last := value[-1], Sign) and (last.separator or last.stop)
    if not parted or not rest or len(rest) > LONGEST_CLAUSE or not isinstance(rest[0], Symbol):
        return None
    at = copula(rest)
    return None if at is None else (rest, at)


def sentence_before(items: Sequence[Item]) -> int:
    """How much of what stands before a relation is a sentence of its own that states a value: `The loss is 200. Its gradient: …`."""
    stop = next((at for at in range(len(items) - 1, 0, -1) if isinstance(sign := items[at], Sign) and sign.stop), 0)
    stop = stop or next((at for at in range(len(items) - 3, 0, -1) if ends_clause(items, at)), 0)
    return stop if stop and stop < len(items) - 1 and copula(items[:stop]) is not None else 0


def ends_clause(items: Sequence[Item], at: int) -> bool:
    """Whether a comma stands behind a list of numbers, and `and` behind it: `the first is (44, 72, 100), and the second is …`."""
    comma, value, word = items[at], items[at - 1], items[at + 1]
    further = isinstance(word, Symbol) and word.base.casefold() in FURTHER
    return isinstance(comma, Sign) and comma.separator and further and isinstance(value, Group)


def without_bullet(items: list[Item], line: Line) -> list[Item]:
    """The items behind the mark of a list."""
    if len(items) > 1 and line.kind is LineKind.TEXT and isinstance(first := items[0], Sign) and first.text in BULLETS:
        return items[1:] if items[1].start > first.end else items
    return items


def leaves_open(items: Sequence[Item]) -> bool:
    """Whether a round bracket begins that does not end."""
    return any(isinstance(item, Sign) and item.text == "(" for item in items)


def closes(items: Sequence[Item]) -> bool:
    """Whether a round bracket ends, at the end, that did not begin."""
    signs = [item.text for item in items if isinstance(item, Sign) and item.text in "()"]
    return (
        signs == [")"]
        and isinstance(last := [item for item in items if not (isinstance(item, Sign) and item.separator)][-1], Sign)
        and last.text == ")"
    )


def next_sentence(part: Sequence[Item]) -> int:
    """Where a full stop stands between a value and the words of another sentence, before a further sign of equality; 0 where none does."""
    for at, item in enumerate(part):
        if at and isinstance(item, Sign) and item.stop and begins_with_word(part[at + 1 : at + 3]):
            return at if begins_value(part) else 0
    return 0


def begins_with_word(items: Sequence[Item]) -> bool:
    """Whether a sentence may begin so: with a word, or with `A` and a word."""
    first, second = (*items, None, None)[:2]
    return isinstance(first, Symbol) and (first.word or (first.base == "A" and isinstance(second, Symbol) and second.word))


def rest_of_bracket(member: Sequence[Item], items: Sequence[Item]) -> int:
    """How many items of a line are the rest of a bracket that a member on the line above left open; 0 where it left none."""
    first = cut(items)[0][0]
    words = any(isinstance(item, Symbol) and item.word for item in first)
    return 0 if words or not closes(first) or not leaves_open(member) else len(first)
