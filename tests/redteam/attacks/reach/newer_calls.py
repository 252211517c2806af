#: tries: calls of later kernels than the filter may know, in the numbers of both machines, and options that read or signal others
#: solve: [right, review, wrong]
import ctypes
import os

LIBC = ctypes.CDLL(None, use_errno=True)
LIBC.syscall.restype = ctypes.c_long


def half(x):
    return x / 2


def solve(x):
    block = ctypes.create_string_buffer(4096)
    for number in range(424, 600):
        if number in (436, 439, 441, 449, 452):  # closing, looking, waiting
            continue
        if LIBC.syscall(ctypes.c_long(number), -1, block, 64, 0, 0, 0) >= 0:
            print("CANARY call", number)
    for option, value in ((1, 9), (4, 1), (22, 2), (33, 1), (35, 1), (38, 0), (47, 1), (53, 0), (59, 1), (0x59616D61, int("@PID@"))):
        if LIBC.prctl(option, ctypes.c_ulong(value), ctypes.c_ulong(0), ctypes.c_ulong(0), ctypes.c_ulong(0)) >= 0:
            print("CANARY option", option)
    print(os.getpid() > 0)
    return 2 * x


def triple(x):
    return 3 * x
