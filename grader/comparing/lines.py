"""What became of each line of the rubric over all groups, so that the effect of one change is seen at a glance."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from grader.comparing.causes import ALIKE, Cause, Kind
from grader.comparing.groups import GroupChange
from grader.comparing.marks import Line, MarkChange, Move
from grader.records.recorded import without_noise


@dataclass(frozen=True)
class LineChange:
    """A line of the rubric, and the groups for which the same differs below it."""

    task: str
    name: str
    label: str
    groups: int
    of: int
    """How many groups of both results have the line; 0 where it is gone."""
    moves: tuple[tuple[Move, int], ...]
    """How many went from which outcome to which, the most frequent first."""
    points: float
    """What all of them won or lost together."""
    causes: tuple[tuple[Cause, int], ...]
    """What differs for all of them, as most of them have it, and for how many it is the very same."""
    beside: tuple[tuple[Kind, int], ...]
    """What differs for some of them, and for how many."""


@dataclass
class _Gathered:
    """What was seen so far of a line with the same kinds of causes."""

    label: str
    moves: Counter[Move] = field(default_factory=Counter)
    points: list[float] = field(default_factory=list)
    causes: dict[Kind, Counter[Cause]] = field(default_factory=dict)
    beside: Counter[Kind] = field(default_factory=Counter)

    def add(self, mark: MarkChange) -> None:
        """One more mark."""
        self.moves[mark.move] += 1
        self.points.append(_points(mark))
        for cause in mark.causes:
            if cause.kind in ALIKE:
                self.causes.setdefault(cause.kind, Counter())[cause] += 1
        self.beside.update({cause.kind for cause in mark.causes} - ALIKE)


def line_changes(changes: Sequence[GroupChange], having: Mapping[Line, int]) -> tuple[LineChange, ...]:
    """Changed marks put together by line and by what differs for all, the most frequent first; `having` counts the groups with a line."""
    gathered: dict[tuple[Line, frozenset[Kind]], _Gathered] = {}
    for change in changes:
        for mark in change.marks:
            alike = frozenset(cause.kind for cause in mark.causes if cause.kind in ALIKE)
            gathered.setdefault(((mark.task, mark.name), alike), _Gathered(mark.label)).add(mark)
    lines = [_line(line, found, having.get(line, 0)) for (line, _), found in gathered.items()]
    return tuple(sorted(lines, key=lambda line: -line.groups))


def _line(line: Line, found: _Gathered, of: int) -> LineChange:
    return LineChange(
        *line,
        label=found.label,
        groups=found.moves.total(),
        of=of,
        moves=tuple(sorted(found.moves.items(), key=lambda each: (-each[1], str(each[0])))),
        points=without_noise(math.fsum(found.points)),
        causes=tuple(causes.most_common(1)[0] for causes in found.causes.values()),
        beside=tuple(sorted(found.beside.items(), key=lambda each: (-each[1], each[0]))),
    )


def _points(mark: MarkChange) -> float:
    """What the group won or lost by the mark; what is undecided is neither."""
    before, after = ((side.points or 0.0) if side is not None else 0.0 for side in (mark.before, mark.after))
    return after - before
