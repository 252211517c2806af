#: tries: the same with three in a ring
#: half: [wrong, follows, review]
#: solve: [wrong, follows, review]
#: triple: [wrong, follows, review]


def half(x):
    return solve(x) / 4


def solve(x):
    return triple(x) * 2 / 3


def triple(x):
    return 6 * half(x)
