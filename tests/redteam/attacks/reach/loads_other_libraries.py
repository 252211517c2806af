#: tries: to load a library of its own, made at run time, with code that runs on load
#: solve: [review, wrong, right]
import ctypes
import os


def half(x):
    return x / 2


def solve(x):
    for name in ("libc.so.6", "libutil.so.1", "libpam.so.0", "libsystemd.so.0", "libcap.so.2"):
        try:
            ctypes.CDLL(name)
        except OSError as problem:
            print(problem)
    open("own.so", "wb").write(b"\x7fELF" + bytes(60))
    try:
        ctypes.CDLL(os.path.abspath("own.so"))
    except OSError as problem:
        print(problem)
    return 2 * x


def triple(x):
    return 3 * x
