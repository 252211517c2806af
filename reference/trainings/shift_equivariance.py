"""An MLP and a CNN learn MNIST's digits, and are tested on digits as they are and on the same ones, shifted by two pixels.

`measured` is one run: `grader validate --trainings` makes it for several seeds, and looks whether the ranges of the rubrics hold what came.
"""

import torch
from torch import nn
from torch.nn import functional

TRAINED_ON, EPOCHS, BATCH = 4000, 12, 32


def measured(seed, mnist):
    """The four accuracies of exercise 6.2."""
    torch.manual_seed(seed)
    images, labels = (torch.as_tensor(part) for part in mnist)
    order = torch.randperm(len(images))
    train, test = order[:TRAINED_ON], order[TRAINED_ON:]
    accuracies = {}
    for name, model in (("mlp", mlp()), ("cnn", cnn())):
        fit(model, images[train], labels[train])
        accuracies[f"{name}_accuracy"] = accuracy(model, images[test], labels[test])
        accuracies[f"{name}_shifted"] = accuracy(model, shifted(images[test]), labels[test])
    return accuracies


def mlp():
    """One hidden layer."""
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 10))


def cnn():
    """Two convolutions with pooling, and one layer that is fully connected."""
    return nn.Sequential(
        nn.Unflatten(1, (1, 28)),
        *(nn.Conv2d(1, 16, 3), nn.ReLU(), nn.MaxPool2d(2)),
        *(nn.Conv2d(16, 32, 3), nn.ReLU(), nn.MaxPool2d(2)),
        *(nn.Flatten(), nn.Linear(800, 10)),
    )


def fit(model, images, labels):
    """A few epochs of Adam."""
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    for _ in range(EPOCHS):
        for batch in torch.randperm(len(images)).split(BATCH):
            optimizer.zero_grad()
            functional.cross_entropy(model(images[batch]), labels[batch]).backward()
            optimizer.step()


def shifted(images):
    """Two pixels to the right and to the bottom, zeros where nothing is left."""
    return functional.pad(images, (2, 0, 2, 0))[:, :28, :28]


@torch.no_grad()
def accuracy(model, images, labels):
    """The share of images that are told right."""
    return (model(images).argmax(1) == labels).double().mean().item()
