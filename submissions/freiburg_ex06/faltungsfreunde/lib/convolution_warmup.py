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
    # neues Feld aus Nullen, das Bild kommt in die Mitte
    anzahl, kanaele, hoehe, breite = X.shape
    rand_h, rand_b = pad
    ergebnis = np.zeros((anzahl, kanaele, hoehe + 2 * rand_h, breite + 2 * rand_b))
    ergebnis[:, :, rand_h:rand_h + hoehe, rand_b:rand_b + breite] = X
    return ergebnis
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
    summe = 0
    for kanal in range(F.shape[0]):
        for i in range(F.shape[1]):
            for j in range(F.shape[2]):
                summe += X[kanal, index[0] + i, index[1] + j] * F[kanal, i, j]
    return summe
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
    ergebnis = np.zeros(X.shape[0])
    for n, bild in enumerate(X):
        ergebnis[n] = dot_product_single_filter(bild, F, index)
    return ergebnis
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
    ergebnis = np.zeros((X.shape[0], filters.shape[0]))
    for k, F in enumerate(filters):
        ergebnis[:, k] = dot_product_single_filter_with_batches(X, F, index)
    return ergebnis
    # END TODO
