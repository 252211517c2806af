#: tries: helper files with the names of modules that harness and libraries load late
#: solve: right
#: beside: {traceback.py: "print('CANARY traceback')", linecache.py: "print('CANARY linecache')", contextlib.py: "print('CANARY contextlib')", tokenize.py: "print('CANARY tokenize')", helpers.py: "def twice(x):\n    return 2 * x"}
from helpers import twice


def half(x):
    return x / 2


def solve(x):
    try:
        raise ValueError("a traceback, please")
    except ValueError:
        return twice(x)


def triple(x):
    return 3 * x
