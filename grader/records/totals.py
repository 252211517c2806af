"""Points added up: won, undecided, lost, and the bonus beside them."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from grader.records.recorded import without_noise
from grader.records.results import MarkResult


@dataclass(frozen=True)
class Totals:
    """What some marks come to. Undecided points are neither won nor lost."""

    points: float
    """Won, bonus included."""
    bonus: float
    """Won on bonus lines."""
    undecided: float
    undecided_bonus: float
    possible: float

    @property
    def won(self) -> float:
        """Won on ordinary lines."""
        return without_noise(self.points - self.bonus)

    @property
    def decided(self) -> float:
        """Points that could be won on the ordinary lines that are decided."""
        return without_noise(self.possible - self.undecided)

    @property
    def lost(self) -> float:
        """Decided, and not won."""
        return without_noise(self.decided - self.won)

    @property
    def share(self) -> float | None:
        """Share won of what is decided; None where nothing is."""
        return self.won / self.decided if self.decided > 0 else None

    def of_possible(self, points: float) -> float:
        """Points as a share of all that can be won, from 0 to 1, for drawing."""
        return min(1.0, max(0.0, points / self.possible)) if self.possible > 0 else 0.0


def totals(marks: Iterable[MarkResult]) -> Totals:
    """What these marks come to."""
    ordinary: list[float] = []
    bonus: list[float] = []
    undecided: list[float] = []
    undecided_bonus: list[float] = []
    possible: list[float] = []
    for mark in marks:
        if not mark.bonus:
            possible.append(mark.possible)
        if mark.points is None:
            (undecided_bonus if mark.bonus else undecided).append(mark.possible)
        else:
            (bonus if mark.bonus else ordinary).append(mark.points)
    return Totals(_sum(ordinary + bonus), _sum(bonus), _sum(undecided), _sum(undecided_bonus), _sum(possible))


def _sum(points: list[float]) -> float:
    return without_noise(math.fsum(points)) if points else 0.0
