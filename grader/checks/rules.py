"""How close is close enough for a value that code gives: tolerance, shape, kind of numbers, NaN."""

from dataclasses import dataclass

from grader.checks.fields import Within

CLOSE = 1e-5
"""The share of the largest entry that an entry may be off: single precision and another order of adding fit in, a slip does not."""


@dataclass(frozen=True)
class Rules:
    """What a line of the rubric asks for."""

    shape: str = "exact"
    """`exact`, `squeeze`, `row or column`, `ravel` or `transposed`."""
    dtype: str = "any"
    """`any`, `integer` or `same`."""
    within: Within | None = None
    """A share of the largest entry of the array, or an amount."""
    nan_equal: bool = False
    """Whether NaN equals NaN in the same place."""

    def words(self) -> str:
        """The rule for people."""
        if self.within is None:
            how = "within 0.001 % of the largest value, whole numbers exactly"
        elif self.within.relative:
            how = f"within {100 * self.within.amount:g} % of the largest value"
        else:
            how = f"within {self.within.amount:g}"
        shapes = {"exact": "", "squeeze": "dimensions of 1 make no difference", "ravel": "the shape makes no difference"}
        shape = shapes.get(self.shape, f"shape: {self.shape}")
        dtype = {"integer": "whole numbers of an integer type", "same": "numbers of the same type"}.get(self.dtype, "")
        return "; ".join(part for part in (how, shape, dtype, "NaN equals NaN" if self.nan_equal else "") if part)
