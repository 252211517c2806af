"""What a sign between two factors means, told by their shapes; and powers."""

from fractions import Fraction
from typing import Any

from grader.formulas.tree import Times
from grader.probes.budget import DoesNotFit, NoValue
from grader.probes.shapes import Multiple, is_number, number, said, small

LARGEST_EXPONENT = 64


def multiplied(left: Any, right: Any, sign: Times = Times.BESIDE) -> Any:  # noqa: ANN401 - two values
    """A product. Raises DoesNotFit where the shapes do not go together."""
    if is_number(left) and is_number(right):
        if isinstance(left, float) or isinstance(right, float):
            return number(left) * number(right)
        return small(left * right)
    if isinstance(left, Multiple) or isinstance(right, Multiple):
        return with_identity(left, right, sign)
    if is_number(left) or is_number(right):
        return (number(left) if is_number(left) else left) * (number(right) if is_number(right) else right)
    if sign is Times.BROADCAST:
        return broadcast(left, right)
    if sign is Times.ENTRIES:
        return entry_by_entry(left, right)
    if sign is Times.OUTER:
        return outer(left, right)
    return matrix_product(left, right, sign)


def entry_by_entry(left: Any, right: Any) -> Any:  # noqa: ANN401 - two arrays
    """Entry by entry; a column beside a matrix of as many rows counts for each of its columns."""
    column = any(one.ndim == 2 and one.shape[1] == 1 and one.shape[0] == other.shape[0] for one, other in ((left, right), (right, left)))
    if left.shape != right.shape and not (column and left.ndim == right.ndim):
        raise DoesNotFit(f"{said(left)} times {said(right)}, entry by entry")
    return left * right


def matrix_product(left: Any, right: Any, sign: Times) -> Any:  # noqa: ANN401 - two arrays
    """A product of matrices; a 1×1 one is a number to whatever comes next."""
    if left.ndim == 1 or right.ndim == 1:
        if left.shape[-1] != right.shape[0]:
            raise DoesNotFit(f"{said(left)} times {said(right)}")
        return simple(left @ right)
    if left.shape[1] == right.shape[0]:
        return simple(left @ right)
    if left.shape == right.shape and sign in (Times.DOT, Times.STAR) and 1 in left.shape:
        if sign is Times.STAR:
            return left * right  # `σ'(z) * g`: two columns are multiplied entry by entry
        return simple((left.ravel() @ right.ravel()).reshape(1, 1))  # a · b, the inner product
    raise DoesNotFit(f"{said(left)} times {said(right)}")


def simple(value: Any) -> Any:  # noqa: ANN401 - an array or a number
    """A number where there is one entry only."""
    return float(value.reshape(-1)[0]) if getattr(value, "size", 1) == 1 and hasattr(value, "reshape") else value


def broadcast(left: Any, right: Any) -> Any:  # noqa: ANN401 - two arrays
    """A program's product, entry by entry."""
    try:
        return left * right
    except ValueError:
        raise DoesNotFit(f"{said(left)} times {said(right)}, entry by entry") from None


def outer(left: Any, right: Any) -> Any:  # noqa: ANN401 - two vectors
    """The outer product of two vectors."""
    import numpy as np

    if is_number(left) or is_number(right) or left.size != max(left.shape) or right.size != max(right.shape):
        raise DoesNotFit(f"the outer product of {said(left)} and {said(right)}")
    return np.outer(left, right)


def with_identity(left: Any, right: Any, sign: Times) -> Any:  # noqa: ANN401 - two values
    """A product with a multiple of the identity."""
    import numpy as np

    if isinstance(left, Multiple) and isinstance(right, Multiple):
        if None not in (left.size, right.size) and left.size != right.size:
            raise DoesNotFit(f"{said(left)} times {said(right)}")
        return Multiple(multiplied(left.factor, right.factor), left.size or right.size)
    one, other = (left, right) if isinstance(left, Multiple) else (right, left)
    if is_number(other):
        return Multiple(multiplied(one.factor, other), one.size)
    if sign in (Times.ENTRIES, Times.BROADCAST):
        square = np.eye(other.shape[0])
        if one.size not in (None, other.shape[0]) or (other.ndim == 2 and other.shape[1] not in (1, other.shape[0])):
            raise DoesNotFit(f"{said(left)} times {said(right)}, entry by entry")
        return other * square * number(one.factor)
    meets = other.shape[0] if one is left else other.shape[-1]
    if one.size not in (None, meets):
        raise DoesNotFit(f"{said(left)} times {said(right)}")
    return other * number(one.factor)


def power(base: Any, exponent: Any, *, entrywise: bool = False) -> Any:  # noqa: ANN401 - two values
    """A power: of a number, of a square matrix to a small whole number, or of all entries. Raises NoValue, DoesNotFit."""
    if not is_number(exponent):
        raise NoValue("an exponent that is no number")
    if not -LARGEST_EXPONENT <= exponent <= LARGEST_EXPONENT:
        raise NoValue("an exponent beyond all bounds")
    if isinstance(base, Multiple):
        return Multiple(power(base.factor, exponent), base.size)
    if is_number(base):
        return power_of_number(base, exponent)
    if entrywise:
        return base ** number(exponent)
    if not isinstance(exponent, int) or base.ndim != 2 or base.shape[0] != base.shape[1]:
        raise DoesNotFit(f"a power of {said(base)}")
    import numpy as np

    try:
        return np.linalg.matrix_power(base, exponent)
    except np.linalg.LinAlgError:
        raise NoValue("an inverse that does not exist") from None


def power_of_number(base: Any, exponent: Any) -> Any:  # noqa: ANN401 - two numbers
    """The same for numbers."""
    try:
        if isinstance(exponent, int) and isinstance(base, int | Fraction):
            bits = max(base.numerator.bit_length(), base.denominator.bit_length()) * abs(exponent)
            if bits > 10_000:
                raise NoValue("a number too large to work with")
            return small(Fraction(base) ** exponent)
        found = number(base) ** number(exponent)
    except (ZeroDivisionError, OverflowError):
        raise NoValue("a power that has no value") from None
    if isinstance(found, complex):
        raise NoValue("a root of a negative number")
    return found
