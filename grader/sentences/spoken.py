"""The values of one sentence with the words that are their own, before them and behind them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from grader.page.prose import DENIALS, SUPPOSALS, uncounted, words_in
from grader.page.sides import BREAKS, STRONG
from grader.page.strays import is_count
from grader.text.items import Group, Item, Matrix, Number, Sign, Symbol, walk
from grader.text.phrases import NUMBERED, STOP_WORDS, phrase

PARTING = frozenset("and und while whereas but aber während sowie against gegen gegenüber versus vs vs.".split())
ELSEWISE = frozenset(
    "from between zwischen than als or oder more less fewer higher lower better worse mehr weniger höher niedriger besser schlechter "
    "loses lost verliert verloren gains gained gewinnt points prozentpunkte pp "
    "about least most mindestens höchstens over under über unter unless".split()
)
"""Words that say that a value is compared with something, or is only one of two."""
IN_TURN = frozenset("respectively jeweils resp resp. bzw bzw.".split())
MOST_VALUES = 8
Placed = tuple[int, Item]
"""An item and its line."""


@dataclass
class Told:
    """A value of a sentence with the words that are its own."""

    line: int
    items: list[Item]
    before: list[Item] = field(default_factory=list)
    behind: list[Item] = field(default_factory=list)
    aside: bool = False
    """It stands in brackets."""
    qualified: bool = False
    """What stands behind it is said of it alone (`on the shifted data`, `(MLP)`), unlike the name of a unit (`parameters`)."""
    remark: bool = False
    """Brackets stand right behind it."""

    @property
    def own(self) -> frozenset[str]:
        """Its telling words."""
        return said([*self.before, *self.behind])

    @property
    def left(self) -> frozenset[str]:
        """Those that may hold for the next value, too."""
        return said(self.before if self.qualified else [*self.before, *self.behind])


def values_of(sentence: Sequence[Placed]) -> list[Told] | None:
    """The values of a sentence with their words; None where it says more than that they are."""
    flat = spread(sentence)
    words = {item.base.casefold() for _, item in flat if isinstance(item, Symbol)}
    if words & (DENIALS | SUPPOSALS | ELSEWISE) or any(odd(item) for _, item in flat):
        return None
    found, gaps = split(flat)
    if not found or len(found) > MOST_VALUES:
        return None
    found[0].before = [item for item in uncounted(gaps[0]) if isinstance(item, Symbol)]
    for at, gap in enumerate(gaps[1:-1]):
        parts = parts_of(gap)
        if parts is None:
            return None
        found[at].behind, found[at + 1].before = parts
        found[at].qualified = qualifies(gap)
        found[at + 1].aside = any(isinstance(item, Sign) and item.text == "(" for item in gap)
    last = parts_of([*gaps[-1], Sign(0, 0, ",")])
    found[-1].behind = [] if last is None else last[0]
    for value, gap in zip(found, gaps[1:], strict=True):
        value.remark = bool(gap) and isinstance(sign := gap[0], Sign) and sign.text == "("
    return in_turn(found, gaps[0], words)


def spread(sentence: Sequence[Placed]) -> list[Placed]:
    """The sentence with brackets that hold words as signs of their own."""
    out: list[Placed] = []
    for line, item in sentence:
        if isinstance(item, Group) and item.opening == "(" and item.bare and any(isinstance(inner, Symbol) for inner in item.items):
            out += [
                (line, Sign(item.start, item.start, "(")),
                *((line, inner) for inner in item.items),
                (line, Sign(item.end, item.end, ")")),
            ]
        else:
            out.append((line, item))
    return out


def odd(item: Item) -> bool:
    """What no plain sentence of values holds."""
    if isinstance(item, Sign):
        return item.text in STRONG or item.text in BREAKS or item.text in "+-·×*^?→"
    return isinstance(item, Matrix) or (isinstance(item, Number) and not item.bare)


def split(flat: Sequence[Placed]) -> tuple[list[Told], list[list[Item]]]:
    """The values, and what stands before, between and behind them."""
    found: list[Told] = []
    gaps: list[list[Item]] = [[]]
    items = [item for _, item in flat]
    for at, (line, item) in enumerate(flat):
        if found and belongs(found[-1], line, item, gaps[-1]):
            found[-1].items.append(item)
        elif isinstance(item, Number) and not numbering(items, at):
            found.append(Told(line, [item]))
            gaps.append([])
        else:
            gaps[-1].append(item)
    return found, gaps


def numbering(items: Sequence[Item], at: int) -> bool:
    """Whether a number only numbers or counts something."""
    before, behind = (items[at - 1] if at else None), (items[at + 1] if at + 1 < len(items) else None)
    return (isinstance(before, Symbol) and before.base.casefold() in NUMBERED) or is_count(behind)


def belongs(value: Told, line: int, item: Item, gap: Sequence[Item]) -> bool:
    """Whether an item goes on with the value right before it: a per cent sign, `/1991`, `± 0.3`, `(95.28 %)`, thousands behind a space."""
    last = value.items[-1]
    if gap or line != value.line:
        return False
    if isinstance(item, Sign):
        return item.text in "%/±"
    if isinstance(item, Number):
        thousands = isinstance(last, Number) and item.start == last.end + 1 and len(item.text) == 3 and len(last.text) <= 3
        return thousands or (isinstance(last, Sign) and last.text in "/±")
    return isinstance(item, Group) and item.opening == "(" and not any(isinstance(inner, Symbol) for inner in walk([item]))


def parts_of(gap: Sequence[Item]) -> tuple[list[Item], list[Item]] | None:
    """The words behind a value and those before the next one, told apart by what parts them; None where nothing does, or too much."""
    groups: list[list[Item]] = [[]]
    inside = False
    for at, item in enumerate(gap):
        closes = isinstance(item, Sign) and item.text == ")"
        opens = isinstance(item, Sign) and item.text == "("
        closed = opens and any(isinstance(other, Sign) and other.text == ")" for other in gap[at:])
        inside = (inside or closed) and not closes
        if parting(item) or (opens and not closed) or (closes and not groups[-1] and len(groups) == 1):
            groups.append([])
        elif isinstance(item, Symbol):
            groups[-1].append(item)
    if len(groups) == 1:
        return None
    behind, rest = groups[0], [group for group in groups[1:] if group]
    return None if len(rest) > 1 else (behind, rest[0] if rest else [])


def qualifies(gap: Sequence[Item]) -> bool:
    """Whether what stands behind a value begins as a remark on it does."""
    first = gap[0] if gap else None
    return (isinstance(first, Sign) and first.text == "(") or (isinstance(first, Symbol) and first.base.casefold() in STOP_WORDS)


def parting(item: Item) -> bool:
    """Whether an item parts what is said of one value from what is said of the next."""
    return (isinstance(item, Sign) and item.separator) or (isinstance(item, Symbol) and item.base.casefold() in PARTING)


def in_turn(found: list[Told], lead: Sequence[Item], words: set[str]) -> list[Told] | None:
    """`CE and square loss: 95.1 % and 94.7 %, respectively`: values without words of their own, in the order in which they are led in."""
    alone = [value for value in found[1:] if not value.own]
    if not alone:
        return found
    things = [list(group) for parted_, group in groupby(lead, key=parting) if not parted_]
    if not words & IN_TURN or len(alone) != len(found) - 1 or len(things) != len(found):
        return None
    for value, thing in zip(found, things, strict=True):
        value.before, value.behind = [item for item in thing if isinstance(item, Symbol)], []
    return found


def said(items: Sequence[Item]) -> frozenset[str]:
    """The telling words of some items."""
    return phrase(" ".join(words_in(items)))
