#: tries: to push a gigabyte into the channel after its answer
#: solve: [right, review]
#: triple: [right, review]
import os
import threading


def half(x):
    return x / 2


def flood():
    while True:
        os.write(3, b"\0" * (1 << 20))


def solve(x):
    threading.Thread(target=flood, daemon=True).start()
    return 2 * x


def triple(x):
    return 3 * x
