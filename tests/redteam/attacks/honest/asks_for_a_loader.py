#: tries: nothing: loads its data with workers
#: solve: [right, review]
import torch
from torch.utils.data import DataLoader, TensorDataset


def half(x):
    return x / 2


def solve(x):
    loader = DataLoader(TensorDataset(torch.as_tensor(x)), batch_size=2, num_workers=2)
    return 2 * torch.cat([batch for (batch,) in loader])


def triple(x):
    return 3 * x
