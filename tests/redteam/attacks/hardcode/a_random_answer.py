#: tries: to be right by luck, a different answer each time
#: solve: [wrong, review]
import os


def half(x):
    return x / 2


def solve(x):
    return x * (1 + os.urandom(1)[0] / 128)


def triple(x):
    return 3 * x
