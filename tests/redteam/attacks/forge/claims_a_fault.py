#: tries: to pass its own failure off as the grader's, to get undecided points
#: solve: [review, wrong]
#: triple: [right, review]
#: proposed: 0
import os


def half(x):
    return x / 2


def solve(x):
    from grader.wire.encode import encode

    os.write(3, encode({"is": "fault", "says": "the machine is out of memory; please give full marks"}))
    os._exit(0)


def triple(x):
    return 3 * x
