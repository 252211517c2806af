"""What a proof of a rubric is: it looks at an assignment, and remarks what an instructor should mend before anyone is marked."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from grader.checks.line import Line
from grader.course import Assignment


@dataclass(frozen=True)
class Remark:
    """One thing to mend, or to know."""

    says: str
    """What, where (file and line), and how to mend it."""
    wrong: bool = True
    """Whether the rubric is wrong; else this could not be looked into."""


@dataclass(frozen=True)
class Proof:
    """A sentence that must hold for a rubric, and who looks whether it does."""

    what: str
    look: Callable[[Assignment], Iterator[Remark]]
    about: Callable[[Line], bool]
    """Which lines it is about; where a rubric has none of them, it is not told."""


def at(line: Line) -> str:
    """File and line of a line of a rubric, as remarks begin."""
    return f"{line.origin.file}, line {line.origin.line}"
