#: tries: to take memory in small pieces and to touch it, for ever
#: solve: [wrong, review]
#: ending: [out of memory, out of time]


def half(x):
    return x / 2


def solve(x):
    held = []
    while True:
        held.append(bytearray(b"x") * (1 << 24))


def triple(x):
    return 3 * x
