"""What all layers have in common: parameters, and a way forward and back."""

from collections.abc import Iterator

import numpy as np


class Parameter:
    """An array that is learned, with the gradient of the loss with respect to it."""

    def __init__(self, data: np.ndarray, grad: np.ndarray | None = None, name: str = "") -> None:
        self.data = data
        self.grad = np.zeros_like(data) if grad is None else grad
        self.name = name

    def zero_grad(self) -> None:
        """Forget the gradient; `backward` adds to it."""
        self.grad = np.zeros_like(self.data)

    def __repr__(self) -> str:
        return f"Parameter({self.name or 'unnamed'}, shape {self.data.shape})"


class Module:
    """A layer, or a network of layers. Call it like a function to go forward."""

    def __init__(self) -> None:
        self.training = True

    def __call__(self, *args: np.ndarray) -> np.ndarray:
        return self.forward(*args)

    def forward(self, *args: np.ndarray) -> np.ndarray:
        """The output for an input; remembers what `backward` needs."""
        raise NotImplementedError(f"{type(self).__name__} has no forward pass")

    def backward(self, grad: np.ndarray) -> np.ndarray:
        """From the gradient of the output to that of the input; adds to the parameters' gradients on its way."""
        raise NotImplementedError(f"{type(self).__name__} has no backward pass")

    def children(self) -> Iterator["Module"]:
        """The modules inside this one, in the order in which they were made."""
        for value in vars(self).values():
            for part in value if isinstance(value, list | tuple) else [value]:
                if isinstance(part, Module):
                    yield part

    def parameters(self) -> list[Parameter]:
        """All that is learned here and below."""
        own = [value for value in vars(self).values() if isinstance(value, Parameter)]
        return own + [parameter for child in self.children() for parameter in child.parameters()]

    def zero_grad(self) -> None:
        """Forget all gradients."""
        for parameter in self.parameters():
            parameter.zero_grad()

    def train(self, mode: bool = True) -> "Module":
        """From now on the network is trained."""
        self.training = mode
        for child in self.children():
            child.train(mode)
        return self

    def eval(self) -> "Module":
        """From now on the network is only used."""
        return self.train(mode=False)
