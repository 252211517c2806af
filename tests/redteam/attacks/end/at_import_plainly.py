#: tries: to exit at the end of the file, as a script does; such a line is cut away, so everything counts
#: solve: right
import sys


def half(x):
    return x / 2


def solve(x):
    return 2 * x


def triple(x):
    return 3 * x


print("all done")
sys.exit(0)
