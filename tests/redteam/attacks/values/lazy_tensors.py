#: tries: conjugated, negated, quantised and half tensors that are computed when they are read
#: solve: [wrong, review]
import torch


def half(x):
    return x / 2


def solve(x):
    kinds = [
        torch.zeros(4, dtype=torch.cfloat).conj(),
        torch.zeros(4, dtype=torch.cfloat).conj().imag,
        torch.quantize_per_tensor(torch.zeros(4), 0.1, 0, torch.qint8),
        torch.zeros(4, dtype=torch.bfloat16),
        torch.zeros(4, requires_grad=True) * 2,
        torch.nested.nested_tensor([torch.zeros(1), torch.zeros(3)]),
    ]
    return kinds[int(abs(x[2]) * 1000) % len(kinds)]


def triple(x):
    return 3 * x
