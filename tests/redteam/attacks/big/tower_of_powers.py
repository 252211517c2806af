#: tries: 10 to the 10 to the 8
#: solve: [wrong, review]
#: ending: [out of time, out of memory]


def half(x):
    return x / 2


def solve(x):
    eight = len("12345678")
    return 10**10**eight


def triple(x):
    return 3 * x
