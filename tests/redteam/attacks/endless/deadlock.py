#: tries: to wait for itself
#: solve: review
#: ending: out of time
import threading


def half(x):
    return x / 2


def solve(x):
    lock = threading.Lock()
    with lock, lock:
        return 2 * x


def triple(x):
    return 3 * x
