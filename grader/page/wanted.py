"""What the finder is told of a name: spellings, section, shape and kind; never the value."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from grader.answer import Entries, flat
from grader.page.labels import Spelling
from grader.page.nodes import Path
from grader.text.scalars import Wish
from grader.text.symbols import Label


@dataclass(frozen=True)
class Wanted:
    """All that the finder is told of a name."""

    name: str
    task: Path
    spellings: tuple[Spelling, ...]
    wish: Wish
    givens: tuple[tuple[str, Entries], ...] = ()
    """Values that the sheet itself gives, by name: to restate one under its own name is no answer."""

    @cached_property
    def labels(self) -> tuple[Label, ...]:
        """The spellings that are symbols."""
        return tuple(spelling.label for spelling in self.spellings if spelling.label is not None)

    @cached_property
    def given_numbers(self) -> frozenset[tuple[Fraction, ...]]:
        """The values that the sheet gives, number by number."""
        return frozenset(tuple(number.value for number in flat(value)) for _, value in self.givens)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """All words of the spellings that are phrases."""
        return frozenset(word for spelling in self.spellings for alternatives in spelling.words for word in alternatives)
