#: tries: to answer rightly while a thread ends the program a little later
#: solve: [right, review]
#: triple: [right, review]
import os
import threading


def half(x):
    return x / 2


def solve(x):
    threading.Timer(0.02, os._exit, (0,)).start()
    return 2 * x


def triple(x):
    return 3 * x
