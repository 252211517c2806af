#: tries: to drain and reseed every generator
#: solve: right
import random

import numpy as np
import torch


def half(x):
    random.seed(0)
    np.random.seed(0)
    torch.manual_seed(0)
    np.random.rand(10**5)
    return x / 2


def solve(x):
    return 2 * x


def triple(x):
    return 3 * x
