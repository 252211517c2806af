"""Layers for images."""

import numpy as np

from lib.network_base import Module, Parameter


def calculate_conv_output(input_shape: list, kernel_size: list, stride: list, padding: list) -> list:
    """The size of a convolution's output, for any number of dimensions: each list has one entry for each of them.

    Args:
        input_shape: The size of the input, without batch and channels.
        kernel_size: The size of the kernel.
        stride: How far the kernel moves from one entry of the output to the next.
        padding: How many zeros are put on each of both sides.

    Returns:
        The size of the output, a list of as many integers.
    """
    # START TODO
    raise NotImplementedError
    # END TODO


class Conv2d(Module):
    """A convolution layer (a cross-correlation: the kernels are not flipped).

    Args:
        in_channels: Channels of the input.
        out_channels: Channels of the output, which is the number of kernels.
        kernel_size: Height and width of the kernels.
        stride: Steps downwards and to the right.
        padding: Rows of zeros above and below, columns of zeros on the left and on the right.
    """

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: tuple[int, int],
        stride: tuple[int, int] = (1, 1),
        padding: tuple[int, int] = (0, 0),
    ) -> None:
        super().__init__()
        self.in_channels = in_channels
        self.out_channels = out_channels
        self.kernel_size = kernel_size
        self.stride = stride
        self.padding = padding
        scale = np.sqrt(2 / (in_channels * kernel_size[0] * kernel_size[1]))
        self.W = Parameter(np.random.normal(scale=scale, size=(out_channels, in_channels, *kernel_size)), name="W")
        self.b = Parameter(np.zeros((out_channels, 1, 1)), name="b")
        self.input_cache = None

    def forward(self, x: np.ndarray) -> np.ndarray:
        """(batch, in channels, height, width) -> (batch, out channels, new height, new width).

        Use what you wrote before: calculate_conv_output above, and the functions of the warm-up.
        """
        self.input_cache = x
        # START TODO
        raise NotImplementedError
        # END TODO

    def backward(self, grad: np.ndarray) -> np.ndarray:
        """Add to the gradients of W and b; gives the gradient of the input, which has the input's shape."""
        (down, right), (rows, columns) = self.stride, grad.shape[2:]
        (above, left), (height, width) = self.padding, self.input_cache.shape[2:]
        padded = np.pad(self.input_cache, ((0, 0), (0, 0), (above, above), (left, left)))
        grad_padded = np.zeros_like(padded)
        for i in range(self.kernel_size[0]):
            for j in range(self.kernel_size[1]):
                # what the kernel's entry (i, j) meets on its way
                met = (..., slice(i, i + down * rows, down), slice(j, j + right * columns, right))
                self.W.grad[:, :, i, j] += np.einsum("nohw,nchw->oc", grad, padded[met])
                grad_padded[met] += np.einsum("nohw,oc->nchw", grad, self.W.data[:, :, i, j])
        self.b.grad += grad.sum(axis=(0, 2, 3)).reshape(self.b.data.shape)
        bottom, end = above + height, left + width
        return grad_padded[..., above:bottom, left:end]


class Flatten(Module):
    """Images become rows: (batch, channels, height, width) -> (batch, channels * height * width)."""

    def __init__(self) -> None:
        super().__init__()
        self.input_shape = None

    def forward(self, x: np.ndarray) -> np.ndarray:
        """All but the batch in one dimension."""
        self.input_shape = x.shape
        return x.reshape(len(x), -1)

    def backward(self, grad: np.ndarray) -> np.ndarray:
        """The images' shape again."""
        return grad.reshape(self.input_shape)
