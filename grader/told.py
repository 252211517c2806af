"""Values that a sentence tells of several things: `38.8 % for the MLP and 55.1 % for the CNN`, `71754 parameters in the standard model`.

Each value has its own words before it and behind it; what they leave open, the sentence's beginning or the value before it says. Nothing
read so is ever sure, and where two values would answer to one name, or a word says that more is meant than one value, nothing is read.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, islice

from grader.document import Line, LineKind
from grader.items import Group, Item, Matrix, Number, Sign, Symbol, walk
from grader.naming import FOREIGN
from grader.phrases import NUMBERED, phrase
from grader.prose import DENIALS, SUPPOSALS, uncounted, words_in
from grader.scene import Scene
from grader.sections import Path
from grader.sides import BREAKS, STRONG
from grader.stated import Member, Statement
from grader.strays import is_count, is_label
from grader.wanted import Wanted

PARTING = frozenset("and und while whereas but aber während sowie against gegen gegenüber versus vs vs.".split())
ELSEWISE = frozenset(
    "from between zwischen than als or oder more less fewer higher lower better worse mehr weniger höher niedriger besser schlechter "
    "about least most mindestens höchstens over under über unter unless".split()
)
"""Words that say that a value is compared with something, or is only one of two."""
IN_TURN = frozenset("respectively jeweils resp resp. bzw bzw.".split())
BULLETS = frozenset("•*–-")
LONGEST = 150
"""Items of a sentence."""
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

    @property
    def own(self) -> frozenset[str]:
        """Its telling words."""
        return said([*self.before, *self.behind])


def told(scene: Scene, wanted: Sequence[Wanted]) -> Iterator[tuple[Statement, Wanted]]:
    """The values that sentences tell of names that ask for one number."""
    scalars = [w for w in wanted if w.wish.shape == ()]
    for path, sentence in sentences(scene):
        near = [w for w in scalars if may_speak_of(w, path)]
        values = values_of(sentence) if near else None
        for value, w in named(values, near) if values else ():
            spot = next(one.spot for one in scene.statements if one.spot.path == path)
            words = words_in([*value.before, *value.behind])
            yield Statement(value.line, spot, None, words, [Member(value.line, tuple(value.items))], prose=True), w


def may_speak_of(w: Wanted, path: Path | None) -> bool:
    """Whether what stands under a task may speak of a name."""
    return path is None or path[: len(w.task)] == w.task or w.task[: len(path)] == path


def sentences(scene: Scene) -> Iterator[tuple[Path | None, list[Placed]]]:
    """The sentences of a document that hold a number, over the lines of their paragraph."""
    numbered = [(index, line) for index, line in enumerate(scene.document.lines) if readable(line)]
    for (_, path), lines in groupby(numbered, key=lambda one: (one[1].block, scene.paths[one[0]])):
        items: list[Placed] = []
        for index, _ in lines:
            own = [item for item in scene.parsed[index] if item.start >= scene.skips[index]]
            if own and isinstance(own[0], Sign) and own[0].text in BULLETS:
                yield from parted(path, items)
                own, items = own[1:], []
            items.extend((index, item) for at, item in enumerate(own) if not is_label(own, at))
        yield from parted(path, items)


def readable(line: Line) -> bool:
    """Whether a line may be one of a sentence."""
    return line.kind is LineKind.TEXT and not line.doubts and r"\quad" not in line.text


def parted(path: Path | None, items: Sequence[Placed]) -> Iterator[tuple[Path | None, list[Placed]]]:
    """Items told apart by full stops."""
    for stopped, sentence in groupby(items, key=lambda one: isinstance(one[1], Sign) and one[1].stop):
        kept = list(islice(sentence, LONGEST + 1))
        if not stopped and len(kept) <= LONGEST and any(isinstance(item, Number) for _, top in kept for item in walk([top])):
            yield path, kept


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
        found[at + 1].aside = any(isinstance(item, Sign) and item.text == "(" for item in gap)
    last = parts_of([*gaps[-1], Sign(0, 0, ",")])
    found[-1].behind = [] if last is None else last[0]
    return in_turn(found, gaps[0], words)


def spread(sentence: Sequence[Placed]) -> list[Placed]:
    """The sentence with brackets that hold words as signs of their own."""
    out: list[Placed] = []
    for line, item in sentence:
        if isinstance(item, Group) and item.opening == "(" and item.bare and any(isinstance(inner, Symbol) for inner in item.items):
            out += [(line, Sign(item.start, item.start, "(")), *((line, inner) for inner in item.items), (line, Sign(item.end, item.end, ")"))]
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


def named(values: Sequence[Told], wanted: Sequence[Wanted]) -> Iterator[tuple[Told, Wanted]]:
    """Each value with the only name that its words mean, where no other value of the sentence has the same."""
    lead = values[0].own if len(values) == 1 else said(values[0].before)
    context = lead
    chosen: list[tuple[Told, Wanted]] = []
    for value in values:
        alone = meant(value.own, frozenset(), wanted)
        found = meant(value.own, lead if alone else context, wanted)
        if found is None:
            continue
        w, matched = found
        chosen.append((value, w))
        if not value.aside:
            context = matched
    names = [w.name for _, w in chosen]
    yield from ((value, w) for value, w in chosen if names.count(w.name) == 1)


def meant(own: frozenset[str], context: frozenset[str], wanted: Sequence[Wanted]) -> tuple[Wanted, frozenset[str]] | None:
    """The one name that words of a value's own mean, with those of its context: the most of its own, then the most of all."""
    everything = own | context
    best: tuple[int, int] = (0, 0)
    found: list[tuple[Wanted, frozenset[str]]] = []
    for w in wanted:
        if (everything & FOREIGN) - w.vocabulary:
            continue
        for spelling in w.spellings:
            if spelling.label is not None or not spelling.said_by(everything):
                continue
            score = sum(bool(word & own) for word in spelling.words), len(spelling.words)
            matched = frozenset().union(*(word & everything for word in spelling.words))
            if score[0] and score >= best:
                found = [*(found if score == best else []), (w, matched)]
                best = score
    return found[0] if len({w.name for w, _ in found}) == 1 else None


def said(items: Sequence[Item]) -> frozenset[str]:
    """The telling words of some items."""
    return phrase(" ".join(words_in(items)))
