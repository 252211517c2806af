#: tries: nothing at all: None
#: solve: missing
#: reason: it gives None


def half(x):
    return x / 2


def solve(x):
    print("not done yet")
    result = None
    return result


def triple(x):
    return 3 * x
