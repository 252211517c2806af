"""The reference for homework 4: what is written on paper. Filters are tried by torch's layers, counts are those of torch's own networks."""

import inspect
from collections.abc import Callable
from types import ModuleType

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional

DOWN = [[0, 0, 0], [0, -1, 0], [0, 1, 0]]
RIGHT = [[0, 0, 0], [0, -1, 1], [0, 0, 0]]
DIFFERENCES = {
    "as asked": ([DOWN, RIGHT], True),
    "of torch's shape": ([[DOWN], [RIGHT]], True),
    "swapped": ([RIGHT, DOWN], "difference_filter_swapped"),
    "swapped, of torch's shape": ([[RIGHT], [DOWN]], "difference_filter_swapped"),
    "the sign the other way": ((-np.array([DOWN, RIGHT])).tolist(), "difference_filter_negated"),
    "the entry above and to the left": (np.flip(-np.array([DOWN, RIGHT]), (1, 2)).tolist(), "difference_filter_backward"),
    "turned round": (np.flip([DOWN, RIGHT], (1, 2)).tolist(), "difference_filter_flipped"),
    "only down": ([DOWN, DOWN], 0.5),
    "only to the right": ([[[0.0] * 3] * 3, RIGHT], 0.5),
    "half as large": ((np.array([DOWN, RIGHT]) / 2).tolist(), 0),
    "of the difference over two": ([[[0, -1, 0], [0, 0, 0], [0, 1, 0]], [[0, 0, 0], [-1, 0, 1], [0, 0, 0]]], 0),
    "one filter": (DOWN, False),
    "three filters": ([DOWN, RIGHT, RIGHT], False),
    "five by five": (np.zeros((2, 5, 5)).tolist(), False),
    "a hole in it": ([DOWN, [[0, 0, 0], [0, -1, None], [0, 0, 0]]], False),
    "rows of different lengths": ([DOWN, [[0, 0], [0, -1, 1], [0]]], False),
    "nothing": ([], False),
}
COUNTS = {
    "c3_original_parameters": 1516,
    "c3_regular_parameters": 2416,
    "total_original_parameters": 60806,
    "total_regular_parameters": 61706,
    "parameter_reduction": 900,
    "c3_three": 456,
    "c3_four": 909,
    "c3_six": 151,
    "lenet_without_c3": 59290,
}
PREDICATES = ("difference_filter", "pooling_filter")


def value_of(mfdnn: ModuleType, name: str, known: dict[str, object] | None = None) -> np.ndarray:
    """An answer, worked out from others by the names of its arguments."""
    stands = getattr(mfdnn, name)
    arguments = inspect.signature(stands).parameters
    return stands(*(known[one] if known and one in known else value_of(mfdnn, one, known) for one in arguments))


def judged(mfdnn: ModuleType, name: str, value: object) -> bool | float | str:
    """What a predicate says of a value; it says the same for every draw."""
    first, *others = (getattr(mfdnn, name)(value, np.random.default_rng(seed)) for seed in range(3))
    assert all(other == first for other in others)
    return first


@pytest.mark.parametrize("case", DIFFERENCES)
def test_a_filter_is_judged_by_what_it_does_to_images(mfdnn: ModuleType, case: str) -> None:
    value, wanted = DIFFERENCES[case]
    assert judged(mfdnn, "difference_filter", value) == wanted
    assert type(judged(mfdnn, "difference_filter", value)) in (bool, str, float)


def test_the_right_filter_gives_the_finite_differences_by_torchs_layer(mfdnn: ModuleType) -> None:
    image = torch.randn(6, 5, generator=torch.Generator().manual_seed(1), dtype=torch.float64)
    found = functional.conv2d(image[None, None], torch.tensor([[DOWN], [RIGHT]], dtype=torch.float64), padding=1)[0]
    below, beside = functional.pad(image, (0, 0, 0, 1))[1:], functional.pad(image, (0, 1))[:, 1:]
    assert torch.allclose(found, torch.stack([below - image, beside - image]))
    assert judged(mfdnn, "difference_filter", [DOWN, RIGHT]) is True


def test_entries_may_be_printed_with_a_point(mfdnn: ModuleType) -> None:
    assert judged(mfdnn, "difference_filter", np.array([DOWN, RIGHT], dtype=float)) is True
    assert judged(mfdnn, "difference_filter", [[DOWN, RIGHT]]) is True


@pytest.mark.parametrize(("channels", "k"), [(1, 2), (3, 2), (2, 3), (3, 3)])
def test_pooling_by_channel_and_dense_are_both_right_and_torchs_average(mfdnn: ModuleType, channels: int, k: int) -> None:
    block = np.full((k, k), 1 / k**2)
    dense = np.zeros((channels, channels, k, k))
    dense[range(channels), range(channels)] = block
    by_channel = np.stack([block] * channels)
    images = torch.randn(2, channels, 2 * k, 3 * k, generator=torch.Generator().manual_seed(2), dtype=torch.float64)
    wanted = functional.avg_pool2d(images, k)
    assert torch.allclose(functional.conv2d(images, torch.tensor(dense), stride=k), wanted)
    assert torch.allclose(functional.conv2d(images, torch.tensor(by_channel[:, None]), stride=k, groups=channels), wanted)
    assert np.allclose(mfdnn.average_pooling(images.numpy(), k), wanted.numpy())
    for right in (dense, by_channel, by_channel[:, None]):
        assert judged(mfdnn, "pooling_filter", right) is True
        assert judged(mfdnn, "pooling_filter", k * k * right) == "pooling_filter_sum"
        assert judged(mfdnn, "pooling_filter", right / 2) is False
    across = np.full((channels, channels, k, k), 1 / k**2)
    assert judged(mfdnn, "pooling_filter", across) == (True if channels == 1 else "pooling_filter_across")


@pytest.mark.parametrize("value", [[[0.25, 0.25], [0.25, 0.25]], np.zeros((2, 3, 4)), np.zeros((2, 3, 2, 2)), [], "1/k^2", None])
def test_what_is_no_filter_of_average_pooling_is_not_right_and_no_failure(mfdnn: ModuleType, value: object) -> None:
    assert judged(mfdnn, "pooling_filter", value) is False


def test_the_grey_filter_weights_the_colours_as_a_layer_of_torch_does(mfdnn: ModuleType) -> None:
    pictures = torch.rand(2, 3, 4, 5, generator=torch.Generator().manual_seed(3), dtype=torch.float64)
    grey = functional.conv2d(pictures, torch.tensor(mfdnn.grey_filter()).reshape(1, 3, 1, 1))[:, 0]
    red, green, blue = pictures.unbind(1)
    assert torch.allclose(grey, 0.299 * red + 0.587 * green + 0.114 * blue)
    assert mfdnn.grey_filter().sum() == pytest.approx(1)


@pytest.mark.parametrize(
    ("sigma", "does"),
    [
        *((torch.relu, True), (torch.sigmoid, True), (torch.tanh, True), (functional.leaky_relu, True)),
        *((functional.gelu, False), (torch.abs, False), (torch.neg, False)),
    ],
)
def test_nondecreasing_functions_commute_with_max_pooling_and_no_others(
    mfdnn: ModuleType, sigma: Callable[[torch.Tensor], torch.Tensor], *, does: bool
) -> None:
    images = np.random.default_rng(4).normal(scale=2, size=(4, 2, 8, 6))
    assert mfdnn.commutes(images, lambda one: sigma(torch.tensor(one)).numpy()) is does
    assert np.allclose(mfdnn.max_pooling(images, 2), functional.max_pool2d(torch.tensor(images), 2).numpy())


@pytest.mark.parametrize(("name", "count"), COUNTS.items())
def test_the_counts_are_those_of_the_sheet_and_whole_numbers(mfdnn: ModuleType, name: str, count: int) -> None:
    assert value_of(mfdnn, name) == count
    assert type(value_of(mfdnn, name)) is int


class ByTable(nn.Module):
    """C3 as a table says, one convolution for each row."""

    def __init__(self, channels: tuple[tuple[int, ...], ...], *, bias: bool = True) -> None:
        super().__init__()
        self.channels = channels
        self.convolutions = nn.ModuleList(nn.Conv2d(len(on), 1, 5, bias=bias) for on in channels)

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        """All maps."""
        return torch.cat([one(images[:, list(on)]) for one, on in zip(self.convolutions, self.channels, strict=True)], dim=1)


def lenet(c3: nn.Module, *, bias: bool = True) -> nn.Module:
    """LeNet around a layer C3."""
    return nn.Sequential(
        *(nn.Conv2d(1, 6, 5, bias=bias), nn.Tanh(), nn.AvgPool2d(2), c3, nn.Tanh(), nn.AvgPool2d(2), nn.Flatten()),
        *(nn.Linear(400, 120, bias=bias), nn.Tanh(), nn.Linear(120, 84, bias=bias), nn.Tanh(), nn.Linear(84, 10, bias=bias)),
    )


def count(model: nn.Module) -> int:
    """Trainable parameters."""
    return sum(one.numel() for one in model.parameters())


@pytest.mark.parametrize("kind", ["original", "regular"])
def test_the_counts_are_those_of_torchs_own_lenet(mfdnn: ModuleType, kind: str) -> None:
    def layer(*, bias: bool) -> nn.Module:
        return ByTable(mfdnn._CHANNELS, bias=bias) if kind == "original" else nn.Conv2d(6, 16, 5, bias=bias)

    assert count(layer(bias=True)) == value_of(mfdnn, f"c3_{kind}_parameters")
    assert count(lenet(layer(bias=True))) == value_of(mfdnn, f"total_{kind}_parameters")
    assert count(layer(bias=False)) == value_of(mfdnn, f"c3_{kind}_without_biases")
    assert count(lenet(layer(bias=False), bias=False)) == value_of(mfdnn, f"total_{kind}_without_biases")
    assert lenet(layer(bias=True))(torch.zeros(2, 1, 32, 32)).shape == (2, 10)


def test_a_total_and_the_reduction_follow_from_the_groups_own_count(mfdnn: ModuleType) -> None:
    own = {"c3_original_parameters": 1500}
    assert value_of(mfdnn, "total_original_parameters", own) == 60790
    assert value_of(mfdnn, "parameter_reduction", own) == 916
    assert value_of(mfdnn, "total_regular_parameters", {"c3_regular_parameters": 2400}) == 61690


def test_a_known_mistake_is_another_value_than_the_truth_and_speaks_to_the_student(mfdnn: ModuleType) -> None:
    mistakes = [name for name, stands in vars(mfdnn).items() if (stands.__doc__ or "").startswith("You ")]
    assert len(mistakes) >= 20
    truths = [*COUNTS, "grey_filter"]
    for name in mistakes:
        truth = next((one for one in truths if name.startswith(one.removesuffix("_parameters"))), None)
        if truth is not None:
            assert not np.any(np.isclose(value_of(mfdnn, name), value_of(mfdnn, truth))) or name == "grey_filter_reversed"
    assert not np.array_equal(mfdnn.grey_filter_reversed(), mfdnn.grey_filter())


@pytest.mark.parametrize("name", PREDICATES)
def test_the_name_of_a_mistake_that_a_predicate_may_give_is_a_function_with_a_sentence(mfdnn: ModuleType, name: str) -> None:
    source = inspect.getsource(mfdnn)
    named = {word for word in source.replace('"', " ").split() if word.startswith(f"{name}_") and word.isidentifier()}
    assert named
    for one in named - {f"{name}_example"}:
        assert inspect.getdoc(getattr(mfdnn, one)).startswith("You "), one
        assert judged(mfdnn, name, value_of(mfdnn, one)) == one
    assert judged(mfdnn, name, value_of(mfdnn, f"{name}_example")) is True


def test_every_function_has_a_first_line_to_print(mfdnn: ModuleType) -> None:
    for name, stands in vars(mfdnn).items():
        if inspect.isfunction(stands) and not name.startswith("_forward"):
            assert (stands.__doc__ or "").strip(), name


def test_what_only_the_group_can_measure_is_announced_and_has_no_value(mfdnn: ModuleType) -> None:
    assert mfdnn.__annotations__.keys() == {"ce_accuracy", "square_accuracy"}
    assert not hasattr(mfdnn, "ce_accuracy")
