#: tries: values so large that differences overflow and tolerances are infinite
#: solve: wrong


def half(x):
    return x / 2


def solve(x):
    return (2 * x) * 1e308 * 10


def triple(x):
    return 3 * x
