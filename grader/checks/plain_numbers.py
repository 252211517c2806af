"""Values of plain exact types as arrays of numbers, and in words; nothing of theirs is called, so nothing of theirs can lie."""

from functools import partial
from typing import TYPE_CHECKING, Any

from grader.nearest import quoted
from grader.wire.opaque import Opaque

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[Any]

LONGEST_NUMBER = 40
"""Digits that are shown of a whole number."""
MOST_BITS = 13_288
"""A whole number of more bits is not written out at all."""


def numbers(value: object) -> "Numbers | None":
    """The numbers of a number, an array, or lists in lists of one shape; truth values and numbers never mixed. None for all else."""
    import numpy as np

    if isinstance(value, np.ndarray | np.generic):
        return np.asarray(value) if value.dtype.kind in "biufc" else None
    if isinstance(value, bool | int | float | complex):
        return _array([value], ())
    return _listed(list(value)) if isinstance(value, list | tuple) else None


def _listed(items: list[Any]) -> "Numbers | None":
    import numpy as np

    kinds = set(map(type, items))
    if kinds <= {int, float, complex} or kinds == {bool}:
        return _array(items, (len(items),))
    parts = [numbers(item) for item in items]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts) or len({part.shape for part in known}) > 1 or len({part.dtype.kind == "b" for part in known}) > 1:
        return None
    if any(part.dtype.kind == "O" for part in known):
        known = [part.astype(object) for part in known]
    return np.stack(known)


def _array(items: list[Any], shape: tuple[int, ...]) -> "Numbers":
    """Python's numbers as an array; whole numbers that no machine word holds keep all their digits."""
    import numpy as np

    kinds = set(map(type, items))
    try:
        if kinds == {int}:
            return np.array(items, dtype=np.int64).reshape(shape)
        if kinds == {bool}:
            return np.array(items, dtype=bool).reshape(shape)
        return np.array(items, dtype=complex if complex in kinds else float).reshape(shape)
    except OverflowError:
        made = np.empty(len(items), dtype=object)
        made[:] = items
        return made.reshape(shape)


def together(value: object) -> bool:
    """Whether a list holds numbers of one kind only, in lists of such lists or not: it is judged as one array."""
    if type(value) is not list or not value:
        return False
    kinds = set(map(type, value))
    return len(kinds) == 1 and (kinds <= {bool, int, float, complex} or _all_of_numpys(value) or all(map(together, value)))


def _all_of_numpys(items: list[Any]) -> bool:
    import numpy as np

    return isinstance(items[0], np.generic)


def opaque_within(value: object) -> Opaque | None:
    """The first thing in a value that could not cross."""
    if isinstance(value, Opaque):
        return value
    if isinstance(value, dict):
        value = list(value.values())
    if not isinstance(value, list | tuple):
        return None
    return next((found for item in value if type(item) is not float and (found := opaque_within(item)) is not None), None)


def described(value: object) -> str:
    """What a value is, without saying which: `an array of shape (2, 3)`."""
    import numpy as np

    if isinstance(value, Opaque):
        return f"{'an' if value.type[:1] in 'aeiouAEIOU' else 'a'} {quoted(value.type).strip('`')}"
    if isinstance(value, np.ndarray) and value.ndim:
        return f"an array of shape {shape_words(value.shape)}"
    if isinstance(value, list | tuple):
        name = type(value).__name__
        return f"a {name} of {len(value)}" if value else f"an empty {name}"
    if isinstance(value, dict):
        return f"a dict of {len(value)}" if value else "an empty dict"
    if isinstance(value, bool | np.bool_) or (isinstance(value, np.ndarray) and value.dtype.kind == "b"):
        return "True or False"
    if value is None or value is ...:
        return f"nothing ({'None' if value is None else '...'})"
    return "a text" if isinstance(value, str) else "bytes" if isinstance(value, bytes) else "a number"


def dtype_words(values: "Numbers") -> str:
    """Of which type numbers are; asked for only where it is told, for numpy takes its time over it."""
    return "int" if values.dtype.kind == "O" else str(values.dtype.name)


def shape_words(shape: tuple[int, ...]) -> str:
    """A shape as Python writes it; of no dimension it is a single number."""
    return str(tuple(map(int, shape))) if shape else "a single number"


def shown(obtained: object, expected: object) -> tuple[str, str]:
    """Two numbers with as few digits as tell them apart."""
    for digits in (6, 9, 17):
        write = partial(_number, digits=digits)
        if not _reads_alike(write(obtained), write(expected)):
            return write(obtained), write(expected)
    return _number(obtained, 6), _number(expected, 6)


def _reads_alike(one: str, other: str) -> bool:
    """Whether two numbers look like the same: `1e+06` and `1000000`."""
    try:
        return complex(one) == complex(other)
    except ValueError:  # a huge number that is not written out
        return one == other


def _number(value: object, digits: int) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        if value.bit_length() > MOST_BITS:
            return "a whole number of more than 4000 digits"
        text = str(value)
        return text if len(text) <= LONGEST_NUMBER else f"{text[:16]}…{text[-16:]} ({len(text.lstrip('-'))} digits)"
    return f"{value:.{digits}g}" if isinstance(value, float | complex) else str(value)
