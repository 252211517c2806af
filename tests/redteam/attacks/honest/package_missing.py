#: tries: nothing: needs a package that is not installed here
#: solve: review
#: reason: this machine lacks something that it needs


def half(x):
    return x / 2


def solve(x):
    import cupy

    return cupy.asnumpy(cupy.asarray(x) * 2)


def triple(x):
    return 3 * x
