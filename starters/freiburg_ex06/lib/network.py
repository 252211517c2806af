"""Fully connected layers, and layers one after another."""

import numpy as np

from lib.network_base import Module, Parameter


class Linear(Module):
    """A fully connected layer: x W + b."""

    def __init__(self, in_features: int, out_features: int) -> None:
        super().__init__()
        scale = np.sqrt(2 / in_features)
        self.W = Parameter(np.random.normal(scale=scale, size=(in_features, out_features)), name="W")
        self.b = Parameter(np.zeros(out_features), name="b")
        self.input_cache = None

    def forward(self, x: np.ndarray) -> np.ndarray:
        """(batch, in) -> (batch, out)."""
        self.input_cache = x
        return x @ self.W.data + self.b.data

    def backward(self, grad: np.ndarray) -> np.ndarray:
        """(batch, out) -> (batch, in)."""
        self.W.grad += self.input_cache.T @ grad
        self.b.grad += grad.sum(axis=0)
        return grad @ self.W.data.T


class Sequential(Module):
    """Modules one after another: Sequential(Linear(4, 8), ReLU(), Linear(8, 2))."""

    def __init__(self, *modules: Module) -> None:
        super().__init__()
        self.modules = list(modules)

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Through all modules, the first one first."""
        for module in self.modules:
            x = module(x)
        return x

    def backward(self, grad: np.ndarray) -> np.ndarray:
        """Back through all modules, the last one first."""
        for module in reversed(self.modules):
            grad = module.backward(grad)
        return grad
