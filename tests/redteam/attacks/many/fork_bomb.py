#: tries: to fork for ever (bounded here, in case that nothing holds it)
#: solve: [wrong, review, fault]
import os
import time


def half(x):
    return x / 2


def solve(x):
    for _ in range(9):
        try:
            if os.fork() == 0:
                print("CANARY forked")
                time.sleep(20)
        except OSError as problem:
            print(problem)
    return 0 * x


def triple(x):
    return 3 * x
