#: tries: a second solution.py in a folder, so that one may be marked and the other be shown
#: solve: [wrong, review, right]
#: half: [right, review]
#: triple: [right, review]
#: beside: {copy/solution.py: "def half(x): return x / 2\ndef solve(x): return 2 * x\ndef triple(x): return 3 * x", SOLUTION.PY: "def solve(x): return 7 * x"}


def half(x):
    return x / 2


def solve(x):
    return 5 * x


def triple(x):
    return 3 * x
