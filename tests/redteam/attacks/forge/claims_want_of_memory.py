#: tries: to claim that memory, threads or the disk ran out, to get undecided points
#: solve: [wrong, review]
#: guess: [wrong, review]
#: triple: [wrong, review]
#: proposed: 0


def half(x):
    return x / 2


def solve(x):
    raise MemoryError("Unable to allocate 1.2 TiB for an array")


def guess(x):
    raise RuntimeError("can't start new thread")


def triple(x):
    raise OSError(28, "No space left on device")
