"""The group's own function, class or model against the reference's, on inputs that the reference yields."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from grader.checks.asking import Asking
from grader.checks.code_fields import NanPolicy, NumberPolicy, ShapePolicy, TextsByName
from grader.checks.fields import Name, Shares, Tolerance
from grader.checks.rules import Rules
from grader.errors import ReferenceFault
from grader.nearest import did_you_mean, quoted
from grader.references.reference import Reference
from grader.run import Run
from grader.score import Finding, Outcome
from grader.seeds import seed_of

if TYPE_CHECKING:  # what judges is loaded where something is judged: a rubric is read without it
    from grader.asked import Asked
    from grader.checks.case import Case


class Same(Asking):
    """`same: solve`: the group's `solve` gives what the reference's gives, on all inputs of `solve_inputs` or of `inputs:`."""

    word: ClassVar[str] = "same"

    same: Name
    shape: ShapePolicy = "exact"
    dtype: NumberPolicy = "any"
    within: Tolerance | None = None
    nan: NanPolicy = "different"
    mistakes: Shares = Field(default_factory=dict)
    unless: TextsByName = Field(default_factory=dict)

    def asks(self) -> tuple[tuple[str, str], ...]:
        """The function of the reference, and the one that yields its inputs."""
        return ((self.same, self.drawn_by),)

    def runs_code(self) -> bool:
        """Always."""
        return True

    def spoken_of(self) -> tuple[str, ...]:
        """The known mistakes."""
        return tuple(self.mistakes)

    def unfit(self, reference: Reference) -> Iterator[str]:
        """Known mistakes that cannot be asked what the function is asked."""
        wanted = reference.arguments(self.same)
        for name in self.mistakes:
            if self.same in reference.functions and name in reference.functions and reference.arguments(name) != wanted:
                said = f"the known mistake `{name}` wants the arguments of `{self.same}` ({', '.join(wanted)}), by these names"
                yield f"{reference.where(name)}: {said}"

    def slips(self) -> Iterator[str]:
        """What cannot be meant: also a condition on what is no known mistake of this line."""
        yield from super().slips()
        for name in self.unless:
            if name not in self.mistakes:
                yield f"`unless:` names {quoted(name)}, which is none of `mistakes:`{did_you_mean(name, self.mistakes) or '; put it there'}"

    @property
    def stands_in(self) -> bool:
        """Unless it is asked through other code."""
        return self.through is None

    @property
    def rules(self) -> Rules:
        """How close is close enough, and in which shape."""
        return Rules(shape=self.shape, dtype=self.dtype, within=self.within, nan_equal=self.nan == "equal")

    def asked(self, reference: Reference, sheet: str, task: str) -> "Asked":
        """The inputs with what is right for them; they depend on the rubric alone, never on a group. Raises ReferenceFault."""
        from grader.asked import Order, asked

        ((name, inputs),) = self.asks()
        found = asked(reference, Order(name, inputs, seed_of(sheet, task, self.mark_name), self.random))
        if self.nan != "equal" and found.with_nan:
            said = f"`{name}` gives NaN (on input {found.with_nan} of `{inputs}`), which equals nothing"
            raise ReferenceFault(f"{reference.where(name)}: {said}; mend it, or say `nan: equal` in the rubric")
        return found

    def run(self, case: "Case") -> Finding:
        """What the replies of the group's code say."""
        from grader.checks.same_mistakes import mistake_in, named

        found = self.tried(case)
        if case.run is None or found.outcome is not Outcome.WRONG:
            return found
        what = self.asked(case.reference, case.sheet, case.task)
        name = mistake_in(case.run, what, self.rules, case.reference, self.mistakes)
        if not name:
            return found
        return named(found, case.run, case.reference.sentence(name), self.mistakes[name], self.unless.get(name, ()))

    def found(self, run: Run, what: "Asked") -> Finding:
        """The finding from what came back."""
        from grader.checks.replies import verdict

        return verdict(run, what, self.rules)
