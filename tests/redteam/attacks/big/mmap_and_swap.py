#: tries: to reserve address space that is never used, and to lock memory
#: solve: [wrong, review]
import ctypes
import mmap


def half(x):
    return x / 2


def solve(x):
    print(ctypes.CDLL(None).mlockall(3))
    held = [mmap.mmap(-1, 1 << 40)]
    print("CANARY a terabyte", held)
    return 0 * x


def triple(x):
    return 3 * x
