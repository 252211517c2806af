#: tries: an exception with ten thousand causes and a ring of them
#: solve: [wrong, review]


def half(x):
    return x / 2


def solve(x):
    last = first = ValueError("0")
    for number in range(10_000):
        following = ValueError(str(number))
        following.__cause__ = last
        last = following
    first.__cause__ = last
    raise last


def triple(x):
    return 3 * x
