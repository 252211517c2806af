#: tries: to print for ever
#: solve: [wrong, review]
import os


def half(x):
    return x / 2


def solve(x):
    while True:
        os.write(1, b"right " * 10_000)


def triple(x):
    return 3 * x
