"""What a rubric asks of code: its lines, the starter, and what is the same for all submissions."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from grader.askable import problems as problems_of
from grader.checks.line import Line
from grader.errors import ReferenceFault
from grader.handed import PROGRAMS, imported_modules
from grader.intake.kinds import ending
from grader.references.reference import Reference
from grader.run import Run
from grader.scheme import Rubric, Task
from grader.score import Visibility
from grader.seeds import seed_of

if TYPE_CHECKING:  # what works out and judges is loaded where code is asked: most batches only look whether anything changed
    from grader.asked import Asked
    from grader.checks.asking import Asking

Key = tuple[str, str]
"""Task id and name of a mark."""
Runs = Mapping[Key, Run]


@dataclass(frozen=True)
class Plan:
    """The lines of a rubric that are about code, and what they need."""

    rubric: Rubric
    reference: Reference
    starter: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    self_check: bool = False
    """Whether only lines are run whose outcome a student may know beforehand."""

    @cached_property
    def lines(self) -> tuple[tuple[Key, Line], ...]:
        """Lines for which code of the group is run or looked at, in the rubric's order."""
        every = ((key_of(task, line), line) for task, line in self.rubric.lines if line.runs_code() or line.questions(()))
        return tuple((key, line) for key, line in every if not self.self_check or may_be_told(line))

    @cached_property
    def same(self) -> tuple[tuple[Key, "Asking"], ...]:
        """Those that ask for a function of the group's: `same`, and `satisfies` of code."""
        from grader.checks.asking import Asking

        return tuple((key, line) for key, line in self.lines if isinstance(line, Asking))

    @property
    def runs_code(self) -> bool:
        """Whether any line needs the jail."""
        return any(line.runs_code() for _, line in self.lines)

    @cached_property
    def names(self) -> frozenset[str]:
        """Modules that the sheet itself uses."""
        return frozenset(imported_modules({**self.starter, f"{self.reference.name}.py": self.reference.source}))

    @cached_property
    def taken(self) -> frozenset[str]:
        """Names that belong to some line."""
        return frozenset(name for _, line in self.same for name in line.candidates)

    @cached_property
    def given(self) -> frozenset[bytes]:
        """The lines of code that was handed out, in small letters."""
        sources = (data for name, data in self.starter.items() if ending(name) in PROGRAMS)
        return frozenset(line.strip() for data in sources for line in data.lower().splitlines())

    @cached_property
    def asked_files(self) -> tuple[str, ...]:
        """Files of the starter in which the rubric looks for answers: there to be filled in, whether or not they mark their gaps."""
        from grader.checks.asking import Asking
        from grader.checks.pytest import Pytest

        lines = [line for _, line in self.rubric.lines if isinstance(line, Asking | Pytest) and line.runs_code()]
        named = {line.file for line in lines if line.file}
        names = "|".join(sorted({name for line in lines if isinstance(line, Asking) and not line.file for name in line.candidates}))
        defined = re.compile(rf"^\s*(?:def|class)\s+(?:{names})\b".encode(), re.MULTILINE) if names else None
        return tuple(path for path, data in self.starter.items() if path in named or (defined is not None and defined.search(data)))

    @property
    def seed(self) -> int:
        """The seed that every job begins with; not a group's."""
        return seed_of(self.rubric.name)

    def asked(self, key: Key, line: "Asking") -> "Asked":
        """The inputs of a line with what is right for them, worked out when first needed; ReferenceFault where that fails."""
        return line.asked(self.reference, self.rubric.name, key[0])

    def work_out(self) -> None:
        """Everything that is the same for all submissions, before any of them is run; all faults of the reference at once."""
        faults: dict[str, None] = {}
        for key, line in self.same:
            try:
                self.asked(key, line)
            except ReferenceFault as problem:
                faults[str(problem)] = None
        if faults:
            raise ReferenceFault("\n".join(faults))


def may_be_told(line: Line) -> bool:
    """Whether a student may know beforehand what a line comes to."""
    return line.self_check and line.visibility is not Visibility.HIDDEN


def key_of(task: Task, line: Line) -> Key:
    """What decisions and runs are kept under."""
    return task.id, line.mark_name


def problems(rubric: Rubric, reference: Reference) -> Iterator[str]:
    """What is wrong with the functions that a group's code would be compared with; nothing is run for that."""
    for _, line in rubric.lines:
        for name, inputs in line.asks():
            yield from problems_of(reference, name, inputs)
        yield from line.unfit(reference)
