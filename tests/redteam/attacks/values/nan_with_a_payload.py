#: tries: NaN with bits of its own, infinities and a negative zero
#: solve: wrong
import numpy as np


def half(x):
    return x / 2


def solve(x):
    bits = np.array([0x7FF8DEADBEEF0001, 0xFFF0000000000000, 0x7FF0000000000000, 0x8000000000000000], dtype="u8")
    return bits.view("f8")


def triple(x):
    return 3 * x
