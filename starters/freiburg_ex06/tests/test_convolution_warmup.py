"""Official tests of the warm-up. They look at a few cases; your code is marked on others as well."""

import numpy as np
from lib.convolution_warmup import (
    dot_product_multiple_filters_with_batches,
    dot_product_single_filter,
    dot_product_single_filter_with_batches,
    pad_array,
)

IMAGES = np.arange(2 * 3 * 4 * 5, dtype=float).reshape(2, 3, 4, 5)
FILTER = np.ones((3, 2, 2))


def test_zeros_are_put_around_the_last_two_dimensions():
    padded = pad_array(IMAGES, (1, 2))
    assert padded.shape == (2, 3, 6, 9)
    np.testing.assert_array_equal(padded[:, :, 1:-1, 2:-2], IMAGES)
    assert padded.sum() == IMAGES.sum()


def test_nothing_is_put_there_without_padding():
    np.testing.assert_array_equal(pad_array(IMAGES, (0, 0)), IMAGES)


def test_a_filter_of_ones_adds_up_what_lies_below_it():
    assert np.isclose(dot_product_single_filter(IMAGES[0], FILTER, (1, 2)), IMAGES[0, :, 1:3, 2:4].sum())


def test_every_image_of_a_batch_has_its_own_entry():
    found = dot_product_single_filter_with_batches(IMAGES, FILTER, (2, 3))
    assert found.shape == (2,)
    np.testing.assert_allclose(found, [IMAGES[0, :, 2:, 3:].sum(), IMAGES[1, :, 2:, 3:].sum()])


def test_every_filter_has_its_own_entry():
    filters = np.stack([FILTER, 2 * FILTER, -FILTER, 0 * FILTER])
    found = dot_product_multiple_filters_with_batches(IMAGES, filters, (0, 1))
    assert found.shape == (2, 4)
    np.testing.assert_allclose(found, np.outer(IMAGES[:, :, :2, 1:3].sum(axis=(1, 2, 3)), [1, 2, -1, 0]))
