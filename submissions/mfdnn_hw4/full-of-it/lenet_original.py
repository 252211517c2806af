"""Problem 7: LeNet with a regular layer C3, and with the original one."""

import torch
from torch import nn


class C3_layer_full(nn.Module):
    """A regular convolution: each of the 16 maps sees all six channels."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(6, 16, kernel_size=5)

    def forward(self, x):
        return self.conv(x)


class C3_layer(nn.Module):
    """The original layer: each of the 16 maps sees only the channels that the table gives it.

    map       0  1  2  3  4  5  6  7  8  9 10 11 12 13 14 15
    channel 0 x           x  x  x        x  x  x  x     x  x
            1 x  x           x  x  x        x  x  x  x     x
            2 x  x  x           x  x  x        x     x  x  x
            3    x  x  x        x  x  x  x        x     x  x
            4       x  x  x        x  x  x  x     x  x     x
            5          x  x  x        x  x  x  x     x  x  x
    """

    def __init__(self):
        super().__init__()
        # START TODO
        # the 16 small convolutions
        self.maps = nn.ModuleList([nn.Conv2d(6, 1, kernel_size=5) for _ in range(16)])
        # END TODO

    def forward(self, x):
        # START TODO
        # from x of shape (batch, 6, 14, 14) to (batch, 16, 10, 10)
        return torch.cat([one(x) for one in self.maps], dim=1)
        # END TODO


class LeNet(nn.Module):
    """LeNet for images of 32 x 32, around a layer C3."""

    def __init__(self, c3):
        super().__init__()
        self.c1 = nn.Conv2d(1, 6, kernel_size=5)
        self.c3 = c3
        self.pool = nn.AvgPool2d(2)
        self.c5 = nn.Linear(16 * 5 * 5, 120)
        self.f6 = nn.Linear(120, 84)
        self.output = nn.Linear(84, 10)

    def forward(self, x):
        x = self.pool(torch.tanh(self.c1(x)))
        x = self.pool(torch.tanh(self.c3(x)))
        x = torch.tanh(self.c5(x.flatten(1)))
        return self.output(torch.tanh(self.f6(x)))


def trainable(model):
    """How many numbers of a model are trained."""
    return sum(one.numel() for one in model.parameters() if one.requires_grad)


if __name__ == "__main__":
    for name, layer in (("regular", C3_layer_full), ("original", C3_layer)):
        network = LeNet(layer())
        print(f"Parameters of LeNet with the {name} C3: {trainable(network)}")
        print(f"Parameters of the {name} C3: {trainable(network.c3)}")
