#: tries: to answer rightly and to be killed by an alarm during the next question
#: solve: [right, review]
#: triple: [right, review]
import signal


def half(x):
    return x / 2


def solve(x):
    signal.setitimer(signal.ITIMER_REAL, 0.001)
    return 2 * x


def triple(x):
    return 3 * x
