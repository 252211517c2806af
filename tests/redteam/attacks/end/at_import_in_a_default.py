#: tries: to exit while the file is loaded, hidden in a default and a decorator
#: half: [review, wrong]
#: solve: [review, wrong]
#: triple: [right, review, wrong]
import sys


def half(x, more=sys.exit("good bye")):
    return x / 2


@sys.exit
def solve(x):
    return 2 * x


def triple(x):
    return 3 * x
