"""Official tests of the layers. They look at a few cases; your code is marked on others as well."""

import numpy as np
from lib.convolutions import Conv2d, Flatten, calculate_conv_output


def test_a_kernel_fits_into_a_square_image_at_so_many_places():
    assert list(calculate_conv_output([7, 7], [3, 3], [1, 1], [0, 0])) == [5, 5]


def test_a_place_that_the_kernel_would_leave_does_not_count():
    assert list(calculate_conv_output([8, 8], [3, 3], [2, 2], [0, 0])) == [3, 3]


def layer(kernels, bias, stride=(1, 1), padding=(0, 0)):
    """A layer with given weights."""
    made = Conv2d(kernels.shape[1], kernels.shape[0], kernels.shape[2:], stride, padding)
    made.W.data, made.b.data = kernels, bias.reshape(-1, 1, 1)
    return made


def test_a_kernel_with_a_single_one_picks_an_entry_and_adds_the_bias():
    kernels = np.zeros((1, 1, 3, 3))
    kernels[0, 0, 0, 2] = 1
    image = np.arange(25.0).reshape(1, 1, 5, 5)
    np.testing.assert_allclose(layer(kernels, np.array([0.5]))(image), image[:, :, :3, 2:] + 0.5)


def test_all_channels_are_summed():
    images = np.random.default_rng(0).normal(size=(2, 3, 4, 4))
    found = layer(np.ones((2, 3, 1, 1)), np.array([0.0, 1.0]))(images)
    np.testing.assert_allclose(found, np.stack([images.sum(axis=1), images.sum(axis=1) + 1], axis=1))


def test_gradients_are_those_of_finite_differences():
    rng = np.random.default_rng(1)
    images, weights = rng.normal(size=(2, 2, 5, 5)), rng.normal(size=(2, 3, 3, 3))
    conv = layer(rng.normal(size=(3, 2, 3, 3)), rng.normal(size=3), (2, 2), (1, 1))
    conv.zero_grad()
    conv(images)
    conv.backward(weights)
    for parameter in conv.parameters():
        place, step = np.unravel_index(parameter.data.size // 2, parameter.data.shape), 1e-6
        parameter.data[place] += step
        above = (conv(images) * weights).sum()
        parameter.data[place] -= 2 * step
        slope = (above - (conv(images) * weights).sum()) / (2 * step)
        parameter.data[place] += step
        assert np.isclose(parameter.grad[place], slope, rtol=1e-4)


def test_flattening_keeps_the_batch():
    assert Flatten()(np.zeros((2, 3, 4, 5))).shape == (2, 60)
