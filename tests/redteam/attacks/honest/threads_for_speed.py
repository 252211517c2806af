#: tries: nothing: uses two threads
#: solve: right
from concurrent.futures import ThreadPoolExecutor

import numpy as np


def half(x):
    return x / 2


def solve(x):
    with ThreadPoolExecutor(2) as pool:
        return np.array(list(pool.map(lambda one: 2 * one, x)))


def triple(x):
    return 3 * x
