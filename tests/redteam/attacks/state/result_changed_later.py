#: tries: to keep a hand on a result after it was given
#: solve: right
#: triple: right
kept = []


def half(x):
    for one in kept:
        one[:] = 0
    kept.append(x / 2)
    return kept[-1]


def solve(x):
    for one in kept:
        one[:] = -1
    kept.append(2 * x)
    return kept[-1]


def triple(x):
    for one in kept:
        one[:] = 7
    return 3 * x
