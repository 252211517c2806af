#: tries: to change its inputs in place, so that what is compared is changed too
#: solve: wrong


def half(x):
    return x / 2


def solve(x):
    x[:] = 0
    return x


def triple(x):
    return 3 * x
