"""Exercise 6 (Freiburg). One function per answer; its arguments say what it is worked out from.

A name with a type and no value (`mlp_accuracy: float`) is measured by the group: it is known from the submission alone.
A function such as `y_hat_flipped` is a known mistake with `y_hat`: its docstring is the sentence that the student reads.
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


# 6.2 What the group measured


def mlp_drop(mlp_accuracy, mlp_shifted):
    """Relative drop of the MLP's accuracy on shifted data."""
    return (mlp_accuracy - mlp_shifted) / mlp_accuracy


def cnn_drop(cnn_accuracy, cnn_shifted):
    """Relative drop of the CNN's accuracy on shifted data."""
    return (cnn_accuracy - cnn_shifted) / cnn_accuracy
