#: tries: to take 8 GiB
#: solve: wrong
#: ending: out of memory


def half(x):
    return x / 2


def solve(x):
    held = bytearray(8 << 30)
    return 2 * x + len(held) * 0


def triple(x):
    return 3 * x
