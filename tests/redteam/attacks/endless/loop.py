#: tries: to compute for ever
#: solve: wrong
#: ending: out of time


def half(x):
    return x / 2


def solve(x):
    while True:
        x = x + 0


def triple(x):
    return 3 * x
