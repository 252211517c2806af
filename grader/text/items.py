"""The parts of a line in linear notation: numbers, symbols, matrices, fractions, brackets, signs; and what they hold."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

RELATIONS = "=≈~:≡→⇒⇔∴←<>≤≥≠∝∈≪≫≲≳⩽⩾≮≯≰≱≉≢∉≺≻"
OPERATORS = "+-·×*/^⋆⊙⊗∘±"
STOPS = ".?!…"


@dataclass(frozen=True)
class Item:
    """Something between the characters `start` and `end` of a line, with the scripts that belong to it."""

    start: int
    end: int


@dataclass(frozen=True)
class Atom(Item):
    """An item that can bear primes, a subscript and a superscript."""

    sub: str = ""
    sup: str = ""
    primes: int = 0

    @property
    def bare(self) -> bool:
        """Whether it bears nothing."""
        return not (self.sub or self.sup or self.primes)


@dataclass(frozen=True)
class Number(Atom):
    """Digits as printed, not yet read: `61,06` may be a decimal or a list."""

    text: str = ""


@dataclass(frozen=True)
class Symbol(Atom):
    """A letter or a word; `mark` is its accent (`hat`)."""

    base: str = ""
    mark: str = ""

    @property
    def word(self) -> bool:
        """Whether it is a word of a sentence rather than a symbol."""
        return len(self.base) > 1 and not self.mark and self.bare


@dataclass(frozen=True)
class Group(Atom):
    """What stands in brackets."""

    opening: str = "("
    items: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Matrix(Atom):
    """Rows of cells, each a tuple of items."""

    rows: tuple[tuple[tuple[Item, ...], ...], ...] = ()


@dataclass(frozen=True)
class Fraction(Atom):
    """A fraction drawn with a bar."""

    top: tuple[Item, ...] = ()
    bottom: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Root(Atom):
    """A square root."""

    items: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Struck(Item):
    """What was struck out."""

    items: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Sign(Item):
    """A relation, an operator, a separator, a full stop, a gap, or any other character."""

    text: str = ""

    @property
    def relation(self) -> bool:
        """`=` and its kin."""
        return self.text in RELATIONS

    @property
    def operator(self) -> bool:
        """`+` and its kin."""
        return self.text in OPERATORS

    @property
    def separator(self) -> bool:
        """What stands between the members of a list."""
        return self.text in (",", ";", "quad")

    @property
    def stop(self) -> bool:
        """The end of a sentence."""
        return self.text in STOPS


_LEAVES = frozenset((Symbol, Number, Sign))
"""What holds no other items, as nearly all do not."""


def walk(items: Sequence[Item]) -> Iterator[Item]:
    """All items, those inside others too."""
    for item in items:
        yield item
        if type(item) not in _LEAVES:
            for inner in inside(item):
                yield from walk(inner)


def inside(item: Item) -> tuple[Sequence[Item], ...]:
    """The sequences of items that an item holds."""
    if isinstance(item, Symbol | Number | Sign):
        return ()
    if isinstance(item, Group | Root | Struck):
        return (item.items,)
    if isinstance(item, Fraction):
        return (item.top, item.bottom)
    if isinstance(item, Matrix):
        return tuple(cell for row in item.rows for cell in row)
    return ()


def every(items: Sequence[Item], holds: Callable[[Item], bool]) -> bool:
    """Whether something holds for all items, those inside others too."""
    return all(holds(item) for item in walk(items))
