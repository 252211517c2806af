#: tries: to swallow whatever is thrown at it
#: solve: wrong
#: ending: out of time


def half(x):
    return x / 2


def solve(x):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass


def triple(x):
    return 3 * x
