"""Exercise 6 (Freiburg). One function per answer; its arguments say what it is worked out from.

A name with a type and no value (`mlp_accuracy: float`) is measured by the group: it is known from the submission alone.
A function such as `y_hat_flipped` is a known mistake with `y_hat`: its docstring is the sentence that the student reads.
A function such as `pad_array` is compared with the group's own; what both are tried on comes from `pad_array_inputs`, in drawn numbers, so
that results written down beforehand are worth nothing.
"""

import numpy as np

x, y = np.array([1.0, 2.0, 3.0, 4.0]), np.array([2.0, 4.0])
w, b, rate = np.array([2.0, 1.0, 3.0]), 1.0, 0.01

mlp_accuracy: float
mlp_shifted: float
cnn_accuracy: float
cnn_shifted: float


# 1.1 Forward pass


def y_hat(x, w, b):
    """Prediction ŷ: cross-correlation of x with w, stride 1, no padding, plus b."""
    return np.correlate(x, w, mode="valid") + b


def y_hat_flipped(x, w, b):
    """You flipped the kernel; a cross-correlation does not."""
    return np.convolve(x, w, mode="valid") + b


def loss(y, y_hat):
    """Loss L: half the squared distance between target and prediction."""
    return 0.5 * np.sum((y - y_hat) ** 2)


def loss_without_half(y, y_hat):
    """You forgot the factor ½ of the loss."""
    return np.sum((y - y_hat) ** 2)


# 1.2 Backward pass


def grad_y_hat(y, y_hat):
    """Gradient ∂L/∂ŷ: the error, prediction minus target."""
    return y_hat - y


def grad_y_hat_sign(y, y_hat):
    """You took y − ŷ; the gradient is ŷ − y."""
    return y - y_hat


def grad_y_hat_doubled(y, y_hat):
    """You have twice the gradient: the ½ of the loss cancels the 2 of the square."""
    return 2 * (y_hat - y)


def grad_w(x, grad_y_hat):
    """Gradient ∂L/∂w: cross-correlation of x with the error."""
    return np.correlate(x, grad_y_hat, mode="valid")


def grad_w_flipped(x, grad_y_hat):
    """You flipped the error before sliding it over x; the forward pass was a cross-correlation, and so is this."""
    return np.convolve(x, grad_y_hat, mode="valid")


def grad_w_mean(x, grad_y_hat):
    """You took the mean over the two outputs; the loss sums over them."""
    return np.correlate(x, grad_y_hat, mode="valid") / np.size(grad_y_hat)


def grad_b(grad_y_hat):
    """Gradient ∂L/∂b: the summed error."""
    return np.sum(grad_y_hat)


def grad_b_mean(grad_y_hat):
    """You took the mean over the two outputs; the loss sums over them."""
    return np.mean(grad_y_hat)


# 1.3 One step of gradient descent


def w_new(w, grad_w, rate):
    """Weights w after the step: w minus the learning rate times its gradient."""
    return w - rate * grad_w


def w_new_added(w, grad_w, rate):
    """You added the step; gradient descent subtracts it."""
    return w + rate * grad_w


def b_new(b, grad_b, rate):
    """Bias b after the step: b minus the learning rate times its gradient."""
    return b - rate * grad_b


def b_new_added(b, grad_b, rate):
    """You added the step; gradient descent subtracts it."""
    return b + rate * grad_b


def y_hat_new(x, w_new, b_new):
    """Prediction ŷ after the step: the forward pass again."""
    return y_hat(x, w_new, b_new)


def y_hat_new_flipped(x, w_new, b_new):
    """You flipped the kernel; a cross-correlation does not."""
    return y_hat_flipped(x, w_new, b_new)


def loss_new(y, y_hat_new):
    """Loss L after the step."""
    return loss(y, y_hat_new)


def loss_new_without_half(y, y_hat_new):
    """You forgot the factor ½ of the loss."""
    return loss_without_half(y, y_hat_new)


# 3 Convolution output size


def calculate_conv_output(input_shape, kernel_size, stride, padding):
    """Output size of a convolution: ⌊(I + 2P − W) / S⌋ + 1 in every dimension."""
    size, kernel, step, pad = map(np.asarray, (input_shape, kernel_size, stride, padding))
    return ((size + 2 * pad - kernel) // step + 1).tolist()


def calculate_conv_output_inputs(rng):
    """The sheet's own case: square images and kernels; the last place of the kernel does not always fit."""
    for stride, padding in ((1, 0), (1, 1), (2, 0), (2, 2), (3, 1)):
        kernel, places = (int(rng.integers(low, high)) for low, high in ((2, 6), (6, 12)))
        size = kernel + stride * places + stride - 1 - 2 * padding
        yield [size] * 2, [kernel] * 2, [stride] * 2, [padding] * 2


def any_shapes(rng):
    """One to four dimensions, none like another; what looks at the first alone gives itself away."""
    for dimensions in (2, 1, 2, 3, 2, 4):
        kernel, stride, padding = (rng.integers(low, high, dimensions) for low, high in ((2, 6), (1, 4), (0, 3)))
        places = rng.permutation(np.arange(5, 14))[:dimensions]
        size = kernel + stride * places + rng.integers(0, stride) - 2 * padding
        yield size.tolist(), kernel.tolist(), stride.tolist(), padding.tolist()


# 4.1 Warm-up


def pad_array(X, pad):
    """Padding with zeros: the last two dimensions grow on both sides."""
    (rows, columns), untouched = pad, ((0, 0),) * (X.ndim - 2)
    return np.pad(X, (*untouched, (rows, rows), (columns, columns)))


def pad_array_inputs(rng):
    """A batch, a single image, and different padding in both dimensions."""
    yield rng.normal(size=(2, 3, 5, 5)), (1, 1)
    yield rng.normal(size=(3, 2, 6, 4)), (2, 1)
    yield rng.normal(size=(1, 1, 4, 7)), (0, 3)


def dot_product_single_filter(X, F, index):
    """One entry of the output: one image, one filter."""
    return np.sum(_below(X, F, index) * F)


def dot_product_single_filter_inputs(rng):
    """Square filters at places drawn from an image that is not square."""
    for _, image, filters, index in _warm_up(rng):
        yield image, filters[0], index


def dot_product_single_filter_with_batches(X, F, index):
    """One entry for each image: one filter."""
    return np.einsum("ncij,cij->n", _below(X, F, index), F)


def dot_product_single_filter_with_batches_inputs(rng):
    """The same for several images, and for a single one."""
    for images, _, filters, index in _warm_up(rng):
        yield images, filters[0], index


def dot_product_multiple_filters_with_batches(X, filters, index):
    """One entry for each image and filter."""
    return np.einsum("ncij,ocij->no", _below(X, filters, index), filters)


def dot_product_multiple_filters_with_batches_inputs(rng):
    """The same for several filters."""
    for images, _, filters, index in _warm_up(rng):
        yield images, filters, index


def _below(X, F, index):
    """The part of images on which a filter lies."""
    (row, column), (height, width) = index, F.shape[-2:]
    return X[..., row : row + height, column : column + width]


def _warm_up(rng):
    """Images, one image, filters, and the place of their top left corner."""
    for batch, channels, kernel, number in ((4, 3, 3, 2), (2, 1, 2, 5), (1, 2, 4, 3)):
        height, width = (int(length) for length in rng.permutation(np.arange(6, 10))[:2])
        images, filters = rng.normal(size=(batch, channels, height, width)), rng.normal(size=(number, channels, kernel, kernel))
        yield images, images[-1], filters, (int(rng.integers(height - kernel + 1)), int(rng.integers(width - kernel + 1)))


# 4.2 Convolution layer


def Conv2d(images, kernels, bias, stride, padding):
    """Forward pass of a convolution layer: a cross-correlation over all channels, plus the bias."""
    (down, right), size = stride, kernels.shape[2:]
    windows = np.lib.stride_tricks.sliding_window_view(pad_array(images, padding), size, axis=(2, 3))
    return np.einsum("nchwij,ocij->nohw", windows[:, :, ::down, ::right], kernels) + bias


def Conv2d_inputs(rng):
    """The sheet's own case: square images and kernels, stride 1, no padding."""
    yield _layer(rng, (2, 3, 11, 11), (4, 3, 3, 3), (1, 1), (0, 0))
    yield _layer(rng, (3, 1, 8, 8), (2, 1, 5, 5), (1, 1), (0, 0))


def any_images(rng):
    """Padding, strides, a single image, images and kernels that are not square."""
    yield _layer(rng, (2, 2, 7, 7), (3, 2, 3, 3), (1, 1), (1, 1))
    yield _layer(rng, (2, 3, 10, 10), (2, 3, 3, 3), (2, 2), (0, 0))
    yield _layer(rng, (1, 2, 9, 6), (4, 2, 3, 3), (1, 1), (0, 0))
    yield _layer(rng, (2, 3, 9, 6), (4, 3, 3, 2), (2, 1), (1, 0))
    yield _layer(rng, (1, 1, 5, 12), (1, 1, 2, 5), (3, 2), (2, 1))


def _layer(rng, images, kernels, stride, padding):
    """What a layer and its input are made of, with drawn numbers."""
    return rng.normal(size=images), rng.normal(size=kernels), rng.normal(size=(kernels[0], 1, 1)), stride, padding


# 5 Experiments


def create_conv_model(images):
    """Convolutional network: ten scores for each image."""
    return len(images), 10


def create_conv_model_inputs(rng):
    """Images of the size of MNIST's, as the loader gives them, and a single one."""
    yield (rng.uniform(size=(3, 1, 28, 28)),)
    yield (rng.uniform(size=(2, 1, 28, 28)),)
    yield (rng.uniform(size=(1, 1, 28, 28)),)


# 6.1 Shifted data


def shift_data(data, shift):
    """Shifted images: two pixels to the right and to the bottom, zeros where nothing is left."""
    (down, right), (height, width) = shift, data.shape[-2:]
    shifted = np.zeros_like(data)
    shifted[..., down:, right:] = data[..., : height - down, : width - right]
    return shifted


def shift_data_inputs(rng):
    """The sheet's own shift, of images that are nowhere black, so that nothing hides in the border."""
    yield rng.uniform(0.1, 1, size=(3, 1, 28, 28)), (2, 2)
    yield rng.uniform(0.1, 1, size=(1, 1, 28, 28)), (2, 2)


# 6.2 What the group measured


def mlp_drop(mlp_accuracy, mlp_shifted):
    """Relative drop of the MLP's accuracy on shifted data."""
    return (mlp_accuracy - mlp_shifted) / mlp_accuracy


def cnn_drop(cnn_accuracy, cnn_shifted):
    """Relative drop of the CNN's accuracy on shifted data."""
    return (cnn_accuracy - cnn_shifted) / cnn_accuracy
