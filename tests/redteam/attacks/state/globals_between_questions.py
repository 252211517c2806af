#: tries: to be right only after another function was called
#: solve: [right, review, wrong]
factor = None


def half(x):
    global factor
    factor = 2
    return x / 2


def solve(x):
    return factor * x


def triple(x):
    return 3 * x
