#: tries: to hang whoever describes a thing that cannot cross
#: solve: [wrong, review]


class Endless:
    def __repr__(self):
        while True:
            pass

    __str__ = __repr__


class Named(type):
    @property
    def __name__(cls):
        while True:
            pass

    __qualname__ = __name__


def half(x):
    return x / 2


def solve(x):
    return [Endless(), Named("Odd", (), {})()]


def triple(x):
    return 3 * x
