"""How two arrays differ, told as a test library tells it, in plain numbers and texts that can be kept."""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from grader.checks.plain_numbers import dtype_words, shown

if TYPE_CHECKING:
    from grader.checks.nearness import Places
    from grader.checks.plain_numbers import Numbers


@dataclass(frozen=True)
class Difference:
    """The entries that differ, the worst of them, and by how much."""

    index: tuple[int, ...]
    """Where the largest difference is, in the shape that is wanted; nothing for a lone number."""
    obtained: str
    expected: str
    largest_absolute: float | None
    """None where it is not finite."""
    largest_relative: float | None
    """A share of the expected entry; None where all those are 0, or it is not finite."""
    differing: int
    entries: int
    obtained_shape: tuple[int, ...]
    expected_shape: tuple[int, ...]
    obtained_dtype: str
    expected_dtype: str
    first: tuple[int, ...] = ()
    """Where the first entry is that differs."""

    def says(self) -> str:
        """The worst entry with what it should be."""
        if not self.index:
            return f"{self.obtained}, wanted {self.expected}"
        return f"{self._counted()}, most of all at {list(self.index)}: {self.obtained}, wanted {self.expected}"

    def quiet(self) -> str:
        """The same for somebody who may not see what is expected."""
        if not self.index:
            return f"{self.obtained} is not right"
        return f"{self._counted()}, such as {self.obtained} at {list(self.index)}"

    def _counted(self) -> str:
        if self.differing == self.entries:
            return "the only entry is not right" if self.entries == 1 else f"none of the {self.entries} entries is right"
        return f"{self.differing} of {self.entries} entries {'is' if self.differing == 1 else 'are'} not right"


def difference(obtained: "Numbers", expected: "Numbers", right: "Places", was: "Numbers") -> Difference:
    """What to tell of entries that are not right; `was` is the obtained array before its shape was let pass."""
    import numpy as np

    apart, shares = _apart(obtained, expected)
    apart = np.where(right, -1.0, np.where(np.isnan(apart), np.inf, apart))
    at = np.unravel_index(int(np.argmax(apart)), apart.shape)
    first = np.unravel_index(int(np.argmin(right)), right.shape)
    theirs, ours = shown(obtained[at].item() if obtained.dtype.kind != "O" else obtained[at], _item(expected, at))
    return Difference(
        tuple(map(int, at)),
        theirs,
        ours,
        _finite(float(apart.max())),
        _finite(float(np.nanmax(np.where(right, np.nan, shares)))) if np.isfinite(np.where(right, np.nan, shares)).any() else None,
        int(right.size - np.count_nonzero(right)),
        int(right.size),
        was.shape,
        expected.shape,
        dtype_words(was),
        dtype_words(expected),
        tuple(map(int, first)),
    )


def _apart(obtained: "Numbers", expected: "Numbers") -> tuple[Any, Any]:
    """Absolute and relative differences; whatever has none is NaN."""
    import numpy as np

    theirs, ours = _floats(obtained), _floats(expected)
    with np.errstate(all="ignore"):
        apart = np.abs(theirs - ours)
        return apart, np.where(ours == 0, np.nan, apart / np.abs(ours))


def _floats(values: "Numbers") -> "Numbers":
    import numpy as np

    if values.dtype.kind == "O":
        return np.array([_float(one) for one in values.ravel().tolist()]).reshape(values.shape)
    return values.astype(np.complex128 if values.dtype.kind == "c" else np.float64)


def _float(value: Any) -> complex | float:  # noqa: ANN401 - a number of Python
    try:
        return value if type(value) is complex else float(value)
    except OverflowError:
        return -math.inf if value < 0 else math.inf


def _item(values: "Numbers", at: tuple[Any, ...]) -> object:
    return values[at] if values.dtype.kind == "O" else values[at].item()


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
