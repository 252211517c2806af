#: tries: a grandchild that keeps the channel and the output open, so that the grader waits for their end
#: solve: [review, wrong]
import os
import time


def half(x):
    return x / 2


def solve(x):
    try:
        if os.fork() == 0:
            time.sleep(25)
            os._exit(0)
    finally:
        os._exit(0)


def triple(x):
    return 3 * x
