"""A value against the reference's, or against what follows from the group's own earlier values."""

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from grader.checks.fields import Name, Shares, Tolerance, Whole
from grader.checks.line import Line
from grader.checks.verdict import verdict
from grader.references.quantity import plain
from grader.references.tolerance import Rule
from grader.score import Finding

if TYPE_CHECKING:
    from grader.checks.case import Case


class Close(Line):
    """`close: y_hat`: right where it equals the truth as printed, or what follows from the group's earlier values."""

    word: ClassVar[str] = "close"
    no_self_check: ClassVar[str] = "it would tell whether a number is right"

    close: Name
    within: Tolerance | None = None
    digits: Whole | None = None
    mistakes: Shares = Field(default_factory=dict)

    def wanted(self) -> tuple[str, ...]:
        """The value itself."""
        return (self.close,)

    def computed(self) -> tuple[str, ...]:
        """The value itself and the known mistakes with it."""
        return (self.close, *self.mistakes)

    def run(self, case: "Case") -> Finding:
        """What the value is equal to: the truth, what follows, a known mistake, or nothing of these."""
        answer = case.answer(self.close)
        expected = plain(case.reference.truth(self.close)) if case.reference.known(self.close) else None
        if answer is None:
            return replace(case.absent(self.close), expected=expected, rule=self.rule.words())
        return replace(verdict(case, answer, self.close, self.rule, self.mistakes), expected=expected)

    @property
    def rule(self) -> Rule:
        """How close is close enough on this line."""
        amount = None if self.within is None else Fraction(repr(self.within.amount))
        return Rule(amount, self.within is not None and self.within.relative, self.digits)
