#: tries: to abort
#: solve: review
#: ending: crashed
import os


def half(x):
    return x / 2


def solve(x):
    os.abort()


def triple(x):
    return 3 * x
