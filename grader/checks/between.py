"""A value that was measured, between what is plausible."""

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from pydantic import Field, model_validator

from grader.answer import Printed
from grader.checks.fields import Name, Number, Outside
from grader.checks.line import Line
from grader.score import Finding, Outcome, Proposal

if TYPE_CHECKING:
    from grader.checks.case import Case


class Between(Line):
    """`between: accuracy`: the value lies between `from:` and `to:`; outside a person decides, unless `outside: wrong`."""

    word: ClassVar[str] = "between"
    no_self_check: ClassVar[str] = "it would tell whether a number is right"

    between: Name
    low: Number = Field(alias="from")
    high: Number = Field(alias="to")
    outside: Outside = "review"
    training: Name | None = None
    """A training of the course that measures it: `grader validate` looks whether the range holds what that comes to."""

    @model_validator(mode="after")
    def _low_is_below_high(self) -> "Between":
        if self.low >= self.high:
            raise ValueError(f"`from:` must be below `to:`, and {self.low:g} is not below {self.high:g}")
        return self

    @property
    def is_share(self) -> bool:
        """Where nothing else is plausible."""
        return 0 <= self.low < self.high <= 1

    @property
    def ranged(self) -> bool:
        """Always."""
        return True

    def wanted(self) -> tuple[str, ...]:
        """The value itself."""
        return (self.between,)

    def mentioned(self) -> tuple[str, ...]:
        """The value itself."""
        return (self.between,)

    def run(self, case: "Case") -> Finding:
        """Whether the value is plausible."""
        answer = case.answer(self.between)
        rule = f"from {bound(self.low, self)} to {bound(self.high, self)}"
        if answer is None:
            return replace(case.absent(self.between), rule=rule)
        if not isinstance(answer.entries, Printed):
            return Finding(Outcome.REVIEW, "a single number is asked for, and this is none", rule=rule)
        finding = replace(in_range(answer.entries, self.low, self.high), rule=rule)
        if finding.outcome is not Outcome.WRONG or self.outside == "wrong":
            return finding
        return Finding(Outcome.REVIEW, finding.says, 0.0, rule, proposed=Proposal(Outcome.WRONG, 0.0))


def in_range(value: Printed, low: float, high: float) -> Finding:
    """Whether a value is plausible; `94 %` in a range from 90 to 99, which are no shares, is a person's to tell."""
    if low <= float(value.value) <= high:
        return Finding(Outcome.RIGHT, "plausible", 1.0)
    if value.share and high > 1 and low <= float(100 * value.value) <= high:
        says = f"a percentage, where the range from {low:g} to {high:g} is none; a person decides"
        return Finding(Outcome.REVIEW, says, proposed=Proposal(Outcome.RIGHT, 1.0))
    return Finding(Outcome.WRONG, "outside of what is plausible here", 0.0)


def bound(number: float, line: Between) -> str:
    """A bound for people: a share as a percentage."""
    return f"{100 * number:g} %" if line.low >= 0 and line.high <= 1 else f"{number:g}"
