"""How close is close enough: as printed, unless the rubric says otherwise; the rule that was used is told in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction

from grader.answer import Entries, Printed, flat, shape

FLOOR = Fraction(1, 100_000)
"""Never tighter than this share of the magnitude: 0.71999997 is 0.72."""
MOST = Fraction(2, 100)
"""What a printed number would accept must stay within this share of the truth."""
FEWEST_DIGITS = 2
NEAR = Fraction(5, 1000)
"""A miss so small may come from rounding on the way."""


class Fit(IntEnum):
    """How an answer fits a value, the worst entry counting; higher is worse."""

    EQUAL = 0
    CUT_OFF = 1
    """Right digits, cut off instead of rounded."""
    COARSE = 2
    """Right so far, but with too few digits to tell."""
    NEAR = 3
    """A miss that rounding on the way explains."""
    DIFFERENT = 4
    SHAPE = 5
    """Another shape altogether."""


@dataclass(frozen=True)
class Rule:
    """What the rubric asks for; nothing said means as printed."""

    amount: Fraction | None = None
    relative: bool = False
    digits: int | None = None

    def words(self) -> str:
        """The rule for people."""
        least = f", with at least {self.digits} digits" if self.digits else ""
        if self.amount is None:
            return f"as printed: half a unit of the last digit written, whole numbers exactly{least}"
        how = f"{float(self.amount):.4%}".rstrip("0").rstrip(".%") + " %" if self.relative else f"{float(self.amount):g}"
        return f"within {how}{' of the value' if self.relative else ''}{least}"


@dataclass(frozen=True)
class Target:
    """A value to compare with, entry by entry: `avoid` are values that must not pass for it, `spread` widens it."""

    entries: tuple[Fraction, ...]
    shape: tuple[int, ...]
    avoid: tuple[tuple[Fraction, ...], ...] = ()
    spread: tuple[Fraction, ...] = ()
    rounded: bool = False
    """Something on the way to this value is no whole number, so people may have rounded it."""


AS_PRINTED = Rule()


def fits(answer: Entries, target: Target, rule: Rule = AS_PRINTED) -> Fit:
    """How an answer fits a target. Rows, columns and dimensions of one make no difference."""
    numbers = flat(answer)
    if squeezed(shape(answer)) != squeezed(target.shape) or len(numbers) != len(target.entries):
        return Fit.SHAPE
    scale = max((abs(truth) for truth in target.entries), default=Fraction(0))
    worst = Fit.EQUAL
    for position, (number, truth) in enumerate(zip(numbers, target.entries, strict=True)):
        avoid = [other[position] for other in target.avoid if len(other) == len(numbers)]
        spread = target.spread[position] if target.spread else Fraction(0)
        worst = max(worst, entry_fit(number, truth, scale, rule, avoid, spread, rounded=target.rounded))
    return worst


def squeezed(size: Sequence[int]) -> tuple[int, ...]:
    """A shape without its dimensions of one."""
    return tuple(length for length in size if length != 1)


def entry_fit(
    number: Printed,
    truth: Fraction,
    scale: Fraction,
    rule: Rule,
    avoid: Sequence[Fraction],
    spread: Fraction,
    *,
    rounded: bool,
) -> Fit:
    """How one printed number fits one true value."""
    miss = abs(number.value - truth)
    if miss <= FLOOR * (abs(truth) or scale):
        return Fit.EQUAL
    if rule.amount is not None:
        allowed = rule.amount * (abs(truth) or scale) if rule.relative else rule.amount
        if miss > allowed:
            return Fit.DIFFERENT
        return Fit.COARSE if rule.digits and number.unit is not None and number.digits < rule.digits else Fit.EQUAL
    if number.unit is not None and (not whole(truth) or spread):
        half = number.unit / 2
        if miss <= half + spread:
            return coarse(number, truth, half, rule, avoid) or Fit.EQUAL
        if cut_off(number, truth):
            return coarse(number, truth, number.unit, rule, avoid) or Fit.CUT_OFF
    return Fit.NEAR if rounded and truth and miss <= NEAR * abs(truth) else Fit.DIFFERENT


def whole(value: Fraction) -> bool:
    """Whether a true value is a whole number, but for the dust of floating point."""
    return abs(value - round(value)) <= Fraction(1, 10**9) * max(1, abs(value))


def cut_off(number: Printed, truth: Fraction) -> bool:
    """Whether the printed digits are the true ones, cut off instead of rounded."""
    if number.unit is None or number.value * truth < 0:
        return False
    return 0 <= abs(truth) - abs(number.value) < number.unit


def coarse(number: Printed, truth: Fraction, tolerance: Fraction, rule: Rule, avoid: Sequence[Fraction]) -> Fit | None:
    """COARSE where the digits are too few to tell this value from others; None where they will do."""
    if number.digits < max(FEWEST_DIGITS, rule.digits or 0) or tolerance > MOST * abs(truth):
        return Fit.COARSE
    for other in avoid:
        if abs(other - truth) > FLOOR * abs(truth) and abs(number.value - other) <= tolerance:
            return Fit.COARSE
    return None
