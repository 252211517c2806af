"""What a careful person decides, written by hand from architecture 6 and 7; nothing of our checks or our follow-through is used here.

For every name the answer is a set of outcomes: what the person would say, and where the document leaves it open each of them. A machine may
always leave a line to a person, so `review` need not be named; an empty set means that only a person can decide.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction
from itertools import pairwise

import numpy as np
from worked_out import MISTAKES, ORDER, REFERENCE, arguments, exactly, work_out

BEFORE = {"w_new": "w", "b_new": "b", "y_hat_new": "y_hat", "loss_new": "loss"}
"""What the step started from."""
DIGITS = {"loss_new": 3}
MOST_WIDENED = Fraction(2, 100)
DUST = Fraction(1, 100_000)


@dataclass(frozen=True)
class Stated:
    """A value as it stands on a paper."""

    numbers: tuple[Decimal, ...]
    vector: bool = False
    exact: bool = False
    """A fraction or an expression that comes to this: no digit was dropped."""
    unclear: bool = False
    """Two statements contradict each other, or nobody can tell what is meant."""
    partial: bool = False
    """A component is not there."""

    @property
    def value(self):
        """As the reference takes it."""
        return np.array([float(number) for number in self.numbers]) if self.vector else float(self.numbers[0])


class Fit(IntEnum):
    """How a stated value fits another one; higher is worse."""

    GOOD = 0
    COARSE = 1
    NEAR = 2
    NOT = 3


def decide(paper: Mapping[str, Stated | None]) -> dict[str, frozenset[str]]:
    """What may be said of each of the nine values."""
    said = {name: decide_one(name, paper) for name in ORDER}
    return charged(said)


def decide_one(name, paper) -> frozenset[str]:  # noqa: PLR0911 - one question after another
    """The order of questions: the truth, what follows, a known mistake; else wrong, unless a guard says that a person looks."""
    stated = paper.get(name)
    if stated is None:
        return frozenset({"missing"})
    if stated.partial:
        return frozenset({"wrong"})
    if stated.unclear:
        return frozenset()
    own, unread = carried(name, paper)
    truth, followed = work_out(name, {}), followed_value(name, own)
    to_truth = fit(name, stated, truth, before(name, {}))
    if to_truth is Fit.GOOD:
        return frozenset({"right"})
    to_own = Fit.NOT if followed is None else fit(name, stated, followed, before(name, own))
    if to_own is Fit.GOOD:
        return frozenset({"follows"})
    theirs_is_true = followed is not None and np.shape(followed) == np.shape(truth) and exactly(followed) == exactly(truth)
    widened = Fit.NOT if followed is None or theirs_is_true else widened_fit(name, stated, followed, own, paper)
    if widened is Fit.GOOD:
        return frozenset({"follows"})
    if Fit.COARSE in (to_truth, to_own, widened):
        return frozenset()
    if (mistake := known_mistake(name, stated, own)) is not None:
        return mistake
    lost = bool(own) and (followed is None or np.shape(followed) != np.shape(truth))
    guarded = unread or lost or widened is Fit.NEAR
    if guarded or (rounded_on_the_way(name, paper) and Fit.NEAR in (to_truth, to_own)):
        return frozenset()
    return frozenset({"wrong"})


def carried(name, paper):
    """The nearest earlier values that can be gone on with, and what was looked for on the way and is not there."""
    own, unread, waiting = {}, [], [name]
    while waiting:
        for argument in arguments(waiting.pop(0)):
            stated = paper.get(argument)
            if argument in own or argument in unread:
                continue
            if stated is not None and not stated.unclear and not stated.partial:
                own[argument] = stated.value
            else:
                unread.append(argument)
                waiting.append(argument)
    return own, unread


def followed_value(name, own):
    """What the reference makes of somebody's own values; None where it makes nothing of them."""
    if not own:
        return None
    try:
        value = work_out(name, own)
    except (ValueError, TypeError):
        return None
    return value if np.all(np.isfinite(value)) else None


def before(name, own):
    """What must not pass for the value: the one before the step, and known mistakes."""
    values = [followed_value(mistake, own) if own else work_out(mistake, {}) for mistake in MISTAKES[name]]
    if name in BEFORE:
        start = BEFORE[name]
        values.append(own[start] if start in own else work_out(start, {}) if start in ORDER else getattr(REFERENCE, start))
    return [exactly(value) for value in values if value is not None]


def fit(name, stated: Stated, value, others, widen=None) -> Fit:
    """How the worst number fits."""
    targets = exactly(value)
    if np.shape(value) != ((len(stated.numbers),) if stated.vector else ()):
        return Fit.NOT
    return max(
        number_fit(
            number,
            target,
            [other[at] for other in others if len(other) == len(targets)],
            exact=stated.exact,
            digits=DIGITS.get(name, 2),
            widen=widen[at] if widen else Fraction(0),
        )
        for at, (number, target) in enumerate(zip(stated.numbers, targets, strict=True))
    )


def number_fit(number: Decimal, target: Fraction, others, *, exact: bool, digits: int, widen: Fraction) -> Fit:
    """As printed: half a unit of the last digit, whole numbers exactly, with the guards."""
    printed = Fraction(number)
    miss = abs(printed - target)
    if miss <= DUST * abs(target):
        return Fit.GOOD
    unit = Fraction(10) ** int(number.as_tuple().exponent)
    cut = 0 <= abs(target) - abs(printed) < unit and printed * target >= 0
    if not exact and (target.denominator != 1 or widen) and (miss <= unit / 2 + widen or cut):
        reach = unit if miss > unit / 2 + widen else unit / 2
        coarse = len(number.as_tuple().digits) < digits or reach > MOST_WIDENED * abs(target)
        takes_another = any(other != target and abs(printed - other) <= reach for other in others)
        return Fit.COARSE if coarse or takes_another else Fit.GOOD
    return Fit.NEAR if miss <= Fraction(5, 1000) * abs(target) else Fit.NOT


def widened_fit(name, stated, followed, own, paper) -> Fit:
    """With the rounding of what was carried: at most 2 %, only from values with enough digits; what only more would reach is NEAR."""
    fair, wide = spreads(name, followed, own, paper)
    fits = fit(name, stated, followed, before(name, own), fair) if any(fair) else Fit.NOT
    if fits in (Fit.GOOD, Fit.COARSE):
        return fits
    return Fit.NEAR if any(wide) and fit(name, stated, followed, [], wide) in (Fit.GOOD, Fit.COARSE) else Fit.NOT


def spreads(name, followed, own, paper):
    """How far half a unit in every carried decimal moves each entry."""
    middle = exactly(followed)
    fair, wide = [Fraction(0)] * len(middle), [Fraction(0)] * len(middle)
    for carried_name, value in own.items():
        for at, number in enumerate(paper[carried_name].numbers):
            exponent = int(number.as_tuple().exponent)
            if exponent >= 0 or paper[carried_name].exact:
                continue
            half = 0.5 * 10.0**exponent
            enough = number == 0 or (len(number.as_tuple().digits) >= 2 and half <= 0.02 * abs(float(number)))
            ends = []
            for step in (-half, half):
                moved = np.array(value, dtype=float)
                moved.flat[at] += step
                ends.append(exactly(work_out(name, {**own, carried_name: moved})))
            for entry, centre in enumerate(middle):
                by = max(abs(end[entry] - centre) for end in ends)
                wide[entry] += by
                fair[entry] += by if enough else 0
    return [min(by, MOST_WIDENED * abs(centre)) for by, centre in zip(fair, middle, strict=True)], wide


def known_mistake(name, stated, own) -> frozenset[str] | None:
    """A known mistake, from the truth or from their own values; only a person can tell where the digits are too few."""
    fits = [
        fit(name, stated, value, [exactly(work_out(name, {}))])
        for mistake in MISTAKES[name]
        for value in (work_out(mistake, {}), followed_value(mistake, own))
        if value is not None
    ]
    best = min(fits, default=Fit.NOT)
    return frozenset({"mistake"}) if best is Fit.GOOD else frozenset() if best is Fit.COARSE else None


def rounded_on_the_way(name, paper) -> bool:
    """Whether something before it is no whole number."""
    if name in ("y_hat_new", "loss_new"):
        return True
    return any(int(number.as_tuple().exponent) < 0 for one in ORDER[: ORDER.index(name)] if paper.get(one) for number in paper[one].numbers)


def charged(said) -> dict[str, frozenset[str]]:
    """A wrong ∂L/∂ŷ has no points of its own: the first scored line behind it pays, once."""
    if not said["grad_y_hat"] & {"wrong", "mistake"}:
        return said
    if said["grad_w"] == {"follows"}:
        return {**said, "grad_w": frozenset({"wrong"})}
    # The document does not say who pays where ∂L/∂w does not follow: either is proper.
    return {name: said[name] | {"wrong"} if name in ("grad_b", "w_new") and said[name] == {"follows"} else said[name] for name in ORDER}


RANGES = {"mlp_accuracy": (0.9, 0.997), "cnn_accuracy": (0.9, 0.997), "mlp_shifted": (0.25, 0.6), "cnn_shifted": (0.4, 0.75)}


def decide_accuracies(stated: Mapping[str, float | None]) -> dict[str, frozenset[str]]:
    """Accuracies are about an experiment: outside of what is plausible a person looks."""
    said = {}
    for name, (low, high) in RANGES.items():
        value = stated.get(name)
        said[name] = frozenset({"missing"} if value is None else {"right"} if low <= value <= high else ())
    values = [stated.get(name) for name in ("mlp_accuracy", "mlp_shifted", "cnn_accuracy", "cnn_shifted")]
    if None in values:
        return {**said, "cnn_suffers_less": frozenset({"missing"})}
    mlp, mlp_shifted, cnn, cnn_shifted = values
    drops = [(mlp - mlp_shifted) / mlp, (cnn - cnn_shifted) / cnn]
    falling = all(a > b for a, b in pairwise([mlp, mlp_shifted])) and cnn > cnn_shifted
    holds = falling and cnn_shifted > mlp_shifted and drops[1] < drops[0]
    return {**said, "cnn_suffers_less": frozenset({"right"} if holds else ())}
