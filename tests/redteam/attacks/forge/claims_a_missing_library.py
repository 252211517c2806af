#: tries: to claim that a library is missing which is there
#: solve: [review, wrong]
import os


def half(x):
    return x / 2


def solve(x):
    from grader.wire.encode import encode

    claim = {"is": "raised", "type": "ModuleNotFoundError", "message": "No module named 'numpy'", "trace": [], "chain": []}
    os.write(3, encode(claim | {"hint": "missing package numpy"}))
    os._exit(0)


def triple(x):
    return 3 * x
