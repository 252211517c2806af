"""Families of names that ask for the same kind of value, and the axes along which their words tell them apart."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from grader.page.nodes import Path
from grader.page.prose import words_in
from grader.page.wanted import Wanted
from grader.sentences.told import named_plainly
from grader.text.items import Item
from grader.text.numerals import Kind
from grader.text.phrases import PLAIN, telling

MOST_NAMES = 40
Place = tuple[int, frozenset[str]]
"""An axis, and the names at a place on it."""


@dataclass(frozen=True)
class Family:
    """Names of one task that ask for shares, and the words that tell them apart."""

    names: tuple[Wanted, ...]
    places: Mapping[str, Place]
    """Where each telling word stands."""
    words: frozenset[str]

    @cached_property
    def changes(self) -> frozenset[str]:
        """The names that ask for a change (`MLP drop`)."""
        return frozenset(w.name for w in self.names if not named_plainly(w))

    @cached_property
    def unmarked(self) -> frozenset[str]:
        """The names that the fewest words spell: `MLP accuracy` beside `MLP accuracy shifted`."""
        sizes = {w.name: fewest(w) for w in self.names}
        return frozenset(name for name, size in sizes.items() if size == min(sizes.values()))

    def is_change(self, place: Place) -> bool:
        """Whether a place speaks of changes alone."""
        return place[1] <= self.changes

    def before_and_after(self, w: Wanted) -> tuple[str, ...]:
        """The names of the shares between which a change is asked for, the plain one first."""
        beside = [names - self.changes for _, names in self.places.values() if w.name in names and not names <= self.changes]
        kin = next((names for names in beside if len(names) == 2), frozenset())
        return tuple(one.name for one in self.names if one.name in kin)

    def mentions(self, items: Sequence[Item]) -> list[Place]:
        """The places that some words speak of, in their order."""
        found: list[Place] = []
        for one in telling(" ".join(words_in(items))):
            if one in self.places and (not found or found[-1] != self.places[one]):
                found.append(self.places[one])
        return found

    def name_of(self, own: Mapping[int, Place], lent: Mapping[int, Place], taken: Collection[str], *, kind: str) -> Wanted | None:
        """The only name at the places that are spoken of, first those of a number's own words, then those that others lend it."""
        left = {w.name for w in self.names if (w.name in self.changes) == (kind == "change")} - set(taken)
        for places, needed in ((own, kind != "change"), (lent, False)):
            for axis, (_, names) in places.items():
                if axis in own and places is lent:
                    continue
                if not left & names and needed:
                    return None
                left = left & names or left
        said = {word for word, place in self.places.items() if place in (*own.values(), *lent.values())}
        plain = {w.name for w in self.names if w.name in left and is_plain(w, said)}
        if kind == "later":
            left = left - self.unmarked
        elif kind != "change" and len(left) > 1:
            left = plain
        return next((w for w in self.names if w.name in left), None) if len(left) == 1 and (own or lent) else None


def fewest(w: Wanted) -> int:
    """How many telling words the shortest spelling of a name has."""
    return min((sum(word.isdisjoint(PLAIN) for word in spelling.words) for spelling in w.spellings if spelling.words), default=0)


def is_plain(w: Wanted, said: Collection[str]) -> bool:
    """Whether some spelling of a name holds nothing but what was said and what goes without saying."""
    return any(spelling.words and all(not word.isdisjoint({*said, *PLAIN}) for word in spelling.words) for spelling in w.spellings)


def families_of(wanted: Sequence[Wanted], known: Collection[str]) -> list[Family]:
    """The names of each task that ask for a share, where there are several and not all are known."""
    tasks: dict[Path, list[Wanted]] = {}
    for w in wanted:
        if w.wish.kind is Kind.SHARE and w.wish.shape == ():
            tasks.setdefault(w.task, []).append(w)
    return [family(ones) for ones in tasks.values() if 1 < len(ones) <= MOST_NAMES and any(w.name not in known for w in ones)]


def family(names: Sequence[Wanted]) -> Family:
    """The axes along which names differ: words that no name has both of are places on the same one."""
    holders: dict[str, frozenset[str]] = {}
    for word in sorted(frozenset().union(*(w.vocabulary for w in names)) - PLAIN):
        holders[word] = frozenset(w.name for w in names if word in w.vocabulary)
    telling = {word: ones for word, ones in holders.items() if len(ones) < len(names)}
    axes: list[list[frozenset[str]]] = []
    for ones in sorted(set(telling.values()), key=sorted):
        beside = [axis for axis in axes if any(ones.isdisjoint(other) for other in axis)]
        axes = [axis for axis in axes if axis not in beside] + [[ones, *(other for axis in beside for other in axis)]]
    places = {word: (at, ones) for word, ones in telling.items() for at, axis in enumerate(axes) if ones in axis}
    return Family(tuple(names), places, frozenset(holders) | PLAIN)
