#: tries: complex numbers with the right real part
#: solve: [wrong, review]


def half(x):
    return x / 2


def solve(x):
    return 2 * x + 5j


def triple(x):
    return 3 * x
