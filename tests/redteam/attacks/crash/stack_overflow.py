#: tries: to overflow the real stack behind a raised recursion limit
#: solve: [review, wrong]
#: ending: [crashed, out of memory, raised]
import sys


def half(x):
    return x / 2


class Deep:
    def __getattr__(self, name):
        return getattr(self, name + "x")

    def __repr__(self):
        return repr([self])


def solve(x):
    sys.setrecursionlimit(2**31 - 1)
    return repr(Deep())


def triple(x):
    return 3 * x
