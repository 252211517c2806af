"""Activation functions."""

import numpy as np

from lib.network_base import Module


class ReLU(Module):
    """Negative entries become zero."""

    def __init__(self) -> None:
        super().__init__()
        self.positive = None

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Any shape, which stays."""
        self.positive = x > 0
        return x * self.positive

    def backward(self, grad: np.ndarray) -> np.ndarray:
        """The gradient passes where the input was positive."""
        return grad * self.positive


class Softmax(Module):
    """Scores become probabilities, along the last dimension."""

    def __init__(self) -> None:
        super().__init__()
        self.output = None

    def forward(self, x: np.ndarray) -> np.ndarray:
        """(batch, classes) -> (batch, classes); every row adds up to one."""
        powers = np.exp(x - x.max(axis=-1, keepdims=True))
        self.output = powers / powers.sum(axis=-1, keepdims=True)
        return self.output

    def backward(self, grad: np.ndarray) -> np.ndarray:
        """The Jacobian of a row p is diag(p) - p p^T."""
        return self.output * (grad - (grad * self.output).sum(axis=-1, keepdims=True))
