#: tries: to die at the first question, so that those behind it are lost
#: half: [review, wrong]
#: solve: right
import os


def half(x):
    os._exit(0)


def solve(x):
    return 2 * x


def triple(x):
    return 3 * x
