#: tries: to signal the grader by pidfd, tgkill, sigqueue, and by owning a descriptor's signals
#: solve: [wrong, review, fault]
import ctypes
import fcntl
import os
import signal


def half(x):
    return x / 2


def solve(x):
    libc = ctypes.CDLL(None, use_errno=True)
    for pid in (int("@PID@"), os.getppid(), 1):
        try:
            signal.pidfd_send_signal(os.pidfd_open(pid), signal.SIGKILL)
        except OSError as problem:
            print(problem)
        print(libc.tgkill(pid, pid, 9), libc.sigqueue(pid, 9, 0), libc.syscall(200, pid, 9), ctypes.get_errno())
        try:
            fcntl.fcntl(3, fcntl.F_SETOWN, pid)
            fcntl.fcntl(3, 10, signal.SIGKILL)
            fcntl.fcntl(3, fcntl.F_SETFL, os.O_ASYNC)
            os.write(3, b"x")
        except OSError as problem:
            print(problem)
    return 0 * x


def triple(x):
    return 3 * x
