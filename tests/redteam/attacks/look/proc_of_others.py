#: tries: to read environment, memory, folder and descriptors of the grader and of all other processes
#: solve: right
#: guess: [wrong, review, missing]
import os

MARK = b"akkouq-noilimrev"[::-1]


def half(x):
    return x / 2


def solve(x):
    return 2 * x


def guess(x):
    for pid in (int("@PID@"), os.getppid(), 1, *range(2, 400)):
        for name in ("environ", "cmdline", "maps", "mem", "stack", "syscall", "cwd/.", "root/@COURSE@/reference/tiny.py", "fd/3"):
            try:
                with open(f"/proc/{pid}/{name}", "rb") as file:
                    data = file.read(100000)
            except (OSError, OverflowError):
                continue
            print("read", pid, name, data[:80])
            if MARK in data:
                return float(data.split(MARK)[1].split()[0])
    return 0.0


def triple(x):
    return 3 * x
