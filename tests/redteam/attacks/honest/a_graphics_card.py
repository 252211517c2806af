#: tries: nothing: moves its tensors to a graphics card, as its author has one
#: solve: [right, review]
import torch

device = torch.device("cuda")


def half(x):
    return x / 2


def solve(x):
    return 2 * torch.as_tensor(x).to(device)


def triple(x):
    return 3 * x
