"""How close is close enough: as printed, unless the rubric says otherwise; the rule that was used is told in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction

from grader.answer import Entries, Printed, flat, shape
from grader.references.quantity import whole

FLOOR = Fraction(1, 100_000)
"""Never tighter than this share of an entry (of the largest entry where it is 0): 0.71999997 is 0.72."""
DUST = Fraction(1, 10**9)
"""A share that tells nothing: floating point on its own."""
NOTHING = Fraction(1, 10**12)
"""The same where the truth is 0."""
MOST_NOISE = Fraction(1, 1000)
"""However large a whole truth is, noise is no more than this: a count of 1,000,000 is not 1,000,005."""
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


GOOD = (Fit.EQUAL, Fit.CUT_OFF)


@dataclass(frozen=True)
class Rule:
    """What the rubric asks for; nothing said means as printed."""

    amount: Fraction | None = None
    relative: bool = False
    digits: int | None = None

    def words(self) -> str:
        """The rule for people."""
        if self.amount is None:
            return f"as printed: within half a unit of the last digit, whole numbers exactly{self.least}"
        how = f"{float(100 * self.amount):g} % of the value" if self.relative else f"{float(self.amount):g}"
        return f"within {how}{self.least}"

    @property
    def least(self) -> str:
        """The fewest digits, as the end of a sentence."""
        return f", with at least {self.digits} {'digit' if self.digits == 1 else 'digits'}" if self.digits else ""


@dataclass(frozen=True)
class Target:
    """A value to compare with, entry by entry: `avoid` are values that must not pass for it, `spread` widens it."""

    entries: tuple[Fraction, ...]
    shape: tuple[int, ...]
    avoid: tuple[tuple[Fraction, ...], ...] = ()
    spread: tuple[Fraction, ...] = ()
    rounded: bool = False
    """Something on the way to this value may have been rounded by people."""


@dataclass(frozen=True)
class Aim:
    """One entry of a target."""

    truth: Fraction
    scale: Fraction
    """The entry's own magnitude; where it is 0, that of the largest entry."""
    avoid: tuple[Fraction, ...] = ()
    spread: Fraction = Fraction(0)
    rounded: bool = False


AS_PRINTED = Rule()


def fits(answer: Entries, target: Target, rule: Rule = AS_PRINTED) -> Fit:
    """How an answer fits a target. Rows, columns and dimensions of one make no difference."""
    numbers = flat(answer)
    if not numbers or squeezed(shape(answer)) != squeezed(target.shape) or len(numbers) != len(target.entries):
        return Fit.SHAPE
    return max(entry_fit(number, aim, rule) for number, aim in zip(numbers, aims(target), strict=True))


def aims(target: Target) -> list[Aim]:
    """The entries of a target, each with what it must be told from."""
    largest = max((abs(truth) for truth in target.entries), default=Fraction(0))
    others = [other for other in target.avoid if len(other) == len(target.entries)]
    spread = target.spread or (Fraction(0),) * len(target.entries)
    return [
        Aim(truth, abs(truth) or largest, tuple(other[at] for other in others), spread[at], target.rounded)
        for at, truth in enumerate(target.entries)
    ]


def squeezed(size: Sequence[int]) -> tuple[int, ...]:
    """A shape without its dimensions of one."""
    return tuple(length for length in size if length != 1)


def entry_fit(number: Printed, aim: Aim, rule: Rule = AS_PRINTED) -> Fit:
    """How one printed number fits one true value."""
    if abs(number.value - aim.truth) <= (DUST * abs(aim.truth) or NOTHING) and not (whole(number.value) and number.value != aim.truth):
        return Fit.EQUAL  # itself, however few its digits
    if rule.amount is not None:
        return chosen_fit(number, aim, rule, rule.amount)
    if whole(aim.truth) and not aim.spread:
        return whole_fit(number, aim)
    return printed_fit(number, aim, rule)


def chosen_fit(number: Printed, aim: Aim, rule: Rule, amount: Fraction) -> Fit:
    """The tolerance that the rubric chose; a number rounded more coarsely than that has too few digits."""
    miss = abs(number.value - aim.truth)
    allowed = amount * (abs(aim.truth) if rule.relative else 1) + aim.spread
    if miss <= allowed or (not aim.truth and noise(number, aim)):
        return Fit.COARSE if number.unit is not None and number.digits < (rule.digits or 0) else Fit.EQUAL
    return Fit.COARSE if number.unit is not None and miss <= number.unit / 2 else Fit.DIFFERENT


def whole_fit(number: Printed, aim: Aim) -> Fit:
    """A whole truth is met by itself alone, but for the noise of a program's print-out; `1.5e3` for 1516 has too few digits."""
    miss = abs(number.value - aim.truth)
    if noise(number, aim):
        return Fit.EQUAL
    if number.unit is not None and number.unit > 1 and miss <= number.unit / 2:
        return Fit.COARSE
    return missed(miss, aim)


def noise(number: Printed, aim: Aim) -> bool:
    """Whether a number is a whole truth with the noise of a program's print-out: 13.99999 or 1e-17, never another whole number."""
    return not whole(number.value) and abs(number.value - aim.truth) <= min(FLOOR * aim.scale, MOST_NOISE)


def printed_fit(number: Printed, aim: Aim, rule: Rule) -> Fit:
    """Half a unit of the last digit written, and what the rounding of carried values adds; no tighter than the floor."""
    miss = abs(number.value - aim.truth)
    reach = max((number.unit or Fraction(0)) / 2, FLOOR * aim.scale)
    if miss <= reach + aim.spread:
        return Fit.COARSE if coarse(number, aim, reach, rule) else Fit.EQUAL
    if number.unit is not None and cut_off(number, aim.truth):
        return Fit.COARSE if coarse(number, aim, number.unit, rule) else Fit.CUT_OFF
    return missed(miss, aim)


def missed(miss: Fraction, aim: Aim) -> Fit:
    """A miss; where something on the way may have been rounded, a small one is not certain."""
    return Fit.NEAR if aim.rounded and miss <= NEAR * abs(aim.truth) else Fit.DIFFERENT


def cut_off(number: Printed, truth: Fraction) -> bool:
    """Whether the printed digits are the true ones, cut off instead of rounded; of a truth cut off to 0 nothing is left."""
    if number.unit is None or number.value * truth <= 0:
        return False
    return 0 <= abs(truth) - abs(number.value) < number.unit


def coarse(number: Printed, aim: Aim, reach: Fraction, rule: Rule) -> bool:
    """Whether the digits are too few to tell this value from others: a value before the step, a known mistake."""
    if number.unit is not None and number.digits < max(FEWEST_DIGITS, rule.digits or 0):
        return True
    if reach > MOST * abs(aim.truth) and aim.truth:
        return True
    return any(abs(other - aim.truth) > FLOOR * aim.scale and abs(number.value - other) <= reach + aim.spread for other in aim.avoid)


def told(answer: Entries, target: Target, rule: Rule) -> str:
    """The rule as it was applied to an answer, in words."""
    numbers = flat(answer)
    if rule.amount is not None or len(numbers) != len(target.entries):
        return rule.words()
    pairs = list(zip(numbers, aims(target), strict=True))
    exactly = [number for number, aim in pairs if whole(aim.truth) and not aim.spread]
    if len(exactly) == len(pairs):
        return "a whole number: exactly" if len(pairs) == 1 else "whole numbers: exactly"
    halves = sorted({number.unit / 2 for number, aim in pairs if number.unit and not (whole(aim.truth) and not aim.spread)})
    if not halves:
        return "an exact number: within 0.001 % of the value"
    reach = f"±{float(halves[0]):g}" if len(halves) == 1 else f"±{float(halves[0]):g} to ±{float(halves[-1]):g}"
    wider = max(target.spread, default=Fraction(0))
    more = f", and ±{float(wider):.2g} for the rounding of earlier values" if wider else ""
    some = "; whole numbers exactly" if exactly else ""
    return f"as printed: within half a unit of the last digit ({reach}){more}{some}{rule.least}"
