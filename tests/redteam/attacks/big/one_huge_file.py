#: tries: one file of a terabyte, sparse, and one of 200 MiB
#: solve: [wrong, review]
import os
import signal


def half(x):
    return x / 2


def solve(x):
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    number = os.open("huge.bin", os.O_CREAT | os.O_RDWR)
    for attempt in (lambda: os.truncate("huge.bin", 1 << 40), lambda: os.posix_fallocate(number, 0, 1 << 34)):
        try:
            attempt()
            print("CANARY a terabyte")
        except OSError as problem:
            print(problem)
    for _ in range(200):
        os.write(number, b"x" * (1 << 20))
    print("CANARY 200 MiB")
    return 0 * x


def triple(x):
    return 3 * x
