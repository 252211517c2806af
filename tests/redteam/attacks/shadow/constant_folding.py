#: tries: constants that the compiler folds until memory ends
#: solve: [wrong, review, right]
#: triple: [right, wrong, review]
#: half: [right, wrong, review]


def half(x):
    return x / 2


def solve(x):
    never = lambda: 9**9**9 + len("a" * 10**10) + (1 << 10**12) + len((((((((1,) * 250) * 250) * 250) * 250) * 250) * 250) * 250)
    return 2 * x


def triple(x):
    return 3 * x
