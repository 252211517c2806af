"""A count and the percentage printed beside it: one number, said twice."""

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from pydantic import Field, model_validator

from grader.answer import Answer, Printed
from grader.checks.fields import Name, Number, Outside, Whole
from grader.checks.line import Line
from grader.checks.verdict import doubted, doubts_of
from grader.references.tolerance import Aim, Fit, entry_fit
from grader.score import Finding, Outcome, Proposal
from grader.text.counts import Beside, Count, beside
from grader.written import written

if TYPE_CHECKING:
    from grader.checks.case import Case

MOST_DECIMALS = 6


class Agrees(Line):
    """`agrees: accuracy, of: 1991`: `1897/1991 (95.28 %)` says the same twice; `from:` and `to:` say what is plausible besides."""

    word: ClassVar[str] = "agrees"
    no_self_check: ClassVar[str] = "it would tell whether a number is right"

    agrees: Name
    of: Whole | None = None
    low: Number | None = Field(default=None, alias="from")
    high: Number | None = Field(default=None, alias="to")
    outside: Outside = "review"
    training: Name | None = None
    """A training of the course that measures it, as for `between:`."""

    @model_validator(mode="after")
    def _a_range_has_two_ends(self) -> "Agrees":
        if (self.low is None) is not (self.high is None):
            raise ValueError("wants both `from:` and `to:`, or neither")
        if self.training is not None and self.low is None:
            raise ValueError("has a `training:`, whose results a range must hold; write `from:` and `to:`, too")
        if self.low is not None and self.high is not None and not 0 <= self.low < self.high <= 1:
            raise ValueError(f"wants shares, `from:` below `to:`, not {self.low:g} and {self.high:g}")
        return self

    @property
    def is_share(self) -> bool:
        """Always."""
        return True

    @property
    def ranged(self) -> bool:
        """Always: that it is the number of this name is not confirmed by what it is."""
        return True

    def wanted(self) -> tuple[str, ...]:
        """The value itself."""
        return (self.agrees,)

    def mentioned(self) -> tuple[str, ...]:
        """The value itself."""
        return (self.agrees,)

    def run(self, case: "Case") -> Finding:
        """Whether the two are one number, out of what they must be, and plausible."""
        answer = case.answer(self.agrees)
        if answer is None:
            return replace(case.absent(self.agrees), rule=self._rule)
        if not isinstance(answer.entries, Printed):
            return Finding(Outcome.REVIEW, "a single share is asked for, and this is none", rule=self._rule)
        return replace(self._judged(answer, answer.entries), rule=self._rule)

    @property
    def _rule(self) -> str:
        """The rule for people."""
        parts = ["a count and its percentage are the same number, as printed"]
        parts += [f"out of {self.of}"] if self.of else []
        parts += [f"from {100 * self.low:g} % to {100 * self.high:g} %"] if self.low is not None and self.high is not None else []
        return "; ".join(parts)

    def _judged(self, answer: Answer, value: Printed) -> Finding:
        found = beside(answer.context, value.value, self.of)
        if found.count is not None and self.of is not None and found.count.whole != self.of:
            if found.close:
                return self._against(f"{told(found.count)} is not out of {self.of}")
            found = Beside(None, found.share)
        fit = fit_of(found)
        if found.count is not None and found.share is not None and fit > Fit.COARSE:
            says = f"{told(found.count)} is {percentage(found.count, found.share)}, not {written(found.share)}"
            if found.close or found.count.whole == self.of:
                return self._against(says)
            return Finding(Outcome.REVIEW, f"{says}, if that is its count; a person decides")
        share = value.value if found.count is None else found.count.share
        if self.low is not None and self.high is not None and not self.low <= float(share) <= self.high:
            return self._against("outside of what is plausible here")
        return self._in_order(answer, value, found, fit)

    def _in_order(self, answer: Answer, value: Printed, found: Beside, fit: Fit) -> Finding:
        """Nothing is amiss with what is there."""
        remarks = [doubted(doubts)] if (doubts := doubts_of(answer)) else []
        if found.count is None or found.share is None:
            lacks = "count" if found.count is None else "percentage"
            alone = written(value) if found.count is None else told(found.count)
            if self.low is None:
                return Finding(Outcome.REVIEW, f"only {alone} was found, and no {lacks} beside it; a person decides")
            return Finding(Outcome.RIGHT, "; ".join((f"{alone} is plausible, without its {lacks} beside it", *remarks)), 1.0)
        says = f"{told(found.count)} is {written(found.share)}"
        if fit is Fit.COARSE:
            says = f"{says} as far as it goes, but with too few digits to be sure"
            return Finding(Outcome.REVIEW, says, proposed=Proposal(Outcome.RIGHT, 1.0))
        remarks = ["cut off instead of rounded", *remarks] if fit is Fit.CUT_OFF else remarks
        return Finding(Outcome.RIGHT, "; ".join((says, *remarks)), 1.0)

    def _against(self, says: str) -> Finding:
        """A person decides, unless the line says otherwise."""
        if self.outside == "wrong":
            return Finding(Outcome.WRONG, says, 0.0)
        return Finding(Outcome.REVIEW, says, proposed=Proposal(Outcome.WRONG, 0.0))


def fit_of(found: Beside) -> Fit:
    """How the percentage fits the count, in its own digits; nothing amiss where one of them is not there."""
    if found.count is None or found.share is None:
        return Fit.EQUAL
    return entry_fit(found.share, Aim(found.count.share, found.count.share))


def told(count: Count) -> str:
    """`1897/1991`."""
    return f"{count.part}/{count.whole}"


def percentage(count: Count, share: Printed) -> str:
    """What a count comes to, with the digits of what is printed beside it, and as many more as tell the two apart."""
    decimals = 0 if share.unit is None else max(0, len(str((1 / share.unit).numerator)) - (3 if share.share else 1))
    scale, sign = (100, " %") if share.share else (1, "")
    said = ""
    for digits in range(min(decimals, MOST_DECIMALS), MOST_DECIMALS + 1):
        said = f"{float(scale * count.share):.{digits}f}"
        if float(said) != float(scale * share.value):
            break
    return said + sign
