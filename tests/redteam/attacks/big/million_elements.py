#: tries: a nested list of a million numbers, each a node of its own
#: solve: [wrong, review]


def half(x):
    return x / 2


def solve(x):
    return [[float(i)] for i in range(10**6)]


def triple(x):
    return 3 * x
