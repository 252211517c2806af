#: tries: to read address 0
#: solve: review
#: ending: crashed
import ctypes


def half(x):
    return x / 2


def solve(x):
    return ctypes.string_at(0)


def triple(x):
    return 3 * x
