#: tries: to end only the first thread, so that the process stays as a zombie with a living thread
#: solve: [review, wrong]
#: half: [right, review]
#: triple: [right, review]
import ctypes
import os
import threading
import time


def half(x):
    return x / 2


def solve(x):
    threading.Thread(target=time.sleep, args=(3600,), daemon=True).start()
    ctypes.CDLL(None).syscall({"x86_64": 60, "aarch64": 93}[os.uname().machine], 0)


def triple(x):
    return 3 * x
