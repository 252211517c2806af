"""One drawing of values for the symbols of a formula."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

Exact = int | Fraction
Value = "int | Fraction | float | NDArray[Any]"


@dataclass(frozen=True)
class Smooth:
    """A function that is applied entry by entry, with its slope."""

    value: Callable[[Any], Any]
    slope: Callable[[Any], Any]

    def __call__(self, argument: Any) -> Any:  # noqa: ANN401 - numbers or arrays
        """Its value."""
        return self.value(argument)


@dataclass(frozen=True)
class Environment:
    """Values by symbol: numbers (whole ones exact), arrays as the reference gets them, functions."""

    values: Mapping[str, Any]
    flat: bool = False
    """Whether a vector has one axis, as in a program; else it is a column."""
