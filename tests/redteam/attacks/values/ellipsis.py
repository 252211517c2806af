#: tries: three dots
#: solve: missing


def half(x):
    return x / 2


def solve(x):
    return ...


def triple(x):
    return 3 * x
