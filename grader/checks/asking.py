"""Lines that ask for a function, class or variable of a group's: where it stands, how it is used, and on which inputs."""

import ast
import math
from abc import abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Self

from pydantic import Field

from grader.checks.code_fields import FilePath, Names, Python, Seconds
from grader.checks.fields import Name, YesNo
from grader.checks.line import Line
from grader.checks.rules import Rules
from grader.errors import ReferenceFault
from grader.nearest import quoted
from grader.references.reference import Reference
from grader.run import Reason, Run
from grader.score import Finding, Outcome, Proposal

if TYPE_CHECKING:
    from grader.asked import Asked
    from grader.checks.case import Case

QUESTION_SECONDS = 10.0
"""Processor time of one question, unless the line says otherwise."""
TIMES_OURS = 20.0
"""A group's code may take so many times what the reference takes, whatever the line says."""
TOO_FAST = 0.02
"""What the reference takes below this is not worth a longer limit."""


class Asking(Line):
    """What `same:` and, of code, `satisfies:` have in common."""

    file: FilePath | None = Field(default=None, alias="in")
    through: Python | None = None
    inputs: Name | None = None
    calls: Names = ()
    random: YesNo = False
    seconds: Seconds | None = None

    @property
    def drawn_by(self) -> str:
        """The function of the reference that yields its inputs."""
        return self.inputs or f"{self.key}_inputs"

    def after(self, earlier: Sequence[Line]) -> Self:
        """With `in:`, `through:` and `calls:` of the earlier line of the same name, where this one leaves them out."""
        first = next((line for line in earlier if isinstance(line, Asking) and line.key == self.key), None)
        if first is None:
            return self
        kept = {"file": first.file, "through": first.through, "calls": first.calls}
        return self.model_copy(update={name: value for name, value in kept.items() if value and not getattr(self, name)})

    def slips(self) -> Iterator[str]:
        """A text that does not use the name which stands for whatever the group called it."""
        if self.through and not any(
            isinstance(node, ast.Name) and node.id == self.candidates[0] for node in ast.walk(ast.parse(self.through))
        ):
            yield (
                f"`through:` does not use {quoted(self.candidates[0])}, which stands there for the group's own: "
                f"the first of `calls:`, or else what stands behind `{self.word}:`"
            )

    @property
    def candidates(self) -> tuple[str, ...]:
        """Names that the group may have given it, the likeliest first."""
        return tuple(dict.fromkeys((*self.calls, self.key)))

    @property
    def rules(self) -> Rules:
        """How close is close enough, and in which shape."""
        return Rules()

    @property
    def stands_in(self) -> bool:
        """Whether the reference's function can stand in the place of the group's, where others of theirs call it."""
        return False

    @abstractmethod
    def asked(self, reference: Reference, sheet: str, task: str) -> "Asked":
        """The inputs with what is right for them; they depend on the rubric alone, never on a group. Raises ReferenceFault."""

    @abstractmethod
    def found(self, run: Run, what: "Asked") -> Finding:
        """The finding from what came back."""

    def limit(self, what: "Asked") -> float:
        """Processor seconds of one question: slow but right code passes."""
        ours = TIMES_OURS * what.took if what.took > TOO_FAST else 0.0
        return max(self.seconds or QUESTION_SECONDS, 10.0 * math.ceil(ours / 10.0))

    def tried(self, case: "Case") -> Finding:
        """What the replies of the group's code say."""
        if case.run is None:
            return Finding(Outcome.REVIEW, "the code was not run; a person decides")
        try:
            what = self.asked(case.reference, case.sheet, case.task)
        except ReferenceFault as problem:
            says = "the course's own solution fails on this line; that is not your fault, and a person decides"
            return Finding(Outcome.FAULT, says, detail=str(problem))
        return self.judge(case.run, what)

    def judge(self, run: Run, what: "Asked") -> Finding:
        """The finding from what came back; what bears only a similar name may be something else, and is never wrong."""
        finding = self._with_place(self.found(run, what), run)
        if finding.outcome not in (Outcome.WRONG, Outcome.MISTAKE) or run.function in ("", *self.candidates):
            return finding
        says = f"`{run.function}` was taken for `{self.key}`: {finding.says}; a person decides"
        return replace(finding, outcome=Outcome.REVIEW, says=says, share=0.0, proposed=Proposal(finding.outcome, finding.share))

    def _with_place(self, finding: Finding, run: Run) -> Finding:
        """Where a text of the rubric's own fails, the instructor is told which; the group may never read it."""
        failed = any(reply.reason is Reason.THROUGH for reply in run.replies)
        if finding.detail or finding.outcome is not Outcome.REVIEW or not failed:
            return finding
        where = f"{self.origin.file}, line {self.origin.line}"
        says = "try `through:` on your own solution, and mend it if it fails there; else look at what the group's gives"
        return replace(finding, detail=f"{where}: {says}")
