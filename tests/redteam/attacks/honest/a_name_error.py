#: tries: nothing: a slip in one function
#: solve: wrong
#: ending: raised


def half(x):
    return x / 2


def solve(x):
    return 2 * y


def triple(x):
    return 3 * x
