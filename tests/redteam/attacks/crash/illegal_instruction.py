#: tries: to run bytes of its own as machine code
#: solve: [review, wrong]
#: ending: [crashed, raised]
import ctypes
import mmap


def half(x):
    return x / 2


def solve(x):
    page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    page.write(b"\x0f\x0b" * 8)
    address = ctypes.addressof(ctypes.c_char.from_buffer(page))
    return ctypes.CFUNCTYPE(ctypes.c_int)(address)()


def triple(x):
    return 3 * x
