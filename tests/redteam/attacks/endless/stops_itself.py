#: tries: to stop itself, so that it neither works nor ends
#: solve: [review, wrong, right]
import os
import signal


def half(x):
    return x / 2


def solve(x):
    os.kill(os.getpid(), signal.SIGSTOP)
    return 2 * x


def triple(x):
    return 3 * x
