#: tries: arrays that are not what they seem: masked, mapped from a file, records, a matrix
#: solve: [wrong, review]
import numpy as np


def half(x):
    return x / 2


def solve(x):
    kinds = [
        np.ma.masked_array(0 * x, mask=[True] * 4),
        np.zeros(4, dtype=[("a", "f8"), ("b", "O")]),
        np.matrix([0.0] * 4),
        np.rec.array([(1.0, "x")] * 4),
        np.array(["2024-01-01"] * 4, dtype="M8[D]"),
        np.memmap("mapped.bin", dtype="f8", mode="w+", shape=(4,)),
    ]
    return kinds[int(abs(x[1]) * 1000) % len(kinds)]


def triple(x):
    return 3 * x
