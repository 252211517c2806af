"""The group's own function, class or model against the reference's, on inputs that the reference yields."""

import ast
import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Self

from pydantic import Field

from grader.asked import Asked, Order, asked, holds_nan
from grader.checks.agreement import Rules
from grader.checks.code_fields import FilePath, Names, NanPolicy, NumberPolicy, Python, Seconds, ShapePolicy
from grader.checks.fields import Name, Tolerance, YesNo
from grader.checks.line import Line
from grader.checks.replies import verdict
from grader.errors import ReferenceFault
from grader.nearest import quoted
from grader.references.reference import Reference
from grader.run import Run
from grader.score import Finding, Outcome, Proposal
from grader.seeds import seed_of

if TYPE_CHECKING:
    from grader.checks.case import Case

QUESTION_SECONDS = 10.0
"""Processor time of one question, unless the line says otherwise."""
TIMES_OURS = 20.0
"""A group's code may take so many times what the reference takes, whatever the line says."""
TOO_FAST = 0.02
"""What the reference takes below this is not worth a longer limit."""


class Same(Line):
    """`same: solve`: the group's `solve` gives what the reference's gives, on all inputs of `solve_inputs` or of `inputs:`."""

    word: ClassVar[str] = "same"

    same: Name
    file: FilePath | None = Field(default=None, alias="in")
    through: Python | None = None
    inputs: Name | None = None
    calls: Names = ()
    shape: ShapePolicy = "exact"
    dtype: NumberPolicy = "any"
    within: Tolerance | None = None
    nan: NanPolicy = "different"
    random: YesNo = False
    seconds: Seconds | None = None

    def asks(self) -> tuple[tuple[str, str], ...]:
        """The function of the reference, and the one that yields its inputs."""
        return ((self.same, self.inputs or f"{self.same}_inputs"),)

    def runs_code(self) -> bool:
        """Always."""
        return True

    def after(self, earlier: Sequence[Line]) -> Self:
        """With `in:`, `through:` and `calls:` of the earlier line of the same name, where this one leaves them out."""
        first = next((line for line in earlier if isinstance(line, Same) and line.same == self.same), None)
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
                "the first of `calls:`, or else what stands behind `same:`"
            )

    @property
    def candidates(self) -> tuple[str, ...]:
        """Names that the group may have given it, the likeliest first."""
        return tuple(dict.fromkeys((*self.calls, self.same)))

    @property
    def rules(self) -> Rules:
        """How close is close enough, and in which shape."""
        return Rules(shape=self.shape, dtype=self.dtype, within=self.within, nan_equal=self.nan == "equal")

    def asked(self, reference: Reference, sheet: str, task: str) -> Asked:
        """The inputs with what is right for them; they depend on the rubric alone, never on a group. Raises ReferenceFault."""
        ((name, inputs),) = self.asks()
        found = asked(reference, Order(name, inputs, seed_of(sheet, task, self.mark_name), self.random))
        if self.nan != "equal" and (number := next((at for at, one in enumerate(found.inputs, start=1) if holds_nan(one.expected)), 0)):
            said = f"`{name}` gives NaN (on input {number} of `{inputs}`), which equals nothing"
            raise ReferenceFault(f"{reference.where(name)}: {said}; mend it, or say `nan: equal` in the rubric")
        return found

    def limit(self, what: Asked) -> float:
        """Processor seconds of one question: slow but right code passes."""
        ours = TIMES_OURS * what.took if what.took > TOO_FAST else 0.0
        return max(self.seconds or QUESTION_SECONDS, 10.0 * math.ceil(ours / 10.0))

    def run(self, case: "Case") -> Finding:
        """What the replies of the group's code say."""
        if case.run is None:
            return Finding(Outcome.REVIEW, "the code was not run; a person decides")
        try:
            what = self.asked(case.reference, case.sheet, case.task)
        except ReferenceFault as problem:
            says = "the course's own solution fails on this line; that is not your fault, and a person decides"
            return Finding(Outcome.FAULT, says, detail=str(problem))
        return self.judge(case.run, what)

    def judge(self, run: Run, what: Asked) -> Finding:
        """The finding from what came back; what bears only a similar name may be something else, and is never wrong."""
        finding = verdict(run, what, self.rules)
        if finding.outcome is not Outcome.WRONG or run.function in ("", *self.candidates):
            return finding
        says = f"`{run.function}` was taken for `{self.same}`: {finding.says}; a person decides"
        return replace(finding, outcome=Outcome.REVIEW, says=says, proposed=Proposal(Outcome.WRONG, 0.0))
