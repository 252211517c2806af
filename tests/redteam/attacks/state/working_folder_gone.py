#: tries: to remove its folder, to go elsewhere, to mask files for the harness
#: solve: [right, review]
#: triple: [right, review]
import os
import shutil

HERE = os.path.dirname(os.path.abspath(__file__))


def half(x):
    shutil.rmtree(HERE, ignore_errors=True)
    os.chdir("/")
    os.umask(0o777)
    return x / 2


def solve(x):
    return 2 * x


def triple(x):
    return 3 * x
