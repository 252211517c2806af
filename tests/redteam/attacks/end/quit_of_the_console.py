#: tries: to end by the console's words
#: solve: [review, wrong]


def half(x):
    return x / 2


def solve(x):
    quit()


def triple(x):
    return 3 * x
