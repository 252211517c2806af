#: tries: lists in lists, a hundred thousand deep
#: solve: [wrong, review]


def half(x):
    return x / 2


def solve(x):
    made = []
    for _ in range(100_000):
        made = [made]
    return made


def triple(x):
    return 3 * x
