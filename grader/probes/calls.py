"""The functions that every formula may use, worked out on numbers and arrays."""

import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from grader.formulas.tree import Times
from grader.probes.budget import DoesNotFit, NoValue
from grader.probes.products import matrix_product, multiplied, outer
from grader.probes.shapes import Multiple, divided, is_number, number, said, transposed

Arguments = tuple[Any, ...]


def called(function: str, arguments: Arguments) -> Any:  # noqa: ANN401 - a value
    """What a known function gives. Raises NoValue, DoesNotFit."""
    if function not in FUNCTIONS:
        raise NoValue(f"`{function}` is not worked out here")
    fewest, most, work = FUNCTIONS[function]
    if not fewest <= len(arguments) <= most:
        raise NoValue(f"`{function}` of {len(arguments)} arguments")
    return work(*arguments)


def floored(value: Any, up: bool = False) -> Any:  # noqa: ANN401, FBT001, FBT002 - a value, and which way
    """Down to the next whole number; of whole ones exactly."""
    if isinstance(value, Multiple):
        raise NoValue("the floor of a matrix")
    if is_number(value):
        if isinstance(value, float) and not math.isfinite(value):
            raise NoValue("the floor of no number")
        return math.ceil(value) if up else math.floor(value)
    import numpy as np

    return np.ceil(value) if up else np.floor(value)


def entrywise(name: str) -> Callable[[Any], Any]:
    """A function of numpy's, of every entry."""

    def work(value: Any) -> Any:  # noqa: ANN401 - a value
        import numpy as np

        if isinstance(value, Multiple):
            raise NoValue(f"`{name}` of a matrix")
        with np.errstate(all="ignore"):
            found = getattr(np, name)(number(value) if is_number(value) else value)
        return float(found) if is_number(value) else found

    return work


def diagonal(value: Any) -> Any:  # noqa: ANN401 - a value
    """A vector on the diagonal of a matrix."""
    import numpy as np

    if is_number(value):
        return value
    if isinstance(value, Multiple) or value.size != max(value.shape):
        raise DoesNotFit(f"diag of {said(value)}")
    return np.diag(value.ravel())


def inverse(value: Any) -> Any:  # noqa: ANN401 - a value
    """An inverse; of a number its reciprocal."""
    import numpy as np

    if is_number(value):
        return divided(1, value)
    if isinstance(value, Multiple):
        return Multiple(divided(1, value.factor), value.size)
    if value.ndim != 2 or value.shape[0] != value.shape[1]:
        raise DoesNotFit(f"the inverse of {said(value)}")
    if np.linalg.cond(value) > 1e10:
        raise NoValue("an inverse that does not exist")
    return np.linalg.inv(value)


def solved(matrix: Any, right: Any) -> Any:  # noqa: ANN401 - two values
    """The solution of a linear system."""
    return multiplied(inverse(matrix), right, Times.MATRIX)


def softmax(value: Any) -> Any:  # noqa: ANN401 - a vector
    """The softmax of a vector."""
    import numpy as np

    if is_number(value) or isinstance(value, Multiple) or value.size != max(value.shape):
        raise DoesNotFit(f"softmax of {said(value)}")
    powers = np.exp(value - value.max())
    return powers / powers.sum()


def total(value: Any) -> Any:  # noqa: ANN401 - a value
    """The sum of all entries."""
    if is_number(value) or isinstance(value, Multiple):
        raise NoValue("a sum of what has no entries")
    return float(value.sum())


def largest(value: Any) -> Any:  # noqa: ANN401 - a value
    """The largest of all entries."""
    if is_number(value) or isinstance(value, Multiple):
        raise NoValue("the largest of what has no entries")
    return float(value.max())


def dotted(left: Any, right: Any) -> Any:  # noqa: ANN401 - two values
    """`dot(a, b)`: a product of matrices, the inner product of two vectors."""
    if is_number(left) or is_number(right) or isinstance(left, Multiple) or isinstance(right, Multiple):
        return multiplied(left, right, Times.MATRIX)
    return matrix_product(left, right, Times.DOT)


def identity(size: Any) -> Any:  # noqa: ANN401 - a number
    """`eye(d)`."""
    if not isinstance(size, int) or not 0 < size < 100:
        raise NoValue("the identity of no size")
    return Multiple(1, size)


def length(value: Any) -> int:  # noqa: ANN401 - an array
    """`len(z)`."""
    if is_number(value) or isinstance(value, Multiple):
        raise NoValue("the length of what has no entries")
    return int(value.shape[0])


def turned(value: Any, shape: tuple[int, int]) -> Any:  # noqa: ANN401 - a vector
    """A vector as a column or a row."""
    if is_number(value) or isinstance(value, Multiple) or value.size != max(value.shape):
        raise DoesNotFit(f"{said(value)} as a column or row")
    return value.reshape(shape)


def root(value: Any) -> Any:  # noqa: ANN401 - a value
    """A square root, exact where it is."""
    if isinstance(value, int | Fraction) and value >= 0:
        top, bottom = math.isqrt(value.numerator), math.isqrt(value.denominator)
        if top * top == value.numerator and bottom * bottom == value.denominator:
            return Fraction(top, bottom)
    return entrywise("sqrt")(value)


FUNCTIONS: Mapping[str, tuple[int, int, Callable[..., Any]]] = {
    "floor": (1, 1, floored),
    "ceil": (1, 1, lambda value: floored(value, up=True)),
    "exp": (1, 1, entrywise("exp")),
    "log": (1, 1, entrywise("log")),
    "sqrt": (1, 1, root),
    "diag": (1, 1, diagonal),
    "outer": (2, 2, outer),
    "inv": (1, 1, inverse),
    "transpose": (1, 1, transposed),
    "softmax": (1, 1, softmax),
    "solve": (2, 2, solved),
    "sum": (1, 1, total),
    "max": (1, 1, largest),
    "dot": (2, 2, dotted),
    "multiply": (2, 2, lambda left, right: multiplied(left, right, Times.ENTRIES)),
    "eye": (1, 1, identity),
    "length": (1, 1, length),
    "column": (1, 1, lambda value: turned(value, (-1, 1))),
    "row": (1, 1, lambda value: turned(value, (1, -1))),
}
