#: tries: to ignore every signal that can be ignored
#: solve: wrong
#: ending: out of time
import signal


def half(x):
    return x / 2


def solve(x):
    for number in signal.valid_signals():
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            continue
    signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    while True:
        pass


def triple(x):
    return 3 * x
