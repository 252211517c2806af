"""Which entries of an array are right: within a share of the largest entry, whole numbers exactly, NaN and infinity by their place."""

import math
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from grader.checks.rules import CLOSE, Rules

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grader.checks.plain_numbers import Numbers

    Places = NDArray[Any]

NOTHING = 1e-12
"""Where all of the truth is no larger than this, it is 0 and the noise of floating point."""
NOISE, SINGLE_NOISE = 1e-9, 1e-6
"""What may then remain of differences of ordinary numbers, in double and in single precision."""
MOST_NOISE = 1e-3
"""However large a whole truth is: 1,000,000 is not 1,000,005, and not 1,000,000.5; so noise is never another whole number."""


def right(obtained: "Numbers", expected: "Numbers", rules: Rules) -> "Places":
    """For every entry whether it is right; both have one shape."""
    import numpy as np

    if "O" in (obtained.dtype.kind, expected.dtype.kind):
        return _right_one_by_one(obtained, expected, rules)
    if (alike := np.asarray(obtained == expected)).all():  # to the last bit, as most right ones are
        return alike
    with np.errstate(all="ignore"):
        if expected.dtype.kind == "b" or (rules.within is None and _whole(obtained) and _whole(expected)):
            return np.asarray(obtained == expected)
        wide = np.complex128 if "c" in (obtained.dtype.kind, expected.dtype.kind) else np.float64
        theirs, ours = obtained.astype(wide), expected.astype(wide)
        near = np.abs(theirs - ours) <= allowed(obtained, expected, rules)
        if rules.within is None and _whole(expected) and obtained.dtype.char == "f":
            near |= obtained == expected.astype(np.float32)  # above 2**24 single precision has no nearer one
        near |= theirs == ours
        if rules.nan_equal:
            near |= np.isnan(theirs) & np.isnan(ours)
        return np.asarray(near)


def allowed(obtained: "Numbers", expected: "Numbers", rules: Rules) -> float:
    """How far an entry may be off."""
    if rules.within is not None and not rules.within.relative:
        return rules.within.amount
    largest = magnitude(expected)
    if largest <= NOTHING:
        return SINGLE_NOISE if obtained.dtype.char in "fF" else NOISE
    if rules.within is not None:
        return rules.within.amount * largest
    return min(CLOSE * largest, MOST_NOISE) if _whole(expected) else CLOSE * largest


def magnitude(values: "Numbers") -> float:
    """The largest finite magnitude; 0 of nothing."""
    import numpy as np

    with np.errstate(all="ignore"):
        sizes = np.abs(values.astype(np.complex128 if values.dtype.kind == "c" else np.float64))
        sizes = sizes[np.isfinite(sizes)]
    return float(sizes.max()) if sizes.size else 0.0


def _whole(values: "Numbers") -> bool:
    return values.dtype.kind in "iu"


def _right_one_by_one(obtained: "Numbers", expected: "Numbers", rules: Rules) -> "Places":
    """Where whole numbers are too large for any array, exactly and slowly."""
    import numpy as np

    theirs, ours = obtained.ravel().tolist(), expected.ravel().tolist()
    largest = max((size for one in ours if (size := _size(one)) is not None), default=Fraction(0))
    pairs = [_right_one(one, other, largest, rules) for one, other in zip(theirs, ours, strict=True)]
    return np.array(pairs, dtype=bool).reshape(expected.shape)


def _right_one(obtained: Any, expected: Any, largest: Fraction, rules: Rules) -> bool:  # noqa: ANN401 - two numbers of Python
    if obtained == expected:
        return True
    if obtained != obtained and expected != expected:  # noqa: PLR0124 - NaN, whichever kind of number it is
        return rules.nan_equal
    if rules.within is None and type(obtained) is int and type(expected) is int:
        return False
    if _size(obtained) is None or _size(expected) is None or complex in (type(obtained), type(expected)):
        return False
    limit = Fraction(CLOSE) * largest
    if rules.within is not None:
        limit = Fraction(rules.within.amount) * (largest if rules.within.relative else 1)
    elif type(expected) is int:
        limit = Fraction(MOST_NOISE) if Fraction(obtained).denominator != 1 else Fraction(0)
    return abs(Fraction(obtained) - Fraction(expected)) <= limit


def _size(number: Any) -> Fraction | None:  # noqa: ANN401 - a number of Python
    """Its magnitude, if that is finite and no root."""
    if type(number) is complex:
        return Fraction(abs(number.real)) if math.isfinite(number.real) else None
    return Fraction(abs(number)) if type(number) is int or math.isfinite(number) else None
