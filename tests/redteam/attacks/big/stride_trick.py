#: tries: an array of 10^12 numbers in 8 bytes of memory
#: solve: [wrong, review]
import numpy as np


def half(x):
    return x / 2


def solve(x):
    return np.broadcast_to(np.float64(1), (10**6, 10**6))


def triple(x):
    return 3 * x
