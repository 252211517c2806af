#: tries: a sparse tensor
#: solve: [wrong, review]
import torch


def half(x):
    return x / 2


def solve(x):
    return torch.zeros(4).to_sparse()


def triple(x):
    return 3 * x
