"""One group before and after: its sums, its members, and each of its marks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from grader.comparing.causes import Cause, Kind
from grader.comparing.facts import GroupFacts, MarkFacts, Reading
from grader.comparing.marks import Around, Between, MarkChange, mark_change
from grader.records.recorded import without_noise
from grader.reporting.wording import counted

Key = tuple[str, str, int]
"""A line's task and name, and which of its like it is: results of others may have a line twice."""


class Direction(StrEnum):
    """Which way a group went; points that became undecided are not lost."""

    UP = "up"
    DOWN = "down"
    OPEN = "more undecided"
    SAME = "with the same points"


@dataclass(frozen=True, slots=True)
class Sums:
    """What a group has."""

    points: float
    undecided: float
    possible: float
    penalty: float

    @property
    def sure(self) -> float:
        """What it has for certain, the penalty taken off."""
        return without_noise(self.points - self.penalty)

    @property
    def most(self) -> float:
        """What it may come to."""
        return without_noise(self.points + self.undecided - self.penalty)


@dataclass(frozen=True, slots=True)
class GroupChange:
    """A group of which something is not what it was."""

    group: str
    members: tuple[str, ...]
    before: Sums
    after: Sums
    direction: Direction
    causes: tuple[Cause, ...]
    """What differs for all of its marks, or beside them."""
    marks: tuple[MarkChange, ...]

    @property
    def change(self) -> float:
        """By how much, the penalty taken off."""
        return without_noise(self.after.sure - self.before.sure)


def sums_of(group: GroupFacts) -> Sums:
    """A group's sums, without the noise of binary fractions."""
    return Sums(*map(without_noise, (group.points, group.undecided, group.possible, group.penalty)))


def group_change(before: GroupFacts, after: GroupFacts, between: Between) -> GroupChange | None:
    """What is to be told of a group; nothing where it has what it had, for the same people, by the same marks."""
    one, other = sums_of(before), sums_of(after)
    marks = tuple(_mark_changes(before, after, between))
    if bool(before.unmarkable) != bool(after.unmarkable):
        marks = tuple(mark for mark in marks if any(side is not None and side.decided_by for side in (mark.before, mark.after)))
    causes = tuple(_causes(before, after))
    if one == other and not causes and not marks:
        return None
    if not causes and not marks:
        causes = (Cause(Kind.SUM),)
    return GroupChange(after.group, after.members, one, other, _direction(one, other), causes, marks)


def keyed(marks: Sequence[MarkFacts]) -> dict[Key, MarkFacts]:
    """Marks by their line."""
    found: dict[Key, MarkFacts] = {}
    times: dict[tuple[str, str], int] = {}
    for mark in marks:
        line = (mark.task, mark.name)
        times[line] = times.get(line, -1) + 1
        found[(*line, times[line])] = mark
    return found


def _direction(before: Sums, after: Sums) -> Direction:
    if after.sure > before.sure:
        return Direction.UP
    if after.most < before.most:
        return Direction.DOWN
    return Direction.SAME if (after.sure, after.most) == (before.sure, before.most) else Direction.OPEN


def _mark_changes(before: GroupFacts, after: GroupFacts, between: Between) -> Iterator[MarkChange]:
    """Its marks in the order of the rubric as it is now, those of lines that are gone behind them."""
    if before.marks == after.marks:
        return
    around = Around(between, _values(before.marks), _values(after.marks))
    old = {(between.moved.get((task, name), task), name, time): mark for (task, name, time), mark in keyed(before.marks).items()}
    new = keyed(after.marks)
    for key in (*new, *(key for key in old if key not in new)):
        change = mark_change(old.get(key), new.get(key), around)
        if change is not None:
            yield change


def _values(marks: Sequence[MarkFacts]) -> dict[str, Reading | None]:
    """A group's own values by name; a name means the first line that bears it."""
    return {mark.name: mark.reading for mark in reversed(marks)}


def _causes(before: GroupFacts, after: GroupFacts) -> Iterator[Cause]:
    """What differs beside the marks."""
    if before.unmarkable and not after.unmarkable:
        yield Cause(Kind.MARKABLE, before=before.unmarkable)
    if after.unmarkable and not before.unmarkable:
        yield Cause(Kind.UNMARKABLE, after=after.unmarkable)
    if set(before.members) != set(after.members):
        gone, come = sorted(set(before.members) - set(after.members)), sorted(set(after.members) - set(before.members))
        yield Cause(Kind.MEMBERS, ", ".join(gone) or "nobody", ", ".join(come) or "nobody")
    fined = before.penalty != after.penalty
    if fined:
        yield Cause(Kind.PENALTY, counted(before.penalty, "point"), counted(after.penalty, "point"))
    if before.late != after.late and (fined or before.late.startswith("late") is not after.late.startswith("late")):
        yield Cause(Kind.LATE, before.late, after.late)
        if before.deadline != after.deadline:
            yield Cause(Kind.DEADLINE, before.deadline or "none", after.deadline or "none")
