#: tries: an exception whose text, type and traceback run code of its own
#: solve: [wrong, review]


class Name(type):
    __module__ = property(lambda cls: 1 / 0)


class Trouble(Exception, metaclass=Name):
    def __str__(self):
        raise KeyboardInterrupt

    __repr__ = __str__

    @property
    def __traceback__(self):
        raise SystemExit

    @property
    def args(self):
        raise MemoryError


def half(x):
    return x / 2


def solve(x):
    raise Trouble


def triple(x):
    return 3 * x
