#: tries: to open files outside for neither reading nor writing, to empty them on the way, and to do so by calls with hidden flags
#: solve: right
import ctypes
import os

OUTSIDE = "@PLANT@/open/victim.txt"


def half(x):
    return x / 2


def solve(x):
    for flags in (os.O_ACCMODE, os.O_ACCMODE | os.O_TRUNC, os.O_TRUNC, os.O_ACCMODE | os.O_CREAT):
        for place in (OUTSIDE, "@PLANT@/open/redteam-opened"):
            try:
                print("CANARY opened", place, oct(flags), os.open(place, flags))
            except OSError as problem:
                print(problem)
    how = (ctypes.c_uint64 * 3)(os.O_ACCMODE | os.O_TRUNC, 0, 0)
    if ctypes.CDLL(None).syscall(437, -100, OUTSIDE.encode(), ctypes.byref(how), 24) >= 0:
        print("CANARY openat2")
    return 2 * x


def triple(x):
    return 3 * x
