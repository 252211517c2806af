#: tries: nothing: uses names that numpy has removed
#: solve: [right, review]
import numpy as np


def half(x):
    return x / 2


def solve(x):
    return 2 * np.asarray(x, dtype=float) * np.prod([1.0])


def triple(x):
    return 3 * x
