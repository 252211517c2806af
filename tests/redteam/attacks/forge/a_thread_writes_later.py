#: tries: to keep a copy of the channel and to write an answer into it when another question is being asked
#: solve: [right, wrong, review]
#: triple: [right, review]
import os
import threading
import time


def half(x):
    return x / 2


def later(copy):
    from grader.wire.encode import encode

    for _ in range(100):
        time.sleep(0.001)
        os.write(copy, encode({"is": "done", "value": [0.0] * 4, "origin": "list"}))


def solve(x):
    threading.Thread(target=later, args=(os.dup(3),), daemon=True).start()
    return 2 * x


def triple(x):
    return 3 * x
