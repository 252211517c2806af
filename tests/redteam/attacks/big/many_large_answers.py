#: tries: to fill the grader's memory with answers that are just not too large
#: half: [wrong, review]
#: solve: [wrong, review]
#: triple: [wrong, review]


def half(x):
    return [0.5] * 900_000


def solve(x):
    return [0.5] * 900_000


def triple(x):
    return [0.5] * 900_000
