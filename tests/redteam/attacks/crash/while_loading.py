#: tries: to crash while the file is loaded
#: half: review
#: solve: review
#: triple: review
#: ending: crashed
import ctypes


class Broken:
    ctypes.string_at(0)


def half(x):
    return x / 2


def solve(x):
    return 2 * x


def triple(x):
    return 3 * x
