#: tries: a Tensor whose every function is its own
#: solve: [wrong, review]
import torch


class Liar(torch.Tensor):
    @classmethod
    def __torch_function__(cls, function, types, args=(), kwargs=None):
        print("asked", function)
        return True


def half(x):
    return x / 2


def solve(x):
    return torch.zeros(4).as_subclass(Liar)


def triple(x):
    return 3 * x
