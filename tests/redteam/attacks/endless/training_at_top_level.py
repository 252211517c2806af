#: tries: nothing: a training loop at top level, as scripts have it, is cut away
#: solve: right
import numpy as np

weights = np.zeros(3)


def half(x):
    return x / 2


def solve(x):
    return 2 * x


def triple(x):
    return 3 * x


while weights.sum() < 1:
    weights = weights * 2
