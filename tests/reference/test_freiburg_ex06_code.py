"""The reference's code for the Freiburg sheet: torch and plain loops find the same on all that students' code is tried on."""

import inspect
import itertools
from types import ModuleType

import numpy as np
import pytest
import torch

SHEETS_OWN = (
    *("calculate_conv_output", "pad_array", "dot_product_single_filter", "dot_product_single_filter_with_batches"),
    *("dot_product_multiple_filters_with_batches", "Conv2d", "create_conv_model", "shift_data"),
)
CASES = {f"{name}_inputs": name for name in SHEETS_OWN} | {"any_shapes": "calculate_conv_output", "any_images": "Conv2d"}
SEEDS = range(5)


def drawn(reference: ModuleType, inputs: str, seed: int) -> list[tuple]:
    """What one seed gives to try code on."""
    return list(getattr(reference, inputs)(np.random.default_rng(seed)))


def each(reference: ModuleType, name: str) -> list[tuple]:
    """All that a function is tried on, for a few seeds."""
    return [case for inputs, other in CASES.items() if other == name for seed in SEEDS for case in drawn(reference, inputs, seed)]


def tensors(*arrays: np.ndarray) -> list[torch.Tensor]:
    """The same numbers for torch."""
    return [torch.tensor(array) for array in arrays]


def size_by_torch(input_shape: list, kernel_size: list, stride: list, padding: list) -> list:
    """The size of what unfolding every dimension leaves; torch counts the places of a window itself."""
    places = []
    for size, kernel, step, pad in zip(input_shape, kernel_size, stride, padding, strict=True):
        places.append(len(torch.nn.functional.pad(torch.zeros(size), (pad, pad)).unfold(0, kernel, step)))
    return places


def window_by_loops(image: np.ndarray, kernel: np.ndarray, index: tuple) -> float:
    """One entry of the output, one product after another."""
    places = itertools.product(*map(range, kernel.shape))
    return sum(image[c, index[0] + i, index[1] + j] * kernel[c, i, j] for c, i, j in places)


def test_the_output_size_is_the_number_of_places_of_a_window(reference: ModuleType) -> None:
    for case in each(reference, "calculate_conv_output"):
        assert reference.calculate_conv_output(*case) == size_by_torch(*case)


def test_the_output_size_is_that_of_torchs_own_layers(reference: ModuleType) -> None:
    functions = {1: torch.nn.functional.conv1d, 2: torch.nn.functional.conv2d, 3: torch.nn.functional.conv3d}
    for size, kernel, stride, padding in each(reference, "calculate_conv_output"):
        if len(size) in functions:
            found = functions[len(size)](torch.zeros(1, 1, *size), torch.zeros(1, 1, *kernel), stride=stride, padding=padding)
            assert reference.calculate_conv_output(size, kernel, stride, padding) == list(found.shape[2:])


def test_the_output_size_is_a_list_of_whole_numbers_whatever_it_is_asked_with(reference: ModuleType) -> None:
    for kind in (list, tuple, np.array):
        size = reference.calculate_conv_output(kind([9, 6]), kind([3, 2]), kind([2, 1]), kind([1, 0]))
        assert size == [5, 5]
        assert {type(entry) for entry in size} == {int}


def test_padding_is_that_of_torch(reference: ModuleType) -> None:
    for images, (rows, columns) in each(reference, "pad_array"):
        padded = torch.nn.functional.pad(torch.tensor(images), (columns, columns, rows, rows))
        assert np.array_equal(reference.pad_array(images, (rows, columns)), padded.numpy())


def test_a_dot_product_is_a_sum_over_the_window(reference: ModuleType) -> None:
    for image, kernel, index in each(reference, "dot_product_single_filter"):
        found = reference.dot_product_single_filter(image, kernel, index)
        assert np.shape(found) == ()
        assert found == pytest.approx(window_by_loops(image, kernel, index))


def test_a_batch_has_a_dot_product_for_each_image(reference: ModuleType) -> None:
    for images, kernel, index in each(reference, "dot_product_single_filter_with_batches"):
        found = reference.dot_product_single_filter_with_batches(images, kernel, index)
        assert found == pytest.approx(np.array([window_by_loops(image, kernel, index) for image in images]))


def test_several_filters_have_a_dot_product_for_each_image_and_filter(reference: ModuleType) -> None:
    for images, kernels, index in each(reference, "dot_product_multiple_filters_with_batches"):
        found = reference.dot_product_multiple_filters_with_batches(images, kernels, index)
        assert found == pytest.approx(np.array([[window_by_loops(image, kernel, index) for kernel in kernels] for image in images]))


def test_dot_products_are_entries_of_torchs_convolution(reference: ModuleType) -> None:
    for images, kernels, (row, column) in each(reference, "dot_product_multiple_filters_with_batches"):
        convolved = torch.nn.functional.conv2d(*tensors(images, kernels))[:, :, row, column]
        assert reference.dot_product_multiple_filters_with_batches(images, kernels, (row, column)) == pytest.approx(convolved.numpy())


def test_the_layer_is_torchs_layer(reference: ModuleType) -> None:
    for images, kernels, bias, stride, padding in each(reference, "Conv2d"):
        found = torch.nn.functional.conv2d(*tensors(images, kernels, bias.ravel()), stride=stride, padding=padding)
        assert reference.Conv2d(images, kernels, bias, stride, padding) == pytest.approx(found.numpy())


def test_shifting_moves_every_pixel_by_two_and_two(reference: ModuleType) -> None:
    for images, shift in each(reference, "shift_data"):
        kernel = torch.zeros(1, 1, 5, 5, dtype=torch.float64)
        kernel[0, 0, 0, 0] = 1  # picks what stands two above and two to the left
        moved = torch.nn.functional.conv2d(torch.tensor(images), kernel, padding=2)
        assert shift == (2, 2)
        assert np.array_equal(reference.shift_data(images, shift), moved.numpy())


def test_shifting_tells_down_from_right(reference: ModuleType) -> None:
    image = np.arange(1.0, 10.0).reshape(1, 1, 3, 3)
    assert reference.shift_data(image, (1, 0)).tolist() == [[[[0, 0, 0], [1, 2, 3], [4, 5, 6]]]]
    assert reference.shift_data(image, (0, 2)).tolist() == [[[[0, 0, 1], [0, 0, 4], [0, 0, 7]]]]


def test_the_network_of_the_sheet_gives_ten_scores(reference: ModuleType) -> None:
    network = torch.nn.Sequential(
        *(torch.nn.Conv2d(1, 8, 5, stride=2), torch.nn.ReLU(), torch.nn.Conv2d(8, 16, 3, stride=2), torch.nn.ReLU()),
        *(torch.nn.Flatten(), torch.nn.Linear(400, 10)),
    )
    for (images,) in each(reference, "create_conv_model"):
        assert reference.create_conv_model(images) == tuple(network(torch.tensor(images, dtype=torch.float32)).shape)


@pytest.mark.parametrize(("inputs", "name"), CASES.items())
def test_inputs_fit_the_function_that_is_tried_on_them(reference: ModuleType, inputs: str, name: str) -> None:
    wanted = len(inspect.signature(getattr(reference, name)).parameters)
    cases = drawn(reference, inputs, 0)
    assert len(cases) >= 2
    assert {len(case) for case in cases} == {wanted}


def as_text(cases: list[tuple]) -> list[str]:
    """Cases that can be compared."""
    return [repr([part.tolist() if isinstance(part, np.ndarray) else part for part in case]) for case in cases]


@pytest.mark.parametrize("inputs", CASES)
def test_one_seed_gives_the_same_inputs_and_another_seed_others(reference: ModuleType, inputs: str) -> None:
    first, again, other = (as_text(drawn(reference, inputs, seed)) for seed in (3, 3, 4))
    assert first == again
    assert first != other


def test_written_down_results_never_fit_twice(reference: ModuleType) -> None:
    for inputs, name in CASES.items():
        if name != "create_conv_model":  # its answer is a shape
            results = [as_text([(getattr(reference, name)(*case),) for case in drawn(reference, inputs, seed)]) for seed in (0, 1)]
            assert results[0] != results[1], inputs


def test_the_general_shapes_catch_whoever_looks_at_one_dimension(reference: ModuleType) -> None:
    for seed in SEEDS:
        sizes = [reference.calculate_conv_output(*case) for case in drawn(reference, "any_shapes", seed)]
        assert {len(size) for size in sizes} == {1, 2, 3, 4}
        assert all(len(set(size)) == len(size) for size in sizes)
        squares = [reference.calculate_conv_output(*case) for case in drawn(reference, "calculate_conv_output_inputs", seed)]
        assert all(len(size) == 2 and size[0] == size[1] for size in squares)


def test_the_sheets_own_images_are_square_and_the_general_ones_are_everything_else(reference: ModuleType) -> None:
    assert all(x.shape[2] == x.shape[3] and w.shape[2] == w.shape[3] and (s, p) == ((1, 1), (0, 0)) for x, w, _, s, p in
               drawn(reference, "Conv2d_inputs", 0))  # fmt: skip
    general = drawn(reference, "any_images", 0)
    assert any(len(images) == 1 for images, *_ in general)
    assert any(images.shape[2] != images.shape[3] for images, *_ in general)
    assert any(kernels.shape[2] != kernels.shape[3] for _, kernels, *_ in general)
    assert any(stride[0] > 1 for *_, stride, _ in general)
    assert any(padding[0] > 0 for *_, padding in general)


def test_no_argument_has_the_name_of_something_else(reference: ModuleType) -> None:
    for name in SHEETS_OWN:
        for argument in inspect.signature(getattr(reference, name)).parameters.values():
            assert not hasattr(reference, argument.name), f"{name}({argument.name})"
            assert argument.default is inspect.Parameter.empty
