"""Many ways in which a function may be asked."""
# ruff: noqa: ARG001, N802, N803, N812, NPY002 - names as on sheets; inputs always take `rng`; numpy's own state is to be drawn from too

import numpy as np

CHANNELS = (
    (0, 1, 2),
    (1, 2, 3),
    (2, 3, 4),
    (3, 4, 5),
    (0, 4, 5),
    (0, 1, 5),
    (0, 1, 2, 3),
    (1, 2, 3, 4),
    (2, 3, 4, 5),
    (0, 3, 4, 5),
    (0, 1, 4, 5),
    (0, 1, 2, 5),
    (0, 1, 3, 4),
    (1, 2, 4, 5),
    (0, 2, 3, 5),
    (0, 1, 2, 3, 4, 5),
)


def difference(x, v):
    """Forward differences."""
    return np.diff(x), np.concatenate([[0.0], v]) - np.concatenate([v, [0.0]])


def difference_inputs(rng):
    """A vector and a shorter one."""
    yield rng.normal(size=7), rng.normal(size=6)
    yield rng.normal(size=4), rng.normal(size=3)


def Affine(x, W, b, dout):
    """A layer, forward and back."""
    return x @ W + b, dout @ W.T, x.T @ dout, dout.sum(axis=0)


def Affine_inputs(rng):
    """A batch and a single row."""
    yield rng.normal(size=(4, 3)), rng.normal(size=(3, 2)), rng.normal(size=2), rng.normal(size=(4, 2))
    yield rng.normal(size=(1, 2)), rng.normal(size=(2, 5)), rng.normal(size=5), rng.normal(size=(1, 5))


def relu_backward(x, dout):
    """Back through a ReLU, by way of the cache."""
    return dout * (x > 0)


def relu_backward_inputs(rng):
    """A matrix."""
    yield rng.normal(size=(4, 3)), rng.normal(size=(4, 3))


def statistics(x):
    """Mean, deviation and size by name."""
    return {"mean": x.mean(), "std": x.std(), "n": x.size}


def statistics_inputs(rng):
    """A vector."""
    yield (rng.normal(size=9),)


def safe_log(x):
    """NaN where there is no logarithm."""
    with np.errstate(all="ignore"):
        return np.log(x)


def safe_log_inputs(rng):
    """Some negative."""
    yield (rng.normal(size=9),)


def dropout(x, p):
    """Some entries are zero, the others larger."""
    return x * (np.random.rand(*x.shape) >= p) / (1 - p)


def dropout_inputs(rng):
    """A matrix."""
    yield rng.normal(size=(4, 3)), 0.5


def histogram(x, bins):
    """How many fall into each bin, a whole number each."""
    return np.bincount(x, minlength=bins)


def histogram_inputs(rng):
    """Whole numbers."""
    yield rng.integers(0, 5, size=30), 7


def gradient(A, x):
    """The gradient of ½ |A x|², a column, a row or neither."""
    return (A.T @ (A @ x)).reshape(-1, 1)


def gradient_inputs(rng):
    """A matrix and a vector."""
    yield rng.normal(size=(4, 3)), rng.normal(size=3)


def square_loss(z, y):
    """The loss of every sample."""

    def s(t):
        return 1 / (1 + np.exp(-t))

    return 0.5 * (1 - y) * ((1 - s(-z)) ** 2 + s(z) ** 2) + 0.5 * (1 + y) * (s(-z) ** 2 + (1 - s(z)) ** 2)


def square_loss_inputs(rng):
    """Scores and labels of -1 and 1."""
    yield rng.normal(size=6), rng.choice([-1.0, 1.0], size=6)


def table():
    """What a script leaves behind."""
    return np.arange(1, 6) ** 2


def table_inputs(rng):
    """Nothing is given."""
    yield ()


def C3_layer(images, weights):
    """LeNet's third layer."""
    import torch
    import torch.nn.functional as F

    x = torch.as_tensor(images)
    parts = [
        F.conv2d(x[:, list(on)], torch.as_tensor(weights[2 * k]), torch.as_tensor(weights[2 * k + 1])) for k, on in enumerate(CHANNELS)
    ]
    return torch.cat(parts, dim=1).numpy()


def C3_layer_inputs(rng):
    """Images and the weights of 16 small convolutions."""
    weights = []
    for on in CHANNELS:
        weights += [rng.normal(size=(1, len(on), 5, 5)).astype(np.float32), rng.normal(size=1).astype(np.float32)]
    yield rng.normal(size=(2, 6, 14, 14)).astype(np.float32), weights


def Net(images, weights):
    """A small network for pictures."""
    import torch
    import torch.nn.functional as F

    w = [torch.as_tensor(one) for one in weights]
    x = torch.as_tensor(images)
    x = F.max_pool2d(F.relu(F.conv2d(x, w[0], w[1])), 2)
    x = F.max_pool2d(F.relu(F.conv2d(x, w[2], w[3])), 2)
    x = F.relu(F.linear(x.flatten(1), w[4], w[5]))
    x = F.relu(F.linear(x, w[6], w[7]))
    return F.linear(x, w[8], w[9]).numpy()


def Net_inputs(rng):
    """Pictures of CIFAR's size."""
    shapes = (6, 3, 5, 5), (6,), (16, 6, 5, 5), (16,), (120, 400), (120,), (84, 120), (84,), (10, 84), (10,)
    yield rng.normal(size=(2, 3, 32, 32)).astype(np.float32), [(rng.normal(size=shape) / 10).astype(np.float32) for shape in shapes]


def net_parameters():
    """How many parameters the network has."""
    return 62006


def net_parameters_inputs(rng):
    """Nothing is given."""
    yield ()


def softplus(x):
    """Smooth ReLU, which others use."""
    return np.log1p(np.exp(x))


def softplus_inputs(rng):
    """A vector."""
    yield (rng.normal(size=5),)


def layer_of_softplus(x, w):
    """Uses the one before."""
    return softplus(x @ w)


def layer_of_softplus_inputs(rng):
    """A matrix and a vector."""
    yield rng.normal(size=(4, 3)), rng.normal(size=3)


def net_of_softplus(x, w, v):
    """Uses the layer twice."""
    return layer_of_softplus(np.outer(layer_of_softplus(x, w), v), v)


def net_of_softplus_inputs(rng):
    """A matrix and two vectors."""
    yield rng.normal(size=(4, 3)), rng.normal(size=3), rng.normal(size=2)


def factorial_sum(n):
    """A sum over itself."""
    import math

    return sum(math.factorial(k) for k in range(n + 1))


def factorial_sum_inputs(rng):
    """Some numbers."""
    yield (5,)
    yield (int(rng.integers(6, 15)),)
