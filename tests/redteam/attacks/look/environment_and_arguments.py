#: tries: to read the course's place from environment and command line
#: solve: right
#: guess: [wrong, review, missing]
#: unseen: ["@COURSE@", celadon, cinnabar]
import ctypes
import os
import sys


def half(x):
    return x / 2


def solve(x):
    return 2 * x


def guess(x):
    libc = ctypes.CDLL(None)
    libc.getenv.restype = ctypes.c_char_p
    print(dict(os.environ), sys.argv, sys.orig_argv, sys.flags, os.getcwd(), libc.getenv(b"HOME"))
    for name in ("environ", "cmdline", "mountinfo", "maps", "status", "cgroup"):
        try:
            print(open(f"/proc/self/{name}", "rb").read()[:20000])
        except OSError as problem:
            print(name, problem)
    return 0.0


def triple(x):
    return 3 * x
