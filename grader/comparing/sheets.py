"""Two results of one sheet: what differs for all groups, what that did to each line, and which groups changed."""

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from grader.comparing.causes import Cause, Kind
from grader.comparing.facts import GroupFacts, SheetFacts
from grader.comparing.groups import Direction, GroupChange, Sums, group_change, sums_of
from grader.comparing.lines import LineChange, line_changes
from grader.comparing.marks import Between, Line
from grader.filenames import natural
from grader.records.recorded import without_noise
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
    """Who changed, by how much and why, in time that grows with the marks and no faster."""
    moved = _moved(before, after)
    causes = (*_causes(before, after), *(Cause(Kind.MOVED, task, to, about=name) for (task, name), to in moved.items()))
    between = Between(causes, moved, _rules(before), _rules(after))
    old, new = ({group.group: group for group in sheet.groups} for sheet in (before, after))
    both = [group for group in new if group in old]
    compared = [group_change(old[group], new[group], between) for group in both]
    changed = tuple(sorted((change for change in compared if change is not None), key=_most_telling_first))
    return SheetChange(
        assignment=after.assignment,
        title=after.title,
        groups=len(both),
        causes=causes,
        lines=line_changes(changed, Counter(line for group in both for line in _lines(new[group]))),
        changed=changed,
        gone=tuple(OneSided(name, sums_of(group)) for name, group in old.items() if name not in new),
        come=tuple(OneSided(name, sums_of(group)) for name, group in new.items() if name not in old),
        mean=without_noise(math.fsum(change.change for change in changed) / len(both)) if both else 0.0,
    )


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


def _rules(sheet: SheetFacts) -> dict[Line, frozenset[str]]:
    """By which rules anybody's answer to a line was judged."""
    rules: dict[Line, set[str]] = {}
    for group in sheet.groups:
        for mark in group.marks:
            rules.setdefault((mark.task, mark.name), set()).add(mark.rule)
    return {line: frozenset(found) for line, found in rules.items()}


def _lines(group: GroupFacts) -> Iterator[Line]:
    """The lines of the rubric by which a group was marked."""
    yield from dict.fromkeys((mark.task, mark.name) for mark in group.marks)


def _moved(before: SheetFacts, after: SheetFacts) -> dict[Line, str]:
    """Lines that stand under another task: one of that name and check is gone, and one alone is new."""
    old, new = ({(mark.task, mark.name): mark.check for group in sheet.groups for mark in group.marks} for sheet in (before, after))
    gone, come = ([line for line in one if line not in other] for one, other in ((old, new), (new, old)))
    times = Counter(name for _, name in gone), Counter(name for _, name in come)
    to = {name: task for task, name in come}
    return {
        (task, name): to[name] for task, name in gone if times[0][name] == times[1][name] == 1 and old[task, name] == new[to[name], name]
    }
