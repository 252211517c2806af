#: tries: thousands of threads
#: solve: [wrong, review, right]
import threading
import time


def half(x):
    return x / 2


def solve(x):
    for _ in range(3000):
        threading.Thread(target=time.sleep, args=(30,), daemon=True).start()
    print("CANARY 3000 threads")
    return 0 * x


def triple(x):
    return 3 * x
