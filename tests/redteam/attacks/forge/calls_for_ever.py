#: tries: to keep the grader busy by questions of its own: each is answered, and with each its clock begins anew
#: solve: [review, wrong]
import os
import time


def half(x):
    return x / 2


def solve(x):
    from grader.wire.encode import encode

    while True:
        os.write(3, encode({"is": "call", "name": "half", "args": [], "kwargs": {}}))
        os.read(3, 1 << 16)
        time.sleep(0.4)


def triple(x):
    return 3 * x
