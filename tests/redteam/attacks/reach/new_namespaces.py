#: tries: to become root in namespaces of its own and to mount there
#: solve: [review, wrong, fault]
import ctypes
import os


def half(x):
    return x / 2


def solve(x):
    libc = ctypes.CDLL(None, use_errno=True)
    for flags in (0x10000000, 0x10020000, 0x20000000, 0x40000000, 0x00020000, 0x08000000, 0x04000000, 0x02000000):
        if libc.unshare(flags) == 0:
            print("CANARY unshared", hex(flags))
    print(ctypes.get_errno())
    os.makedirs("mounted", exist_ok=True)
    for kind in (b"proc", b"tmpfs", b"sysfs"):
        if libc.mount(b"none", b"mounted", kind, 0, None) == 0:
            print("CANARY mounted", kind)
    print(libc.mount(b"/", b"mounted", None, 4096 | 16384, None), libc.umount2(b"/job", 2), ctypes.get_errno())
    for number in (428, 429, 430, 431, 432, 442):
        print(number, libc.syscall(number, -100, b"/", 1, 0, 0, 0), ctypes.get_errno())
    return 0 * x


def triple(x):
    return 3 * x
