#: tries: nothing: slow but right
#: solve: right
import time


def half(x):
    return x / 2


def solve(x):
    until = time.process_time() + 0.15
    while time.process_time() < until:
        pass
    return 2 * x


def triple(x):
    return 3 * x
