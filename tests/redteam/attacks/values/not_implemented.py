#: tries: the word for a function that is not written
#: solve: missing


def half(x):
    return x / 2


def solve(x):
    raise NotImplementedError("later")


def triple(x):
    return 3 * x
