#: tries: to sleep
#: solve: review
#: ending: out of time
#: reason: it waited and did not work
#: proposed: 0
import time


def half(x):
    return x / 2


def solve(x):
    time.sleep(10**6)
    return 2 * x


def triple(x):
    return 3 * x
