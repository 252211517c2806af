#: tries: nothing: uses threads itself while the neighbour takes them all
#: solve: right
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np


def half(x):
    return x / 2


def solve(x):
    time.sleep(0.2)
    with ThreadPoolExecutor(4) as pool:
        return np.array(list(pool.map(lambda one: 2 * one, x)))


def triple(x):
    return 3 * x
