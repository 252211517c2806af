#: tries: nothing: one function cannot be read, the others can
#: half: [right, review]
#: solve: [wrong, review]
#: triple: [right, review]


def half(x):
    return x / 2


def solve(x):
    return 2 * * x


def triple(x):
    return 3 * x
