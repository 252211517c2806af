#: tries: nothing: is written for Python 2
#: half: [review, right]
#: solve: [review, right]
#: triple: [review, right]


def half(x):
    print "half of", x
    return x / 2


def solve(x):
    return 2 * x


def triple(x):
    return 3 * x
