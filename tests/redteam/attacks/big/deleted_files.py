#: tries: to fill the disk with files that have no name any more
#: solve: [wrong, review]
#: levels: namespaces
import os


def half(x):
    return x / 2


def solve(x):
    held = []
    for number in range(40):
        held.append(os.open("gone.bin", os.O_CREAT | os.O_RDWR | os.O_TRUNC))
        os.unlink("gone.bin")
        for _ in range(8):
            os.write(held[-1], b"x" * (1 << 20))
    print("CANARY 320 MiB without a name")
    return 0 * x


def triple(x):
    return 3 * x
