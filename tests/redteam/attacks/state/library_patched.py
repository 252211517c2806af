#: tries: to change the library for all that come later
#: solve: wrong
#: triple: [right, review]
import numpy as np
import torch


def half(x):
    np.add = np.multiply = None
    torch.set_num_threads(7)
    torch.set_default_dtype(torch.float16)
    torch.use_deterministic_algorithms(True)
    np.seterr(all="raise")
    np.set_printoptions(threshold=1)
    return x / 2


def solve(x):
    return 3 * x


def triple(x):
    return 3 * x
