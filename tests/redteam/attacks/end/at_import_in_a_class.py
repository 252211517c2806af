#: tries: to exit while the file is loaded, hidden in a class
#: half: [review, wrong]
#: solve: [review, wrong]
#: triple: [review, wrong]
#: reason: it ended the program
import os


class Innocent:
    os._exit(0)


def half(x):
    return x / 2


def solve(x):
    return 2 * x


def triple(x):
    return 3 * x
