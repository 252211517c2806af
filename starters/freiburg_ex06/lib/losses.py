"""What training makes small."""

import numpy as np

from lib.activations import Softmax
from lib.network_base import Module


class CrossEntropyLoss(Module):
    """Cross entropy between scores (before any softmax) and the numbers of the true classes, a mean over the batch."""

    def __init__(self) -> None:
        super().__init__()
        self.softmax = Softmax()
        self.labels = None

    def forward(self, scores: np.ndarray, labels: np.ndarray) -> float:
        """(batch, classes) and (batch,) -> the mean loss."""
        self.labels = labels
        probabilities = self.softmax(scores)[np.arange(len(labels)), labels]
        return float(-np.log(np.maximum(probabilities, 1e-12)).mean())

    def backward(self, grad: float = 1.0) -> np.ndarray:
        """The gradient with respect to the scores."""
        difference = self.softmax.output.copy()
        difference[np.arange(len(self.labels)), self.labels] -= 1
        return grad * difference / len(self.labels)
