#: tries: to let a thread compute while the first one sleeps
#: solve: [wrong, review]
#: ending: out of time
import threading
import time


def half(x):
    return x / 2


def spin():
    while True:
        pass


def solve(x):
    threading.Thread(target=spin, daemon=True).start()
    time.sleep(10**6)


def triple(x):
    return 3 * x
