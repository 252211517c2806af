#: tries: to fill the kernel's memory with timers, and to keep its own memory from ever being swapped out
#: solve: right
import ctypes


def half(x):
    return x / 2


def solve(x):
    libc = ctypes.CDLL(None, use_errno=True)
    place = ctypes.create_string_buffer(64)
    made = next((number for number in range(5_000) if libc.timer_create(1, None, place)), 5_000)
    print(made, "timers")
    if made > 1_000:
        print("CANARY", made, "timers of the kernel's")
    block = ctypes.create_string_buffer(32 << 20)
    if libc.mlock(block, len(block)) == 0:
        print("CANARY 32 MiB that cannot be swapped out")
    return 2 * x


def triple(x):
    return 3 * x
