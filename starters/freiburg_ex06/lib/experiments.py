"""The experiments of the sheet: an MLP and a CNN on MNIST, and what a shift does to them."""

import numpy as np

from lib.activations import ReLU
from lib.convolutions import Conv2d, Flatten
from lib.dataset_mnist import load_mnist
from lib.model_training import accuracy, train
from lib.network import Linear, Sequential
from lib.network_base import Module
from lib.optimizers import Adam


def create_mlp_model() -> Module:
    """The network of the last sheet: images of shape (batch, 1, 28, 28) to ten scores."""
    return Sequential(Flatten(), Linear(28 * 28, 64), ReLU(), Linear(64, 10))


def create_conv_model() -> Module:
    """A convolutional network: images of shape (batch, 1, 28, 28) to ten scores.

    * a convolution to 8 channels, kernel 5x5, stride 2, no padding, and a ReLU
    * a convolution to 16 channels, kernel 3x3, stride 2, no padding, and a ReLU
    * a fully connected layer to 10 scores, without an activation
    """
    # START TODO
    raise NotImplementedError
    # END TODO


def shift_data(data: np.ndarray, shift: tuple[int, int]) -> np.ndarray:
    """Shift images downwards and to the right. What leaves an image is lost; zeros move in.

    Args:
        data: Images of shape (batch, 1, height, width). They must not be changed.
        shift: By how many pixels, downwards and to the right.

    Returns:
        Images of the same shape.
    """
    # START TODO
    raise NotImplementedError
    # END TODO


def main() -> None:
    """Train both networks and measure them on the data as it is, and on shifted data."""
    x_train, y_train, x_val, y_val = load_mnist()
    x_shifted = shift_data(x_val, (2, 2))
    for name, create in (("MLP", create_mlp_model), ("CNN", create_conv_model)):
        np.random.seed(0)
        model = create()
        train(model, Adam(model.parameters(), lr=1e-3), x_train, y_train, epochs=10)
        print(f"{name}: accuracy {accuracy(model, x_val, y_val):.4f}")
        print(f"{name}: accuracy {accuracy(model, x_shifted, y_val):.4f} on shifted data")


if __name__ == "__main__":
    main()
