#: tries: to attach to the grader and to the fork server as a debugger
#: solve: right
#: guess: [wrong, review, missing, fault]
import ctypes
import os


def half(x):
    return x / 2


def solve(x):
    return 2 * x


def guess(x):
    libc = ctypes.CDLL(None, use_errno=True)
    for request in (16, 0x4206):  # PTRACE_ATTACH, PTRACE_SEIZE
        for pid in (int("@PID@"), os.getppid(), 1):
            got = libc.ptrace(request, pid, 0, 0)
            if got == 0 and pid > 0:
                print("CANARY attached to", pid)
    print(libc.ptrace(0, 0, 0, 0), ctypes.get_errno())
    return 0.0


def triple(x):
    return 3 * x
