#: tries: to open files until the machine has none left
#: solve: [wrong, review]
import os


def half(x):
    return x / 2


def solve(x):
    held = [os.open("/dev/null", os.O_RDONLY) for _ in range(100_000)]
    print("CANARY", len(held))
    return 0 * x


def triple(x):
    return 3 * x
