#: tries: to send back more than the grader should hold
#: solve: [wrong, review]
import numpy as np


def half(x):
    return x / 2


def solve(x):
    return np.zeros(50_000_000)


def triple(x):
    return 3 * x
