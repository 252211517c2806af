#: tries: nothing: imports packages that are not here and does not use them
#: solve: right


def half(x):
    return x / 2


def solve(x):
    return 2 * x


def triple(x):
    return 3 * x
