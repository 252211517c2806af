"""Homework 4 (MFDNN). One function per answer; its arguments say what it is worked out from.

A name with a type and no value (`ce_accuracy: float`) is measured by the group: it is known from the submission alone.
A function such as `difference_filter` is a predicate: given a value it says whether that does the job, by `True`, `False`, the share of
it that does, or the name of the known mistake that it saw. A known mistake's docstring is the sentence that the student reads.
A function such as `C3_layer` is compared with the group's own; what both are tried on comes from `C3_layer_inputs`, in drawn numbers,
so that results written down beforehand are worth nothing.
"""

import numpy as np

ce_accuracy: float
square_accuracy: float


# 1 Finite differences by convolution


def difference_filter(w, rng):
    """Filter of the finite differences: down in the first channel, to the right in the second."""
    filters = _filters(w, (2, 3, 3))
    if filters is None:
        return False
    images = [rng.normal(size=(3, *size)) for size in ((5, 5), (4, 7))]
    for mistake, wanted in ((True, _FORWARD), *_OTHER_DIFFERENCES.items()):
        if all(_does(one, difference, images) for one, difference in zip(filters, wanted, strict=True)):
            return mistake
    return sum(_does(one, difference, images) for one, difference in zip(filters, _FORWARD, strict=True)) / 2


def difference_filter_example():
    """A filter that does it: each entry's weight is -1 and that of its neighbour 1."""
    return np.array([[[0, 0, 0], [0, -1, 0], [0, 1, 0]], [[0, 0, 0], [0, -1, 1], [0, 0, 0]]])


def difference_filter_swapped(difference_filter_example):
    """You swapped the channels: the first is to be the difference downwards, the second the one to the right."""
    return difference_filter_example[::-1]


def difference_filter_negated(difference_filter_example):
    """You have the differences with the other sign: the neighbour comes first, then the entry itself is subtracted."""
    return -difference_filter_example


def difference_filter_backward(difference_filter_example):
    """You took the difference to the entry above and to the left; asked is the one to the entry below and to the right."""
    return -difference_filter_example[:, ::-1, ::-1]


def difference_filter_flipped(difference_filter_example):
    """You turned the filter round, as a convolution of signals does; a convolution layer does not flip its filter."""
    return difference_filter_example[:, ::-1, ::-1]


def _at(images, down, right):
    """X[i + down, j + right] at every place (i, j), zero outside."""
    padded = np.pad(images, ((0, 0), (1, 1), (1, 1)))
    height, width = images.shape[1:]
    return padded[:, 1 + down : 1 + down + height, 1 + right : 1 + right + width]


_FORWARD = (lambda X: _at(X, 1, 0) - X, lambda X: _at(X, 0, 1) - X)
_OTHER_DIFFERENCES = {
    "difference_filter_swapped": _FORWARD[::-1],
    "difference_filter_negated": (lambda X: X - _at(X, 1, 0), lambda X: X - _at(X, 0, 1)),
    "difference_filter_backward": (lambda X: X - _at(X, -1, 0), lambda X: X - _at(X, 0, -1)),
    "difference_filter_flipped": (lambda X: _at(X, -1, 0) - X, lambda X: _at(X, 0, -1) - X),
}


def _does(kernel, difference, images):
    """Whether a 3×3 filter with a padding of 1 gives a difference on all images."""
    slid = (_slid(np.pad(one, ((0, 0), (1, 1), (1, 1)))[:, None], kernel[None, None])[:, 0] for one in images)
    return all(np.allclose(found, difference(one)) for found, one in zip(slid, images, strict=True))


# 2 Average pooling as a convolution


def pooling_filter(w, rng):
    """Filter of average pooling: 1/k² on k×k, by channel (C, k, k) or dense (C, C, k, k), with a stride of k."""
    filters = _numbers(w)
    if filters is None or filters.ndim not in (3, 4) or filters.shape[-1] != filters.shape[-2]:
        return False
    channels, k = filters.shape[0], filters.shape[-1]
    if filters.ndim == 4 and filters.shape[1] not in (1, channels):
        return False
    images = rng.normal(size=(2, channels, 3 * k, 2 * k))
    found, pooled = _pooled(images, filters), average_pooling(images, k)
    for mistake, wanted in ((True, pooled), ("pooling_filter_sum", k * k * pooled)):
        if np.allclose(found, wanted):
            return mistake
    return "pooling_filter_across" if np.allclose(found, pooled.sum(axis=1, keepdims=True)) else False


def pooling_filter_example():
    """A filter that does it: of three channels, in blocks of 2×2."""
    return np.full((3, 2, 2), 0.25)


def pooling_filter_sum(pooling_filter_example):
    """You forgot to divide by k²: the filter gives the sum of each block, not its average."""
    return 4 * pooling_filter_example


def pooling_filter_across(pooling_filter_example):
    """You add up all channels: each channel is to be pooled by itself."""
    return np.stack([pooling_filter_example] * 3)


def average_pooling(images, k):
    """Average pooling: the mean of every k×k block."""
    batch, channels, height, width = images.shape
    return images.reshape(batch, channels, height // k, k, width // k, k).mean(axis=(3, 5))


def _pooled(images, filters):
    """Images under filters with a stride of their size: all channels together, or each by itself."""
    channels, k = filters.shape[0], filters.shape[-1]
    if filters.ndim == 4 and filters.shape[1] == channels:
        return _slid(images, filters, k)
    alone = filters.reshape(channels, 1, 1, k, k)
    return np.concatenate([_slid(images[:, c : c + 1], alone[c], k) for c in range(channels)], axis=1)


# 3 RGB to grey


def grey_filter():
    """Filter from RGB to grey: the weights of red, green and blue."""
    return np.array([0.299, 0.587, 0.114])


def grey_filter_reversed():
    """You have the weights in the order blue, green, red."""
    return np.array([0.114, 0.587, 0.299])


def grey_filter_mean():
    """You took the mean of the three channels; the sheet weights them."""
    return np.full(3, 1 / 3)


# 4 Max pooling and monotone functions


def commutes(images, sigma):
    """Whether a function and max pooling commute, as every nondecreasing one does."""
    return bool(np.allclose(sigma(max_pooling(images, 2)), max_pooling(sigma(images), 2)))


def max_pooling(images, k):
    """Max pooling: the largest entry of every k×k block."""
    batch, channels, height, width = images.shape
    return images.reshape(batch, channels, height // k, k, width // k, k).max(axis=(3, 5))


# 5 Square loss


def square_loss(z, y):
    """Square loss: its mean over a batch of scores z and labels y in {-1, 1}, whichever of (B,) and (B, 1) each is."""
    return float(np.mean(_square_loss(np.ravel(z), np.ravel(y))))


def square_loss_inputs(rng):
    """What the script of the sheet gives: scores of shape (B, 1) as a linear layer has them, labels of shape (B,)."""
    for batch in (6, 5, 9):
        yield 2 * rng.normal(size=(batch, 1)), _both_labels(rng, batch)


def square_loss_broadcast(z, y):
    """Scores of shape (B, 1) and labels of shape (B,) broadcast to (B, B): you average over all pairs; reshape one of them first."""
    return float(np.mean(_square_loss(np.reshape(z, (-1, 1)), np.reshape(y, (1, -1)))))


def square_loss_summed(z, y):
    """You added up the batch; the loss is asked for each sample, or its mean."""
    return float(np.sum(_square_loss(np.ravel(z), np.ravel(y))))


def square_loss_one_square(z, y):
    """You have half the loss: for each class it adds two squares, and they are equal."""
    return 0.5 * square_loss(z, y)


def square_loss_without_half(z, y):
    """You forgot the factors ½."""
    return 2 * square_loss(z, y)


def square_loss_swapped(z, y):
    """You swapped the classes: for y = 1 the loss is small where the score is large."""
    return square_loss(z, -np.asarray(y))


def square_loss_from_zero(z, y):
    """You take labels 0 and 1; those of the sheet are -1 and 1."""
    y = np.ravel(y)
    return float(np.mean(_square_loss(np.ravel(z), 2 * y - 1)))


def square_loss_gradient(z, y):
    """The derivative of the mean square loss by every score."""
    z, y = np.ravel(z), np.ravel(y)
    slope = _sigmoid(z) * _sigmoid(-z)
    return (2 * (1 - y) * _sigmoid(z) * slope - 2 * (1 + y) * _sigmoid(-z) * slope) / z.size


def _square_loss(z, y):
    """The loss of every sample, word for word as the sheet has it."""
    against = (1 - _sigmoid(-z)) ** 2 + _sigmoid(z) ** 2
    by = _sigmoid(-z) ** 2 + (1 - _sigmoid(z)) ** 2
    return 0.5 * (1 - y) * against + 0.5 * (1 + y) * by


def _sigmoid(t):
    """The logistic function."""
    return 1 / (1 + np.exp(-t))


def _both_labels(rng, batch):
    """Labels -1 and 1, both of them and not equally often."""
    labels = np.where(np.arange(batch) < batch // 3 + 1, -1.0, 1.0)
    return rng.permutation(labels)


# 6 Backpropagation for an MLP


def mlp_layers(A, b, x):
    """All y_0 … y_L of an MLP whose last layer is linear and whose σ is the logistic function; lists begin with the first layer."""
    layers = [x]
    for weights, bias in zip(A[:-1], b[:-1], strict=True):
        layers.append(_sigmoid(weights @ layers[-1] + bias))
    return [*layers, A[-1] @ layers[-1] + b[-1]]


def mlp_gradients(A, b, x):
    """∂y_L/∂A_ℓ and ∂y_L/∂b_ℓ for every layer, from the last to the first and then in order."""
    layers = mlp_layers(A, b, x)
    by_weights, by_bias = [layers[-2][None, :]], [np.ones(1)]
    by_layer = A[-1]  # ∂y_L/∂y_{L-1}, a row
    for weights, before, after in reversed(list(zip(A[:-1], layers[:-2], layers[1:-1], strict=True))):
        slope = after * (1 - after)
        by_bias.append(slope * by_layer[0])
        by_weights.append(np.outer(by_bias[-1], before))
        by_layer = by_layer @ (slope[:, None] * weights)
    return by_weights[::-1], by_bias[::-1]


# 7 LeNet's layer C3


# ---- problem 6: the arguments are the symbols, drawn as the rubric says under `symbols:` ----


def last_bias_gradient():
    """∂y_L/∂b_L: the last layer has one output, and adds its bias to it."""
    return 1.0


def last_input_gradient(A_last):
    """∂y_L/∂y_{L−1}."""
    return A_last


def bias_jacobian(sigma, A, b, y_before):
    """∂y_ℓ/∂b_ℓ."""
    return np.diag(sigma.slope(A @ y_before + b))


def input_jacobian(sigma, A, b, y_before):
    """∂y_ℓ/∂y_{ℓ−1}."""
    return np.diag(sigma.slope(A @ y_before + b)) @ A


def last_weight_gradient(y_before_last):
    """∂y_L/∂A_L."""
    return y_before_last[None, :]


def weight_gradient(sigma, A, b, y_before, gradient):
    """∂y_L/∂A_ℓ."""
    return np.outer(sigma.slope(A @ y_before + b) * gradient, y_before)


def bias_jacobian_of_sigma(sigma, A, b, y_before):
    """σ itself stands where its derivative σ′ belongs."""
    return np.diag(sigma(A @ y_before + b))


def input_jacobian_of_sigma(sigma, A, b, y_before):
    """σ itself stands where its derivative σ′ belongs."""
    return np.diag(sigma(A @ y_before + b)) @ A


def weight_gradient_of_sigma(sigma, A, b, y_before, gradient):
    """σ itself stands where its derivative σ′ belongs."""
    return np.outer(sigma(A @ y_before + b) * gradient, y_before)


def y_here(sigma, A, b, y_before):
    """Output y_ℓ of a layer."""
    return sigma(A @ y_before + b)


def y_last(A_last, y_before_last, b_last):
    """Output y_L of the last layer."""
    return A_last @ y_before_last + b_last


def c3_three():
    """Parameters of the six convolutions over three channels: 6 · (5 · 5 · 3 + 1) = 456."""
    return 6 * (5 * 5 * 3 + 1)


def c3_four():
    """Parameters of the nine convolutions over four channels: 9 · (5 · 5 · 4 + 1) = 909."""
    return 9 * (5 * 5 * 4 + 1)


def c3_six():
    """Parameters of the convolution over all six channels: 5 · 5 · 6 + 1 = 151."""
    return 5 * 5 * 6 + 1


def c3_original_parameters(c3_three, c3_four, c3_six):
    """Parameters of the original C3: 456 + 909 + 151."""
    return c3_three + c3_four + c3_six


def c3_original_without_biases():
    """You forgot the biases: each of the 16 maps has one."""
    return 5 * 5 * (6 * 3 + 9 * 4 + 6)


def c3_original_bias_a_channel():
    """You counted a bias for every input channel; each of the 16 maps has one."""
    return (5 * 5 + 1) * (6 * 3 + 9 * 4 + 6)


def c3_original_regular():
    """You give the count of the regular layer, in which every map sees all six channels."""
    return 16 * (5 * 5 * 6 + 1)


def c3_regular_parameters():
    """Parameters of a regular C3: 16 · (5 · 5 · 6 + 1)."""
    return 16 * (5 * 5 * 6 + 1)


def c3_regular_without_biases():
    """You forgot the biases: each of the 16 maps has one."""
    return 16 * 5 * 5 * 6


def c3_regular_bias_a_channel():
    """You counted a bias for every input channel; each of the 16 maps has one."""
    return 16 * (5 * 5 + 1) * 6


def c3_regular_original(c3_three, c3_four, c3_six):
    """You give the count of the original layer, in which most maps see three or four channels."""
    return c3_three + c3_four + c3_six


def lenet_without_c3():
    """Parameters of all other layers: 156 + 48,120 + 10,164 + 850 = 59,290."""
    return 6 * (5 * 5 * 1 + 1) + 120 * (400 + 1) + 84 * (120 + 1) + 10 * (84 + 1)


def total_original_parameters(lenet_without_c3, c3_original_parameters):
    """Parameters of LeNet with the original C3: 59,290 more than C3 has."""
    return lenet_without_c3 + c3_original_parameters


def total_original_without_biases(c3_original_without_biases):
    """You forgot the biases of all layers."""
    return _WEIGHTS_WITHOUT_C3 + c3_original_without_biases


def total_original_regular(lenet_without_c3, c3_regular_parameters):
    """You give the total of the network with the regular layer."""
    return lenet_without_c3 + c3_regular_parameters


def total_regular_parameters(lenet_without_c3, c3_regular_parameters):
    """Parameters of LeNet with a regular C3: 59,290 more than C3 has."""
    return lenet_without_c3 + c3_regular_parameters


def total_regular_without_biases(c3_regular_without_biases):
    """You forgot the biases of all layers."""
    return _WEIGHTS_WITHOUT_C3 + c3_regular_without_biases


def total_regular_original(lenet_without_c3, c3_original_parameters):
    """You give the total of the network with the original layer."""
    return lenet_without_c3 + c3_original_parameters


def parameter_reduction(c3_regular_parameters, c3_original_parameters):
    """Parameters that the original C3 saves: those of the regular one less its own."""
    return c3_regular_parameters - c3_original_parameters


def parameter_reduction_signed(c3_regular_parameters, c3_original_parameters):
    """You give the change with its sign; the reduction is its amount."""
    return c3_original_parameters - c3_regular_parameters


_WEIGHTS_WITHOUT_C3 = 6 * 5 * 5 + 120 * 400 + 84 * 120 + 10 * 84
_CHANNELS = (
    *((0, 1, 2), (1, 2, 3), (2, 3, 4), (3, 4, 5), (0, 4, 5), (0, 1, 5)),
    *((0, 1, 2, 3), (1, 2, 3, 4), (2, 3, 4, 5), (0, 3, 4, 5), (0, 1, 4, 5), (0, 1, 2, 5), (0, 1, 3, 4), (1, 2, 4, 5), (0, 2, 3, 5)),
    (0, 1, 2, 3, 4, 5),
)
"""The channels of the layer before that each of the 16 maps sees."""


def C3_layer(images, weights):
    """Forward pass of the original C3: 16 small convolutions; in `weights` each has its filter and then its bias."""
    kernels, biases = weights[::2], weights[1::2]
    maps = [_slid(images[:, list(on)], kernel) + bias for on, kernel, bias in zip(_CHANNELS, kernels, biases, strict=True)]
    return np.concatenate(maps, axis=1)


def C3_layer_inputs(rng):
    """Images, and one filter and one bias for all: so the order in which a group made its convolutions makes no difference."""
    for batch in (2, 1):
        kernel, bias = rng.normal(size=(1, 1, 5, 5)).astype(np.float32), rng.uniform(1, 2, size=1).astype(np.float32)
        weights = [part for on in _CHANNELS for part in (np.repeat(kernel, len(on), axis=1), bias)]
        yield rng.normal(size=(batch, 6, 14, 14)).astype(np.float32), weights


# What several of them use


def _slid(images, kernels, stride=1):
    """A convolution layer without padding: the filters, of shape (out, in, k, k), slid over images and not flipped."""
    windows = np.lib.stride_tricks.sliding_window_view(images, kernels.shape[2:], axis=(2, 3))[:, :, ::stride, ::stride]
    return np.einsum("nchwij,ocij->nohw", windows, kernels)


def _numbers(value):
    """A value as an array of finite numbers; None where it is none."""
    try:
        found = np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        return None
    return found if found.size and np.isfinite(found).all() else None


def _filters(value, shape):
    """A value as filters of a shape, dimensions of 1 left aside; None where it is none."""
    found = _numbers(value)
    return found.squeeze().reshape(shape) if found is not None and found.squeeze().shape == shape else None
