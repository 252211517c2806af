"""A value from code, or one of the reference's, on a line: long ones in part, and nothing of theirs is called."""

import reprlib
from typing import TYPE_CHECKING, Any

from grader.checks.plain_numbers import MOST_BITS, described
from grader.wire.opaque import Opaque

if TYPE_CHECKING:
    from numpy.typing import NDArray

ENTRIES = 12
"""So many entries of a value are shown."""


def written(value: object) -> str:
    """A value on a line, long ones in part."""
    return " ".join(_Short().repr(value).split())


class _Short(reprlib.Repr):
    """Values as Python writes them, no longer than anybody reads; nothing of theirs is called, for their types are exact by now."""

    def __init__(self) -> None:
        super().__init__()
        self.maxlist = self.maxtuple = self.maxdict = ENTRIES
        self.maxstring = self.maxother = 120

    def repr_ndarray(self, value: "NDArray[Any]", _level: int) -> str:
        """An array without its name; of a large one the shape, and both ends."""
        import numpy as np

        text = np.array2string(value, precision=6, separator=", ", threshold=ENTRIES, edgeitems=2)
        return text if value.size <= ENTRIES else f"{text}, shape {value.shape}"

    def repr_Tensor(self, value: object, level: int) -> str:  # noqa: N802 - reprlib finds it by the name of the type
        """An input of the reference's that is a tensor, as the array it holds."""
        import torch

        if not isinstance(value, torch.Tensor):
            return type(value).__name__
        plain = value.detach().cpu()
        return self.repr_ndarray((plain.double() if plain.is_floating_point() else plain).numpy(), level)

    repr_Parameter = repr_Tensor  # noqa: N815 - the same

    def repr_int(self, value: int, level: int) -> str:
        """A whole number; Python refuses to write out huge ones."""
        return super().repr_int(value, level) if value.bit_length() <= MOST_BITS else "a whole number of thousands of digits"

    def repr_Opaque(self, value: Opaque, _level: int) -> str:  # noqa: N802 - the same
        """What could not come out of the jail."""
        return described(value)
