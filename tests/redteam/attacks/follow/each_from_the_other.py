#: tries: to know nothing but how two answers are related, and to have the reference fill in both
#: half: [wrong, follows, review]
#: solve: right
#: triple: [wrong, follows, review]


def half(x):
    return triple(x) / 6


def solve(x):
    return 2 * x


def triple(x):
    return 6 * half(x)
