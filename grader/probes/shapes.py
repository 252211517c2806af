"""Numbers, columns, matrices and multiples of the identity, added and divided: what does not go together is told with its shapes."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from grader.probes.budget import DoesNotFit, NoValue

MOST_BITS = 2_000
"""Of an exact number; nothing that anybody asks for comes near."""


@dataclass(frozen=True)
class Multiple:
    """The identity matrix times a number; of no size until it meets a matrix."""

    factor: Any
    size: int | None = None
    named: bool = False
    """Whether it was written with a size of its own."""


def is_number(value: object) -> bool:
    """Whether it is a single number."""
    return isinstance(value, int | float | Fraction)


def number(value: Any) -> float:  # noqa: ANN401 - a number
    """A number as a float. Raises NoValue where it is too large."""
    try:
        return float(value)
    except OverflowError:
        raise NoValue("a number too large to work with") from None


def small(value: Any) -> Any:  # noqa: ANN401 - a number
    """An exact number of no more digits than anybody needs. Raises NoValue."""
    if isinstance(value, Fraction) and value.denominator == 1:
        value = int(value)
    bits = max(value.numerator.bit_length(), value.denominator.bit_length()) if isinstance(value, int | Fraction) else 0
    if bits > MOST_BITS:
        raise NoValue("a number too large to work with")
    return value


def said(value: Any) -> str:  # noqa: ANN401 - a value
    """The shape of a value for people."""
    if is_number(value):
        return "a number"
    if isinstance(value, Multiple):
        return "the identity" if value.size is None else f"the identity of size {value.size}"
    return "×".join(map(str, value.shape)) if value.ndim > 1 else f"a vector of {value.shape[0]}"


def added(left: Any, right: Any, *, spread: bool = False) -> Any:  # noqa: ANN401 - two values
    """A sum; `spread` where a number beside entries, or a program's array beside another, counts for each of them. Raises DoesNotFit."""
    if is_number(left) and is_number(right):
        return summed(left, right)
    if isinstance(left, Multiple) or isinstance(right, Multiple):
        return with_identity(left, right)
    if spread:
        return spread_out(left, right)
    if is_number(left) or is_number(right) or left.shape != right.shape:
        raise DoesNotFit(f"{said(left)} plus {said(right)}")
    return left + right


def spread_out(left: Any, right: Any) -> Any:  # noqa: ANN401 - two values
    """A sum as a program works it out."""
    left, right = (number(one) if is_number(one) else one for one in (left, right))
    try:
        return left + right
    except ValueError:
        raise DoesNotFit(f"{said(left)} plus {said(right)}") from None


def summed(left: Any, right: Any) -> Any:  # noqa: ANN401 - two numbers
    """Two numbers added, exactly where both are exact."""
    if isinstance(left, float) or isinstance(right, float):
        return number(left) + number(right)
    return small(left + right)


def with_identity(left: Any, right: Any) -> Any:  # noqa: ANN401 - two values
    """A multiple of the identity plus another one or a square matrix."""
    import numpy as np

    if isinstance(left, Multiple) and isinstance(right, Multiple):
        if None not in (left.size, right.size) and left.size != right.size:
            raise DoesNotFit(f"{said(left)} plus {said(right)}")
        return Multiple(summed(left.factor, right.factor), left.size or right.size)
    one, other = (left, right) if isinstance(left, Multiple) else (right, left)
    if is_number(other) or other.ndim != 2 or other.shape[0] != other.shape[1] or one.size not in (None, other.shape[0]):
        raise DoesNotFit(f"{said(one)} plus {said(other)}")
    return other + number(one.factor) * np.eye(other.shape[0])


def transposed(value: Any) -> Any:  # noqa: ANN401 - a value
    """A transpose; of a number or the identity the same."""
    return value if is_number(value) or isinstance(value, Multiple) else value.T


def divided(top: Any, bottom: Any, *, entrywise: bool = False) -> Any:  # noqa: ANN401 - two values
    """A fraction. Raises NoValue, DoesNotFit."""
    if isinstance(bottom, Multiple) or not (is_number(bottom) or entrywise):
        raise NoValue(f"a fraction of {said(top)} by {said(bottom)}")
    if is_number(bottom) and bottom == 0:
        raise NoValue("a division by 0")
    if isinstance(top, Multiple):
        return Multiple(divided(top.factor, bottom), top.size)
    if is_number(top) and is_number(bottom):
        if isinstance(top, float) or isinstance(bottom, float):
            return number(top) / number(bottom)
        return small(Fraction(top) / Fraction(bottom))
    return (number(top) if is_number(top) else top) / (number(bottom) if is_number(bottom) else bottom)
