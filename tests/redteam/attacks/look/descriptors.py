#: tries: to read every descriptor that may have been inherited
#: solve: right
#: guess: [wrong, review, missing]
import os


def half(x):
    return x / 2


def solve(x):
    return 2 * x


def guess(x):
    open_ones = []
    for number in range(4, 4096):
        try:
            os.fstat(number)
        except OSError:
            continue
        open_ones.append(number)
        try:
            os.set_blocking(number, False)
            print(number, os.read(number, 100000))
        except OSError as problem:
            print(number, problem)
    print("open:", open_ones)
    return float(len(open_ones))


def triple(x):
    return 3 * x
