#: tries: to claim that a function is not there, which nobody gains by
#: solve: [missing, review, wrong]
#: triple: [right, review]
import os


def half(x):
    return x / 2


def solve(x):
    from grader.wire.encode import encode

    os.write(3, encode({"is": "absent"}))
    os._exit(0)


def triple(x):
    return 3 * x
