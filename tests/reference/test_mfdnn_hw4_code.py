"""The reference's code for homework 4: autograd and torch's layers find the same on all that students' code is tried on."""

import inspect
from types import ModuleType

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional

SAME = ("square_loss", "C3_layer")
SEEDS = range(4)
SIZES = [(4, 3, 1), (5, 4, 3, 1), (2, 6, 3, 4, 1)]


def drawn(mfdnn: ModuleType, name: str, seed: int) -> list[tuple]:
    """What one seed gives to try code on."""
    return list(getattr(mfdnn, f"{name}_inputs")(np.random.default_rng(seed)))


def each(mfdnn: ModuleType, name: str) -> list[tuple]:
    """All that a function is tried on, for a few seeds."""
    return [case for seed in SEEDS for case in drawn(mfdnn, name, seed)]


def loss_by_torch(z: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """The mean of squared distances to the two one-hot vectors, which is another way to the same loss."""
    both = torch.stack([torch.sigmoid(-z), torch.sigmoid(z)], dim=-1)
    wanted = functional.one_hot((y > 0).long(), 2).to(both)
    return ((both - wanted) ** 2).sum(-1).mean()


def test_the_square_loss_is_the_distance_to_the_one_hot_label(mfdnn: ModuleType) -> None:
    for z, y in each(mfdnn, "square_loss"):
        assert mfdnn.square_loss(z, y) == pytest.approx(float(loss_by_torch(torch.tensor(z[:, 0]), torch.tensor(y))))


def test_its_gradient_is_that_of_autograd(mfdnn: ModuleType) -> None:
    for z, y in each(mfdnn, "square_loss"):
        scores = torch.tensor(z[:, 0], requires_grad=True)
        loss_by_torch(scores, torch.tensor(y)).backward()
        assert mfdnn.square_loss_gradient(z, y) == pytest.approx(scores.grad.numpy())


def test_rows_columns_and_mixtures_of_them_give_the_same_loss(mfdnn: ModuleType) -> None:
    for z, y in each(mfdnn, "square_loss"):
        assert len({mfdnn.square_loss(a, b) for a in (z, z[:, 0]) for b in (y, y[:, None])}) == 1


def test_scores_as_a_column_against_labels_as_a_row_are_the_known_mistake(mfdnn: ModuleType) -> None:
    for z, y in each(mfdnn, "square_loss"):
        scores, labels = torch.tensor(z), torch.tensor(y)
        loss = 0.5 * (1 - labels) * 2 * torch.sigmoid(scores) ** 2 + 0.5 * (1 + labels) * 2 * torch.sigmoid(-scores) ** 2
        assert loss.shape == (len(y), len(y))
        assert mfdnn.square_loss_broadcast(z, y) == pytest.approx(float(loss.mean()))


def test_no_known_mistake_with_the_loss_equals_the_truth_or_another_one(mfdnn: ModuleType) -> None:
    names = [name for name in vars(mfdnn) if name.startswith("square_loss_") and not name.endswith(("_inputs", "_gradient"))]
    assert len(names) >= 5
    for seed in SEEDS:
        found = [np.array([getattr(mfdnn, name)(*case) for case in drawn(mfdnn, "square_loss", seed)]) for name in ("square_loss", *names)]
        assert all(np.abs(a - b).max() > 1e-2 for at, a in enumerate(found) for b in found[:at])


def mlp(sizes: tuple[int, ...], seed: int) -> tuple[list[torch.Tensor], list[torch.Tensor], torch.Tensor]:
    """Weights, biases and an input, drawn; no two layers are of one size."""
    rng = torch.Generator().manual_seed(seed)
    pairs = list(zip(sizes[1:], sizes[:-1], strict=True))
    weights = [torch.randn(pair, generator=rng, dtype=torch.float64, requires_grad=True) for pair in pairs]
    biases = [torch.randn(out, generator=rng, dtype=torch.float64, requires_grad=True) for out, _ in pairs]
    return weights, biases, torch.randn(sizes[0], generator=rng, dtype=torch.float64)


@pytest.mark.parametrize("sizes", SIZES)
def test_backpropagation_finds_the_gradients_of_autograd(mfdnn: ModuleType, sizes: tuple[int, ...]) -> None:
    weights, biases, x = mlp(sizes, len(sizes))
    y = x
    for matrix, bias in zip(weights[:-1], biases[:-1], strict=True):
        y = torch.sigmoid(functional.linear(y, matrix, bias))
    functional.linear(y, weights[-1], biases[-1]).backward()
    plain = [[one.detach().numpy() for one in ours] for ours in (weights, biases)]
    by_weights, by_bias = mfdnn.mlp_gradients(*plain, x.numpy())
    for found, theirs in zip((*by_weights, *by_bias), (*weights, *biases), strict=True):
        assert found == pytest.approx(theirs.grad.numpy())
        assert found.shape == tuple(theirs.shape)


@pytest.mark.parametrize("sizes", SIZES)
def test_the_layers_of_the_network_are_those_of_torch(mfdnn: ModuleType, sizes: tuple[int, ...]) -> None:
    weights, biases, x = mlp(sizes, 9)
    network = nn.Sequential()
    for matrix, bias in zip(weights, biases, strict=True):
        layer = nn.Linear(matrix.shape[1], matrix.shape[0], dtype=torch.float64)
        layer.weight, layer.bias = nn.Parameter(matrix.detach()), nn.Parameter(bias.detach())
        network += nn.Sequential(layer, nn.Sigmoid())
    plain = [[one.detach().numpy() for one in ours] for ours in (weights, biases)]
    assert mfdnn.mlp_layers(*plain, x.numpy())[-1] == pytest.approx(network[:-1](x).detach().numpy())


def by_masks(channels: tuple[tuple[int, ...], ...], images: np.ndarray, weights: list[np.ndarray]) -> np.ndarray:
    """C3 as one convolution over all six channels whose filters are 0 where the table has a gap."""
    whole = torch.zeros(16, 6, 5, 5, dtype=torch.float64)
    for number, on in enumerate(channels):
        whole[number, list(on)] = torch.tensor(weights[2 * number][0], dtype=torch.float64)
    biases = torch.tensor(np.concatenate(weights[1::2]), dtype=torch.float64)
    return functional.conv2d(torch.tensor(images, dtype=torch.float64), whole, biases).numpy()


def test_the_layer_is_torchs_convolution_with_gaps(mfdnn: ModuleType) -> None:
    rng = np.random.default_rng(5)
    for images, _ in each(mfdnn, "C3_layer"):
        weights = [part for on in mfdnn._CHANNELS for part in (rng.normal(size=(1, len(on), 5, 5)), rng.normal(size=1))]
        assert mfdnn.C3_layer(images, weights) == pytest.approx(by_masks(mfdnn._CHANNELS, images, weights))


def test_the_table_of_channels_is_lenets(mfdnn: ModuleType) -> None:
    sees = np.array([[channel in on for on in mfdnn._CHANNELS] for channel in range(6)])
    assert sees.sum(axis=0).tolist() == [3] * 6 + [4] * 9 + [6]
    assert sees.sum(axis=1).tolist() == [10] * 6
    assert len(set(mfdnn._CHANNELS)) == 16
    said = "012 123 234 345 045 015 0123 1234 2345 0345 0145 0125 0134 1245 0235 012345"
    assert " ".join("".join(map(str, on)) for on in mfdnn._CHANNELS) == said


def test_the_drawn_layer_tells_every_set_of_channels_from_every_other(mfdnn: ModuleType) -> None:
    for images, weights in each(mfdnn, "C3_layer"):
        maps = mfdnn.C3_layer(images, weights)
        assert maps.shape == (len(images), 16, 10, 10)
        assert all(np.abs(maps[:, a] - maps[:, b]).max() > 0.5 for a in range(16) for b in range(a))


@pytest.mark.parametrize("name", SAME)
def test_inputs_fit_the_function_that_is_tried_on_them(mfdnn: ModuleType, name: str) -> None:
    arguments = inspect.signature(getattr(mfdnn, name)).parameters
    assert {len(case) for case in drawn(mfdnn, name, 0)} == {len(arguments)}
    assert not any(hasattr(mfdnn, argument) for argument in arguments)


@pytest.mark.parametrize("name", SAME)
def test_another_seed_gives_other_inputs_and_other_results(mfdnn: ModuleType, name: str) -> None:
    first, again, other = ([getattr(mfdnn, name)(*case) for case in drawn(mfdnn, name, seed)] for seed in (3, 3, 4))
    assert all(np.array_equal(a, b) for a, b in zip(first, again, strict=True))
    assert not any(np.array_equal(a, b) for a, b in zip(first, other, strict=True))
