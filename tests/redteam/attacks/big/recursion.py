#: tries: a recursion without end
#: solve: wrong
#: ending: raised


def half(x):
    return x / 2


def solve(x):
    return solve(x) + solve(x)


def triple(x):
    return 3 * x
