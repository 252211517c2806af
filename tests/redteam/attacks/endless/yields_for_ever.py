#: tries: a generator without end, for whoever makes a list of it
#: solve: [wrong, review]
import itertools


def half(x):
    return x / 2


def solve(x):
    return itertools.count() if x[0] > 0 else map(abs, itertools.cycle(x))


def triple(x):
    return 3 * x
