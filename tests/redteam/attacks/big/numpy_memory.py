#: tries: a 9 GB array, as a slip in a shape gives it
#: solve: wrong
#: ending: out of memory
import numpy as np


def half(x):
    return x / 2


def solve(x):
    return np.ones((34000, 34000)) @ np.ones(34000) + x


def triple(x):
    return 3 * x
