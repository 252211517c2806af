#: tries: to let a thread read the questions away, so that the harness waits for ever
#: solve: right
#: triple: [right, review]
import os
import threading


def half(x):
    return x / 2


def eat():
    while os.read(3, 1 << 20):
        pass


def solve(x):
    threading.Thread(target=eat, daemon=True).start()
    return 2 * x


def triple(x):
    return 3 * x
