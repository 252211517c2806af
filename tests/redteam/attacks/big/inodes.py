#: tries: to eat all inodes with empty files
#: solve: [wrong, review]
import os


def half(x):
    return x / 2


def solve(x):
    for number in range(60_000):
        os.close(os.open(f"f{number}", os.O_CREAT))
    print("CANARY 60000 files")
    return 0 * x


def triple(x):
    return 3 * x
