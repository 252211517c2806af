"""Two results of one sheet: what differs for all groups, what that did to each line, and which groups changed."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Self

from grader.comparing.causes import Cause, Kind
from grader.comparing.facts import GroupFacts, group_facts, kept
from grader.comparing.groups import Direction, GroupChange, Sums, group_change, sums_of
from grader.comparing.lines import LineChange, line_changes
from grader.comparing.marks import Between, Line
from grader.comparing.sheet_facts import Lines, SheetFacts
from grader.comparing.side_by_side import side_by_side
from grader.filenames import natural
from grader.records.recorded import without_noise
from grader.records.results import SubmissionResult
from grader.reporting.wording import counted


@dataclass(frozen=True)
class OneSided:
    """A group that only one of the two results has."""

    group: str
    sums: Sums


@dataclass(frozen=True)
class SheetChange:
    """All that is to be told of a sheet."""

    assignment: str
    title: str
    groups: int
    """How many groups both results have."""
    causes: tuple[Cause, ...]
    """What differs for all of them."""
    lines: tuple[LineChange, ...]
    changed: tuple[GroupChange, ...]
    gone: tuple[OneSided, ...]
    come: tuple[OneSided, ...]
    mean: float
    """By how many points the groups of both changed on average, penalties taken off."""

    def count(self, direction: Direction) -> int:
        """How many groups went that way."""
        return sum(change.direction is direction for change in self.changed)

    @property
    def look_again(self) -> int:
        """How many decisions stand on something else now."""
        return sum(mark.look_again for change in self.changed for mark in change.marks)

    @property
    def nothing(self) -> bool:
        """Whether nobody changed."""
        return not (self.changed or self.gone or self.come)


def compare(before: SheetFacts, after: SheetFacts) -> SheetChange:
    """Who changed, by how much and why, in time that grows with the marks and no faster; of all groups only what changed is held."""
    old, new = _Judging.of(before.lines), _Judging.of(after.lines)
    moved = _moved(old.checks, new.checks)
    causes = (*_causes(before, after), *(Cause(Kind.MOVED, task, to, about=name) for (task, name), to in moved.items()))
    between = Between(causes, moved, old.rules, new.rules)
    found = _Found()
    for one, other in side_by_side(before.groups, after.groups):
        found.add(_facts(one), _facts(other), between)
    changed = tuple(sorted(found.changed, key=_most_telling_first))
    return SheetChange(
        assignment=after.assignment,
        title=after.title,
        groups=found.both,
        causes=causes,
        lines=line_changes(changed, found.having),
        changed=changed,
        gone=tuple(found.gone),
        come=tuple(found.come),
        mean=without_noise(math.fsum(change.change for change in changed) / found.both) if found.both else 0.0,
    )


def _facts(submission: SubmissionResult | None) -> GroupFacts | None:
    return None if submission is None else group_facts(submission)


@dataclass
class _Judging:
    """How the lines of a sheet are checked, and by which rules anybody's answer to them was judged."""

    checks: dict[Line, str] = field(default_factory=dict)
    rules: dict[Line, set[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, groups: Iterable[Lines]) -> Self:
        """Of all groups, before any two are compared."""
        found = cls()
        for group in groups:
            for mark in group.marks:
                line = (kept(mark.task), kept(mark.name))
                found.checks[line] = kept(mark.check)
                found.rules.setdefault(line, set()).add(kept(mark.rule))
        return found


@dataclass
class _Found:
    """What came of the groups that were compared so far."""

    both: int = 0
    having: Counter[Line] = field(default_factory=Counter)
    """How many groups of both results have a line."""
    changed: list[GroupChange] = field(default_factory=list)
    gone: list[OneSided] = field(default_factory=list)
    come: list[OneSided] = field(default_factory=list)

    def add(self, before: GroupFacts | None, after: GroupFacts | None, between: Between) -> None:
        """One more group of either result, or of both."""
        if before is None or after is None:
            for group, alone in ((before, self.gone), (after, self.come)):
                if group is not None:
                    alone.append(OneSided(group.group, sums_of(group)))
            return
        self.both += 1
        self.having.update(_lines(after))
        change = group_change(before, after, between)
        if change is not None:
            self.changed.append(change)


def _most_telling_first(change: GroupChange) -> tuple[bool, tuple[tuple[int, int, str], ...]]:
    """Groups with other points before those with the same, each as people count."""
    return change.direction is Direction.SAME, natural(change.group)


def _causes(before: SheetFacts, after: SheetFacts) -> Iterator[Cause]:
    """What differs for all groups."""
    if before.rubric != after.rubric:
        yield Cause(Kind.RUBRIC)
    if before.reference != after.reference:
        yield Cause(Kind.REFERENCE)
    if before.grader != after.grader:
        yield Cause(Kind.GRADER, before.grader, after.grader)
    if before.isolation != after.isolation:
        yield Cause(Kind.ISOLATION, before.isolation, after.isolation)
    if before.possible != after.possible:
        yield Cause(Kind.POSSIBLE, counted(before.possible, "point"), counted(after.possible, "point"))


def _lines(group: GroupFacts) -> Iterator[Line]:
    """The lines of the rubric by which a group was marked."""
    yield from dict.fromkeys((mark.task, mark.name) for mark in group.marks)


def _moved(old: Mapping[Line, str], new: Mapping[Line, str]) -> dict[Line, str]:
    """Lines that stand under another task: one of that name and check is gone, and one alone is new."""
    gone, come = ([line for line in one if line not in other] for one, other in ((old, new), (new, old)))
    times = Counter(name for _, name in gone), Counter(name for _, name in come)
    to = {name: task for task, name in come}
    return {
        (task, name): to[name] for task, name in gone if times[0][name] == times[1][name] == 1 and old[task, name] == new[to[name], name]
    }
