#: tries: to kill the grader, its group, the fork server and low numbers, and to signal all processes there are
#: solve: [wrong, review, fault]
import os
import signal


def half(x):
    return x / 2


def solve(x):
    # To all of them at once only what does no harm, in case that nothing holds it.
    for pid, numbers in {
        int("@PID@"): (signal.SIGUSR1, signal.SIGTERM, signal.SIGSTOP, signal.SIGKILL),
        -int("@PID@"): (signal.SIGTERM, signal.SIGKILL),
        os.getppid() or -2: (signal.SIGSTOP, signal.SIGKILL) if os.getppid() > 1 else (),
        -1: (0, signal.SIGCONT),
        1: (0, signal.SIGCONT),
        2: (0, signal.SIGCONT),
    }.items():
        for number in numbers:
            try:
                os.kill(pid, number)
                print("allowed", pid, number)
            except OSError as problem:
                print(pid, problem)
    return 0 * x


def triple(x):
    return 3 * x
