#: tries: to read the grader's and the fork server's memory with process_vm_readv
#: solve: right
#: guess: [wrong, review, missing, fault]
import ctypes
import os


class Piece(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]


def half(x):
    return x / 2


def solve(x):
    return 2 * x


def guess(x):
    libc = ctypes.CDLL(None, use_errno=True)
    buffer = ctypes.create_string_buffer(64)
    for pid in (int("@PID@"), os.getppid(), 1, 2, 3):
        mine, theirs = Piece(ctypes.addressof(buffer), 64), Piece(id(type), 64)
        got = libc.process_vm_readv(pid, ctypes.byref(mine), 1, ctypes.byref(theirs), 1, 0)
        print(pid, got, ctypes.get_errno())
        if got > 0 and pid != os.getpid():
            print("CANARY read the memory of", pid)
    return 0.0


def triple(x):
    return 3 * x
