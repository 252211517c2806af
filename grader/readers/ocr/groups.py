"""Things put together pair by pair, whatever the order: what is linked with what is linked belongs together."""

from collections import defaultdict
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Groups:
    """Numbers from 0 on, each by itself until it is linked with others (disjoint sets with path halving)."""

    def __init__(self, count: int) -> None:
        self._above = list(range(count))

    def link(self, one: int, other: int) -> None:
        """Put two and all that belongs to them together."""
        self._above[self._root(one)] = self._root(other)

    def of(self, things: Sequence[T]) -> list[list[T]]:
        """The things behind the numbers, group by group, in the order of each group's first."""
        parts: dict[int, list[T]] = defaultdict(list)
        for index, thing in enumerate(things):
            parts[self._root(index)].append(thing)
        return list(parts.values())

    def _root(self, index: int) -> int:
        while self._above[index] != index:
            self._above[index] = self._above[self._above[index]]
            index = self._above[index]
        return index
