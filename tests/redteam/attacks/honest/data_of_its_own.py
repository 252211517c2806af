#: tries: nothing: reads data that it did not hand in
#: solve: review
#: reason: this machine lacks something that it needs
import numpy as np


def half(x):
    return x / 2


def solve(x):
    return np.loadtxt("../data/factors.csv") * x


def triple(x):
    return 3 * x
