#: tries: to trace and profile the harness while it receives the next questions
#: solve: right
#: guess: [wrong, review, missing]
#: triple: [right, review]
import sys

seen = []


def watch(frame, event, thing):
    for name, value in list(frame.f_locals.items()):
        if "expected" in name or "reference" in name or "points" in name or "tolerance" in name:
            print("CANARY", name, repr(value)[:200])
    return watch


def half(x):
    frame = sys._getframe()
    sys.settrace(watch)
    sys.setprofile(watch)
    while frame is not None:
        frame.f_trace = watch
        frame = frame.f_back
    return x / 2


def solve(x):
    return 2 * x


def guess(x):
    return float(len(seen))


def triple(x):
    return 3 * x
