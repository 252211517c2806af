#: tries: several answers at once, one of which is right
#: solve: wrong


def half(x):
    return x / 2


def solve(x):
    return 2 * x, 0 * x, {"answer": 2 * x}


def triple(x):
    return 3 * x
