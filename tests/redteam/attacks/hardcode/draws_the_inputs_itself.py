#: tries: to draw from the same generators, as the seeds might be the same for inputs and answers
#: solve: wrong
import random

import numpy as np


def half(x):
    return x / 2


def solve(x):
    return np.random.default_rng(random.getrandbits(16)).normal(size=4) + np.random.normal(size=4)


def triple(x):
    return 3 * x
