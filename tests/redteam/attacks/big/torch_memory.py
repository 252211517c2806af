#: tries: the same with torch, whose allocator has another error
#: solve: wrong
#: ending: out of memory
import torch


def half(x):
    return x / 2


def solve(x):
    return torch.ones(10**6, 10**4) @ torch.ones(10**4)


def triple(x):
    return 3 * x
