#: tries: to show one function and to be asked another: defined twice, deleted, replaced by a late name
#: solve: [wrong, review]


def half(x):
    return x / 2


def solve(x):
    return 2 * x


def triple(x):
    return 3 * x


def solve(x):
    return 5 * x
