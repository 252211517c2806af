"""A marking scheme: tasks in the sheet's order, their lines, and what it all adds up to."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from grader.checks.line import Line
from grader.late import LatePolicy
from grader.probes.symbols import Symbol
from grader.requirements import Requirement

NUMBER = re.compile(r"(\d+(?:\.\d+)*)\.?(?:\s*\(?([ivx]+|[a-z])(?=[\s.):]|$)\)?)?(?=[\s.):]|$)[.):]*\s*", re.ASCII)
"""A heading's number, `6.2 a` as well as `6.2a)`; the letter or Roman numeral behind it must stand alone."""


@dataclass(frozen=True)
class Promise:
    """What the lines of a rubric add up to: `16 + 2 bonus`."""

    points: float
    bonus: float = 0.0

    def __str__(self) -> str:
        """As a rubric says it."""
        return f"{self.points:g} + {self.bonus:g} bonus" if self.bonus else f"{self.points:g}"


@dataclass(frozen=True)
class Task:
    """A heading of the sheet and the lines below it."""

    id: str
    """The number its heading begins with, or the heading itself."""
    title: str
    """The heading without its number."""
    heading: str
    lines: tuple[Line, ...]
    line: int = 0
    """Where it stands in the rubric."""


@dataclass(frozen=True)
class Rubric:
    """What an instructor wrote, checked."""

    name: str
    """The file's name without its ending; the assignment's name."""
    title: str
    reference: str
    """Name of the reference module."""
    tasks: tuple[Task, ...]
    promise: Promise
    written_as: Mapping[str, tuple[str, ...]]
    """How students write a name; a name without an entry is looked for as it is."""
    headings: Mapping[str, tuple[str, ...]]
    """Further headings of a task or chapter, by its number."""
    due: datetime | None
    """With its time zone."""
    file: str
    """For error messages."""
    sha256: str
    """Of the file as it was read."""
    spelt_in: Mapping[str, int]
    """In which line the spellings of a name stand."""
    opens: datetime | None = None
    """When the sheet was handed out; a factor for more time counts from then on."""
    late: LatePolicy | None = None
    """What being late costs; nothing where the rubric does not say."""
    symbols: Mapping[str, Symbol] = field(default_factory=dict)
    """What the symbols of formulas may be."""

    hand_in: tuple[Requirement, ...] = ()
    """What a submission must be beside its answers."""

    @property
    def possible(self) -> float:
        """Points that can be won, bonus apart."""
        return self.promise.points

    @property
    def lines(self) -> tuple[tuple[Task, Line], ...]:
        """All lines with their tasks, in order."""
        return tuple((task, line) for task in self.tasks for line in task.lines)

    @property
    def words(self) -> frozenset[str]:
        """The kinds of checks that it asks for; what belongs to another is not loaded."""
        return frozenset(line.word for _, line in self.lines)

    def wanted(self) -> Mapping[str, str]:
        """Names whose values are to be read, with the task to look in: what lines ask for, and what they only mention but is spelt."""
        found: dict[str, str] = {}
        for task, line in self.lines:
            for name in line.wanted():
                found.setdefault(name, task.id)
        for task, line in self.lines:
            for name in line.mentioned():
                if name in self.written_as:
                    found.setdefault(name, task.id)
        return found


def number_and_title(heading: str) -> tuple[str, str]:
    """`2.1 v Output size` is task `2.1 v`; a heading without a number is its own id."""
    if found := NUMBER.match(heading):
        number, letter = found.groups()
        return (f"{number} {letter}" if letter else number), heading[found.end() :].strip() or heading
    return heading, heading
