#: tries: to crash at every question, and at the next forks
#: half: review
#: solve: review
#: triple: review
import ctypes


def half(x):
    return ctypes.string_at(1)


def solve(x):
    return ctypes.string_at(2)


def triple(x):
    return ctypes.memset(8, 0, 8)
