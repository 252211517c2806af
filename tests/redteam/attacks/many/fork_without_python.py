#: tries: to fork by libc and by the numbers of fork, vfork, clone and clone3
#: solve: [wrong, review, fault]
import ctypes
import os


def half(x):
    return x / 2


def solve(x):
    libc = ctypes.CDLL(None, use_errno=True)
    me = os.getpid()
    numbers = {"x86_64": (57, 58, 56), "aarch64": (220,)}[os.uname().machine]
    size = 88
    clone3 = bytearray(size)
    clone3[32:40] = (17).to_bytes(8, "little")
    block = ctypes.create_string_buffer(bytes(clone3), size)
    ways = [lambda: libc.fork(), lambda: libc.syscall(435, block, size)]
    ways += [lambda number=number: libc.syscall(number, 17, 0, 0, 0, 0) for number in numbers if number != 58]
    for way in ways:
        got = way()
        if got == 0 or os.getpid() != me:
            print("CANARY forked", flush=True)
            os._exit(0)
        print(got, ctypes.get_errno())
    return 0 * x


def triple(x):
    return 3 * x
