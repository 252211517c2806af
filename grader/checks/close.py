"""A value against the reference's, or against what follows from the group's own earlier values."""

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import BeforeValidator, Field, model_validator

from grader.checks.fields import Name, Share, Shares, Tolerance, Whole, one_of
from grader.checks.line import Line
from grader.errors import RubricError
from grader.references.follow import true_value
from grader.references.quantity import entries_of
from grader.references.reference import Reference
from grader.references.tolerance import Rule
from grader.score import Finding

if TYPE_CHECKING:  # what judges is loaded where something is judged: a rubric is read without it
    from grader.checks.case import Case

FLOOR = 0.6
"""So many of the entries must be right where points go by entries, unless the line says otherwise."""


class Close(Line):
    """`close: y_hat`: right where it equals the truth as printed, or what follows from the group's earlier values."""

    word: ClassVar[str] = "close"
    no_self_check: ClassVar[str] = "it would tell whether a number is right"

    close: Name
    within: Tolerance | None = None
    digits: Whole | None = None
    mistakes: Shares = Field(default_factory=dict)
    points_by: Annotated[str, BeforeValidator(one_of("all", "entries"))] = Field(default="all", alias="points by")
    at_least: Share | None = Field(default=None, alias="at least")

    @model_validator(mode="after")
    def _at_least_of_entries(self) -> "Close":
        if self.at_least is not None and self.points_by == "all":
            raise ValueError("`at least:` is a share of the entries, so the line wants `points by: entries` too")
        return self

    def prove(self, reference: Reference, sheet: str, task: str) -> None:  # noqa: ARG002 - the shape of the hook
        """A lone number has no entries to share its points among."""
        if self.points_by == "entries" and reference.known(self.close) and len(entries_of(reference.truth(self.close))) == 1:
            where = f"{self.origin.file}, line {self.origin.line}"
            raise RubricError([f"{where}: `{self.close}` is a single number, so `points by: entries` says nothing; take it out"])

    def wanted(self) -> tuple[str, ...]:
        """The value itself."""
        return (self.close,)

    def computed(self) -> tuple[str, ...]:
        """The value itself and the known mistakes with it."""
        return (self.close, *self.mistakes)

    def run(self, case: "Case") -> Finding:
        """What the value is equal to: the truth, what follows, a known mistake, or nothing of these."""
        from grader.checks.by_entries import by_entries
        from grader.checks.question import Question
        from grader.checks.verdict import verdict

        answer = case.answer(self.close)
        expected = true_value(case.reference, self.close)
        if answer is None:
            return replace(case.absent(self.close), expected=expected, rule=self._words(self.rule.words()))
        finding = verdict(case, answer, self.close, self.rule, self.mistakes)
        if self.points_by == "entries":
            finding = by_entries(Question(case, answer, self.close, self.rule, self.mistakes), finding, self._floor)
        return replace(finding, expected=expected, rule=self._words(finding.rule))

    @property
    def _floor(self) -> float:
        return FLOOR if self.at_least is None else self.at_least

    def _words(self, rule: str) -> str:
        """The rule with how the points are shared out."""
        if self.points_by == "all":
            return rule
        return f"{rule}; points by the share of right entries, from {100 * self._floor:g} % of all and of those that are not 0"

    @property
    def rule(self) -> Rule:
        """How close is close enough on this line."""
        amount = None if self.within is None else Fraction(repr(self.within.amount))
        return Rule(amount, self.within is not None and self.within.relative, self.digits)
