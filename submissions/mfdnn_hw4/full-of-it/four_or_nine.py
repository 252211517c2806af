"""Problem 5: MNIST's digits 4 and 9 told apart by a linear classifier, trained with one of two losses."""

import torch
from torch import nn


class LinearClassifier(nn.Module):
    """One score z for each image: shape (batch, 1, 28, 28) to (batch, 1)."""

    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(28 * 28, 1)

    def forward(self, images):
        return self.linear(images.flatten(1))


def cross_entropy_loss(z, y):
    """Mean cross-entropy of scores z, shape (batch, 1), and labels y in {-1, 1}, shape (batch,)."""
    return nn.functional.softplus(-y[:, None] * z).mean()


def square_loss(z, y):
    """Mean square loss of scores z, shape (batch, 1), and labels y in {-1, 1}, shape (batch,)."""
    # START TODO
    y = y[:, None]
    p = torch.sigmoid(z)
    q = 1 - p
    return ((1 - y) * ((1 - q) ** 2 + p ** 2) + (1 + y) * (q ** 2 + (1 - p) ** 2)).mean()
    # END TODO


def train(model, loss, batches, epochs=3, rate=0.01):
    """Stochastic gradient descent; a batch is a pair of images and labels."""
    descent = torch.optim.SGD(model.parameters(), lr=rate)
    for _ in range(epochs):
        for images, labels in batches:
            descent.zero_grad()
            loss(model(images), labels).backward()
            descent.step()


@torch.no_grad()
def count_right(model, batches):
    """How many images are told rightly, and how many there are."""
    right = total = 0
    for images, labels in batches:
        right += (torch.sign(model(images)) == labels[:, None]).sum().item()
        total += len(labels)
    return right, total


def fours_and_nines(train):
    """Batches of MNIST's fours, labelled -1, and nines, labelled 1."""
    from torchvision import datasets, transforms

    digits = datasets.MNIST("data", train=train, download=True, transform=transforms.ToTensor())
    chosen = [(image, -1.0 if digit == 4 else 1.0) for image, digit in digits if digit in (4, 9)]
    return torch.utils.data.DataLoader(chosen, batch_size=64, shuffle=train)


if __name__ == "__main__":
    for name, loss in (("Cross-entropy", cross_entropy_loss), ("Square loss", square_loss)):
        torch.manual_seed(0)
        model = LinearClassifier()
        train(model, loss, fours_and_nines(train=True))
        right, total = count_right(model, fours_and_nines(train=False))
        print(f"{name}: accuracy {right}/{total} ({100 * right / total:.2f}%)")
