"""What befell a group: kinds of papers, each with what a careful person takes from it."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from random import Random

import measured
import numpy as np
from careful_person import Stated
from handwriting import Hand
from worked_out import MISTAKES, ORDER, SIZES, exactly, work_out
from written import Paper

Change = Callable[[np.ndarray], np.ndarray]


def worked_through(
    rng: Random, changes: Mapping[str, Change], *, carry: bool = True, digits: Mapping[str, int] | None = None
) -> dict[str, Stated]:
    """The sheet from top to bottom; what was changed is carried on as printed, or not at all."""
    own: dict[str, object] = {}
    said: dict[str, Stated] = {}
    zeros = rng.random() < 0.3
    for name in ORDER:
        result = work_out(name, own if carry else {})
        result = changes[name](result) if name in changes else result
        said[name] = printed(result, (digits or {}).get(name), zeros=zeros)
        own[name] = said[name].value
    return said


def printed(result: np.ndarray, digits: int | None, *, zeros: bool) -> Stated:
    """A result as written down: exactly where it is short, else with four decimals, or with as many as were asked for."""
    numbers = [as_decimal(number, digits) for number in exactly(result)]
    most = max(-int(number.as_tuple().exponent) for number in numbers)
    if zeros and most > 0:
        numbers = [number.quantize(Decimal(1).scaleb(-most)) for number in numbers]
    return Stated(tuple(numbers), vector=np.ndim(result) > 0)


def as_decimal(number: Fraction, digits: int | None) -> Decimal:
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    short = exact.quantize(Decimal(1).scaleb(-(4 if digits is None else digits)))
    if digits is not None:
        return short
    return Decimal(f"{short.normalize():f}") if short != 0 else Decimal(0)


def slip(rng: Random) -> Change:
    """One entry comes out wrong: by a little, by a digit, by its sign."""

    def changed(result: np.ndarray) -> np.ndarray:
        result = np.array(result, dtype=float)
        at = rng.randrange(result.size)
        before = result.flat[at]
        whole = float(before).is_integer()
        by = rng.choice((1, -1, 2, -2, 3, 5, 10, -10)) if whole else rng.choice((0.1, -0.1, 0.2, 1, -1, 0.3))
        result.flat[at] = -before if rng.random() < 0.1 and before else before + by
        return result

    return changed


def mistaken(name: str) -> Change:
    """A known mistake instead of the value; worked out from the truth, so only where nothing before it is wrong."""
    return lambda _: work_out(name, {})


def measured_too(paper: Paper, hand: Hand, rng: Random) -> Paper:
    """The same with plausible accuracies, where it says nothing of them yet."""
    if not paper.accuracy_lines:
        paper.accuracy_lines, paper.accuracies = measured.lines(hand, rng, measured.draw(rng))
    paper.given = rng.random() < 0.5
    return paper


def all_right(_: Hand, rng: Random) -> Paper:
    """Nothing is wrong."""
    return Paper(worked_through(rng, {}))


def slip_carried_on(_: Hand, rng: Random) -> Paper:
    """One slip, and the rest follows from it."""
    return Paper(worked_through(rng, {rng.choice(ORDER[:8]): slip(rng)}))


def slip_not_carried_on(_: Hand, rng: Random) -> Paper:
    """One slip, and everything else is true all the same."""
    return Paper(worked_through(rng, {rng.choice(ORDER): slip(rng)}, carry=False))


def several_slips(_: Hand, rng: Random) -> Paper:
    """Two to four slips, each carried on."""
    return Paper(worked_through(rng, {name: slip(rng) for name in rng.sample(ORDER, rng.randint(2, 4))}))


def known_mistake(_: Hand, rng: Random) -> Paper:
    """One known mistake, carried on."""
    name = rng.choice(ORDER)
    return Paper(worked_through(rng, {name: mistaken(rng.choice(MISTAKES[name]))}))


def left_out(_: Hand, rng: Random) -> Paper:
    """One to three answers are not there; nothing else of their kind is, either."""
    answers = worked_through(rng, {rng.choice(ORDER): slip(rng)} if rng.random() < 0.4 else {})
    for name in rng.sample(ORDER, rng.randint(1, 3)):
        del answers[name]
    return Paper(answers)


def rounded(_: Hand, rng: Random) -> Paper:
    """After the step everything is rounded to sensible digits and carried on so, perhaps after a slip."""
    digits = {"y_hat_new": rng.choice((1, 2)), "loss_new": rng.choice((1, 2, 3))}
    changes = {rng.choice(ORDER[:5]): slip(rng)} if rng.random() < 0.5 else {}
    return Paper(worked_through(rng, changes, digits=digits))


def too_coarse(_: Hand, rng: Random) -> Paper:
    """Too few digits after the step."""
    digits = dict.fromkeys(rng.sample(("w_new", "b_new", "y_hat_new", "loss_new"), rng.randint(1, 3)), 0)
    return Paper(worked_through(rng, {}, digits=digits))


def swapped(_: Hand, rng: Random) -> Paper:
    """All numbers are there, two of them in each other's place."""
    name = rng.choice([name for name, size in SIZES.items() if size])
    return Paper(worked_through(rng, {name: lambda result: result[[1, 0, *range(2, result.size)]]}, carry=rng.random() < 0.5))


def invented_gradient(_: Hand, rng: Random) -> Paper:
    """∂L/∂ŷ is made up, and everything follows from it."""
    return Paper(worked_through(rng, {"grad_y_hat": lambda _result: np.array([rng.randint(-20, 20), rng.randint(1, 9)], dtype=float)}))


def unsummed(_: Hand, rng: Random) -> Paper:
    """∂L/∂b is left as one number for each output, and carried on so."""
    first = worked_through(rng, {"y_hat": slip(rng)} if rng.random() < 0.3 else {})
    return Paper(worked_through(rng, {"y_hat": lambda _: first["y_hat"].value, "grad_b": lambda _: first["grad_y_hat"].value}))


def step_mistaken(_: Hand, rng: Random) -> Paper:
    """The step is added, or ½ is forgotten, after a slip that is carried on: a known mistake with their own numbers."""
    own: dict[str, object] = {}
    name = rng.choice(("loss", "w_new", "b_new", "loss_new"))
    said: dict[str, Stated] = {}
    for one in ORDER:
        result = work_out(MISTAKES[one][0] if one == name else one, own)
        said[one] = printed(slip(rng)(result) if one == "y_hat" else result, None, zeros=False)
        own[one] = said[one].value
    return Paper(said)


CLEAN: dict[str, Callable[[Hand, Random], Paper]] = {
    kind.__name__: kind
    for kind in (
        *(all_right, slip_carried_on, slip_not_carried_on, several_slips, known_mistake, left_out, rounded, too_coarse, swapped),
        *(invented_gradient, unsummed, step_mistaken),
    )
}
"""Papers that read well: hardly anything may be left to a person that a person need not decide."""
