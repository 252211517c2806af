#: tries: numbers of millions of digits
#: solve: [wrong, review]


def half(x):
    return x / 2


def solve(x):
    return 1 << (1 << 26)


def triple(x):
    return 3 * x
