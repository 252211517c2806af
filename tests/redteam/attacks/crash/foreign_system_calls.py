#: tries: the system calls of a 32-bit program and the x32 numbers, which a filter may not know
#: solve: [review, wrong, fault]
import ctypes
import mmap
import os


def half(x):
    return x / 2


def solve(x):
    got = ctypes.CDLL(None).syscall(0x40000000 + 39)
    if got > 0:
        print("CANARY x32", got)
    if os.uname().machine == "x86_64":
        page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
        page.write(b"\xb8\x14\x00\x00\x00\xcd\x80\xc3")  # mov eax, 20 (getpid); int 0x80; ret
        print("CANARY 32 bit", ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))())
    return 0 * x


def triple(x):
    return 3 * x
