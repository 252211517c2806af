#: tries: a text of 100 MB
#: solve: [wrong, review]


def half(x):
    return x / 2


def solve(x):
    return "right " * 20_000_000


def triple(x):
    return 3 * x
