"""Training a network, and measuring how often it is right."""

from collections.abc import Iterator

import numpy as np

from lib.losses import CrossEntropyLoss
from lib.network_base import Module
from lib.optimizers import Optimizer


def batches(x: np.ndarray, y: np.ndarray, batch_size: int, shuffle: bool) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Images and labels in portions."""
    order = np.random.permutation(len(x)) if shuffle else np.arange(len(x))
    for start in range(0, len(x), batch_size):
        stop = start + batch_size
        chosen = order[start:stop]
        yield x[chosen], y[chosen]


def train(
    model: Module,
    optimizer: Optimizer,
    x: np.ndarray,
    y: np.ndarray,
    epochs: int,
    batch_size: int = 64,
) -> list[float]:
    """Train a network on images and labels; gives the mean loss of every epoch."""
    loss, history = CrossEntropyLoss(), []
    for epoch in range(1, epochs + 1):
        model.train()
        losses = []
        for images, labels in batches(x, y, batch_size, shuffle=True):
            optimizer.zero_grad()
            losses.append(loss(model(images), labels))
            model.backward(loss.backward())
            optimizer.step()
        history.append(float(np.mean(losses)))
        print(f"epoch {epoch:2d}: loss {history[-1]:.4f}")
    return history


def accuracy(model: Module, x: np.ndarray, y: np.ndarray, batch_size: int = 256) -> float:
    """The share of images whose highest score is that of the true class."""
    model.eval()
    right = 0
    for images, labels in batches(x, y, batch_size, shuffle=False):
        right += int((model(images).argmax(axis=1) == labels).sum())
    return right / len(x)
