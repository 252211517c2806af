#: tries: one operation inside C that nothing interrupts
#: solve: wrong
#: ending: [out of time, out of memory]


def half(x):
    return x / 2


def solve(x):
    return sum(range(10**15))


def triple(x):
    return 3 * x
