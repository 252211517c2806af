#: tries: to keep the grader waiting for the second half of a frame
#: solve: [review, wrong]
import os
import time


def half(x):
    return x / 2


def solve(x):
    from grader.wire.encode import encode

    os.write(3, encode({"is": "done", "value": 2 * x, "origin": ""})[:-9])
    time.sleep(3600)


def triple(x):
    return 3 * x
