#: tries: a regular expression that never ends and holds the interpreter's lock
#: solve: wrong
#: ending: out of time
import re


def half(x):
    return x / 2


def solve(x):
    return re.match(r"(a+)+$", "a" * 64 + "!")


def triple(x):
    return 3 * x
