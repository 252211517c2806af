"""Values of the sample solution as exact numbers: 0.72, not 0.71999999999999997."""

from fractions import Fraction
from functools import lru_cache
from math import isfinite
from typing import Any

from grader.answer import Value

MOST_ENTRIES = 100_000
REMEMBERED = 4_096
"""Numbers that need not be made exact once more."""
LARGEST = 1e15
"""Above this floating point no longer tells whole numbers apart."""
DIGITS_OF_DOUBLE, DIGITS_OF_SINGLE = 12, 7
"""Significant digits that are no dust of floating point."""
DIGITS_OF_SHORT = 8
"""A number with no more digits than this was hardly rounded on the way."""


class CannotFollow(Exception):
    """The reference makes nothing of the values it was given."""


def entries_of(value: Any) -> tuple[Fraction, ...]:  # noqa: ANN401 - whatever the reference gives
    """All entries in row-major order, without the dust of floating point; raises CannotFollow where it is no finite number."""
    import numpy as np

    if isinstance(value, float) and isfinite(value) and abs(value) <= LARGEST:  # most values by far, and no array is needed for them
        return (_tidy(float(value), DIGITS_OF_DOUBLE),)
    array = _as_array(value)
    if array.size == 0:
        raise CannotFollow("the result is empty")
    if array.size > MOST_ENTRIES:
        raise CannotFollow(f"the result has more than {MOST_ENTRIES} entries")
    if array.dtype.kind != "f":
        numbers = tuple(Fraction(int(number)) for number in array.ravel())
        if max(map(abs, numbers)) > LARGEST:
            raise CannotFollow("the result is out of all proportion")
        return numbers
    if not np.all(np.isfinite(array)):
        raise CannotFollow("the result is not finite")
    if (scale := float(np.max(np.abs(array)))) > LARGEST:
        raise CannotFollow("the result is out of all proportion")
    digits = DIGITS_OF_DOUBLE if array.dtype.itemsize >= 8 else DIGITS_OF_SINGLE
    nothing = scale * 10.0**-digits if array.size > 1 else 0.0
    return tuple(_tidy(float(number), digits) if abs(number) > nothing else Fraction(0) for number in array.ravel())


def _as_array(value: Any) -> Any:  # noqa: ANN401 - an array of numbers
    """A value as an array of numbers; text, tables and complex numbers are none."""
    import numpy as np

    try:
        array = np.asarray(value)
        if array.dtype.kind == "O":
            array = np.asarray(array, dtype=float)
    except (TypeError, ValueError, RuntimeError, OverflowError):
        raise CannotFollow("the result is no number") from None
    if array.dtype.kind not in "biuf":
        raise CannotFollow("the result is no number")
    return array


@lru_cache(maxsize=REMEMBERED)
def _tidy(number: float, digits: int) -> Fraction:
    """A float as the short decimal it stands for; the true values come again with every submission."""
    return Fraction(f"{number:.{digits}g}")


def maybe_entries(value: Any) -> tuple[Fraction, ...] | None:  # noqa: ANN401 - a given value may be anything
    """The entries of a value; None where it is no number."""
    try:
        return entries_of(value)
    except CannotFollow:
        return None


def shape_of(value: Any) -> tuple[int, ...]:  # noqa: ANN401 - whatever the reference gives
    """() for a number, (n,) for a vector, (n, m) for a matrix."""
    return () if isinstance(value, float) else tuple(_as_array(value).shape)


def plain(value: Any) -> Value:  # noqa: ANN401 - whatever the reference gives
    """A value as nested tuples of floats, for the results."""
    import numpy as np

    def nested(part: Any) -> Value:  # noqa: ANN401 - lists of lists
        return tuple(nested(one) for one in part) if isinstance(part, list) else float(part)

    return nested(np.array([float(entry) for entry in entries_of(value)]).reshape(shape_of(value)).tolist())


def same(one: Any, other: Any) -> bool:  # noqa: ANN401 - values of the reference
    """Whether two values are the same but for the dust of floating point."""
    if shape_of(one) != shape_of(other):
        return False
    pairs = zip(entries_of(one), entries_of(other), strict=True)
    return all(abs(a - b) <= Fraction(1, 10**9) * max(abs(a), abs(b)) for a, b in pairs)


def whole(number: Fraction) -> bool:
    """Whether a number is whole."""
    return number.denominator == 1


def short(number: Fraction) -> bool:
    """Whether a number is a decimal of few digits, so that nobody need have rounded it."""
    return Fraction(f"{float(number):.{DIGITS_OF_SHORT}g}") == number
