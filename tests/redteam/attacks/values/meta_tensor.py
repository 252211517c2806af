#: tries: a tensor without data, of 10^12 numbers
#: solve: [wrong, review]
import torch


def half(x):
    return x / 2


def solve(x):
    return torch.empty(10**6, 10**6, device="meta")


def triple(x):
    return 3 * x
