#: tries: the same as a view of a tensor, and strides beyond its storage
#: solve: [wrong, review]
import torch


def half(x):
    return x / 2


def solve(x):
    return torch.zeros(1).expand(10**6, 10**6)


def triple(x):
    return 3 * x
