#: tries: an array whose comparisons, differences and conversions are its own
#: solve: [wrong, review]
import numpy as np


class Liar(np.ndarray):
    def __array_finalize__(self, source):
        print("finalised")

    def __array_ufunc__(self, *args, **kwargs):
        return np.zeros(4)

    def __array_function__(self, *args, **kwargs):
        return True

    def __eq__(self, other):
        return np.ones(4, dtype=bool)

    def tobytes(self, order="C"):
        return b"\0" * 32

    __hash__ = None


def half(x):
    return x / 2


def solve(x):
    return (0 * x).view(Liar)


def triple(x):
    return 3 * x
