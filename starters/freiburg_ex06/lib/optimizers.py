"""How parameters move along their gradients."""

import numpy as np

from lib.network_base import Parameter


class Optimizer:
    """Holds the parameters that are to move."""

    def __init__(self, parameters: list[Parameter], lr: float) -> None:
        self.parameters = list(parameters)
        self.lr = lr

    def zero_grad(self) -> None:
        """Forget all gradients before the next batch."""
        for parameter in self.parameters:
            parameter.zero_grad()

    def step(self) -> None:
        """Move every parameter once."""
        raise NotImplementedError(f"{type(self).__name__} does not say how to move")


class SGD(Optimizer):
    """Gradient descent, with momentum if wanted."""

    def __init__(self, parameters: list[Parameter], lr: float, momentum: float = 0.0) -> None:
        super().__init__(parameters, lr)
        self.momentum = momentum
        self.velocities = [np.zeros_like(parameter.data) for parameter in self.parameters]

    def step(self) -> None:
        """Against the gradient, and a share of the last step again."""
        for at, parameter in enumerate(self.parameters):
            self.velocities[at] = self.momentum * self.velocities[at] - self.lr * parameter.grad
            parameter.data = parameter.data + self.velocities[at]


class Adam(Optimizer):
    """Steps scaled by running means of the gradient and of its square."""

    def __init__(self, parameters: list[Parameter], lr: float = 1e-3, betas: tuple = (0.9, 0.999)) -> None:
        super().__init__(parameters, lr)
        self.betas = betas
        self.steps = 0
        self.means = [np.zeros_like(parameter.data) for parameter in self.parameters]
        self.squares = [np.zeros_like(parameter.data) for parameter in self.parameters]

    def step(self) -> None:
        """One step, both means freed of their bias towards zero."""
        self.steps += 1
        first, second = self.betas
        for at, parameter in enumerate(self.parameters):
            self.means[at] = first * self.means[at] + (1 - first) * parameter.grad
            self.squares[at] = second * self.squares[at] + (1 - second) * np.square(parameter.grad)
            mean = self.means[at] / (1 - np.power(first, self.steps))
            square = self.squares[at] / (1 - np.power(second, self.steps))
            parameter.data = parameter.data - self.lr * mean / (np.sqrt(square) + 1e-8)
