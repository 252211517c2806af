#: tries: to be taken for an array by its __class__, its metaclass and every array protocol
#: solve: [wrong, review]
import numpy as np


class Meta(type):
    def __instancecheck__(cls, thing):
        return True

    def __eq__(cls, other):
        return True

    def __hash__(cls):
        return hash(np.ndarray)


class Liar(metaclass=Meta):
    __class__ = np.ndarray
    __module__ = "numpy"
    shape, strides, dtype, data = (4,), (8,), np.dtype(float), None
    __array_interface__ = {"shape": (4,), "typestr": "<f8", "data": (0xDEAD, False), "version": 3}

    def __array__(self, *args, **kwargs):
        print("converted")
        return np.zeros(4)

    def __dlpack__(self, **kwargs):
        print("packed")

    def __buffer__(self, flags):
        print("buffered")


Liar.__name__ = Liar.__qualname__ = "ndarray"


def half(x):
    return x / 2


def solve(x):
    return Liar()


def triple(x):
    return 3 * x
