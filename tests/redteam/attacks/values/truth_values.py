#: tries: True, which equals 1, and texts that look like numbers
#: solve: wrong


def half(x):
    return x / 2


def solve(x):
    return [True, False, "2.0", b"1"]


def triple(x):
    return 3 * x
