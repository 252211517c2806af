#: tries: to answer after the end, in a handler of atexit, and by a finaliser
#: solve: [review, wrong]
import atexit
import os
import sys


def late():
    from grader.wire.encode import encode

    os.write(3, encode({"is": "done", "value": 0.0, "origin": "float"}))


def half(x):
    atexit.register(late)
    return x / 2


def solve(x):
    atexit.register(late)
    sys.exit(0)


def triple(x):
    return 3 * x
