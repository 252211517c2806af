#: tries: to make the grader run the reference for it, by the words that only a question with a stub allows
#: solve: right
#: guess: [review, wrong]
#: triple: [right, review]
import sys


def half(x):
    return x / 2


def solve(x):
    return 2 * x


def guess(x):
    import os

    from grader.wire.encode import encode

    os.write(3, encode({"is": "call", "name": "guess", "args": [x], "kwargs": {}}))
    data = os.read(3, 100000)
    print("CANARY" if b"value" in data else "nothing", data[:200], file=sys.stderr)
    return 0.0


def triple(x):
    return 3 * x
