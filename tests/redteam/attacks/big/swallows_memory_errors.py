#: tries: to swallow the error and to ask for more
#: solve: [wrong, review]
#: ending: [out of time, out of memory, crashed]


def half(x):
    return x / 2


def solve(x):
    held = []
    while True:
        try:
            held.append(bytearray(1 << 28))
        except MemoryError:
            continue


def triple(x):
    return 3 * x
