#: tries: a thousand folders in one another with short names, for whoever removes them by recursion
#: solve: [right, review, wrong]
import os


def half(x):
    return x / 2


def solve(x):
    here = os.getcwd()
    try:
        for _ in range(1400):
            os.mkdir("d")
            os.chdir("d")
    except OSError as problem:
        print(problem)
    finally:
        os.chdir(here)
    return 2 * x


def triple(x):
    return 3 * x
