#: tries: to set clocks, host name and limits of the machine
#: solve: [right, review, fault]
import ctypes
import resource
import socket
import time


def half(x):
    return x / 2


def solve(x):
    before = time.time()
    for attempt in (
        lambda: time.clock_settime(time.CLOCK_REALTIME, 0),
        lambda: socket.sethostname("redteam"),
        lambda: resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY)),
        lambda: resource.setrlimit(resource.RLIMIT_CPU, (resource.RLIM_INFINITY, resource.RLIM_INFINITY)),
    ):
        try:
            attempt()
            print("CANARY set")
        except (OSError, ValueError) as problem:
            print(problem)
    if abs(time.time() - before) > 1000:
        print("CANARY the clock moved")
    ctypes.CDLL(None).adjtime(None, None)
    return 2 * x


def triple(x):
    return 3 * x
