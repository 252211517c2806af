"""The six derivatives of problem 6, by hand in the reference, against torch's own for two elementwise functions."""

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType

import numpy as np
import pytest
import torch
from torch.autograd.functional import jacobian

INPUTS, HIDDEN = 4, 3


@dataclass(frozen=True)
class Elementwise:
    """σ as the reference is given it: a function of arrays, and its slope."""

    of: Callable[[torch.Tensor], torch.Tensor]

    def __call__(self, values: np.ndarray) -> np.ndarray:
        return self.of(torch.tensor(values)).numpy()

    def slope(self, values: np.ndarray) -> np.ndarray:
        given = torch.tensor(values, requires_grad=True)
        self.of(given).sum().backward()
        return given.grad.numpy()


@pytest.fixture(params=[torch.tanh, torch.nn.functional.softplus], ids=["tanh", "softplus"])
def sigma(request: pytest.FixtureRequest) -> Elementwise:
    return Elementwise(request.param)


def drawn(*shape: int) -> torch.Tensor:
    return torch.randn(*shape, dtype=torch.float64, generator=torch.Generator().manual_seed(sum(shape)))


def test_the_last_layers_derivatives_are_torchs(mfdnn: ModuleType) -> None:
    weights, bias, before = drawn(1, HIDDEN), drawn(1), drawn(HIDDEN)
    by_weights, by_bias, by_input = jacobian(lambda a, b, y: a @ y + b, (weights, bias, before))
    assert mfdnn.last_bias_gradient() == by_bias.item()
    assert mfdnn.last_input_gradient(weights.numpy()) == pytest.approx(by_input.numpy())
    assert mfdnn.last_weight_gradient(before.numpy()) == pytest.approx(by_weights[0].numpy())


def test_a_hidden_layers_derivatives_are_torchs(mfdnn: ModuleType, sigma: Elementwise) -> None:
    weights, bias, before = drawn(HIDDEN, INPUTS), drawn(HIDDEN), drawn(INPUTS)
    given = sigma, weights.numpy(), bias.numpy(), before.numpy()
    by_bias, by_input = jacobian(lambda b, y: sigma.of(weights @ y + b), (bias, before))
    assert mfdnn.bias_jacobian(*given) == pytest.approx(by_bias.numpy())
    assert mfdnn.input_jacobian(*given) == pytest.approx(by_input.numpy())


def test_the_output_by_a_hidden_layers_weights_is_torchs(mfdnn: ModuleType, sigma: Elementwise) -> None:
    weights, bias, before, above = drawn(HIDDEN, INPUTS), drawn(HIDDEN), drawn(INPUTS), drawn(HIDDEN)
    by_weights = jacobian(lambda a: above @ sigma.of(a @ before + bias), weights)
    found = mfdnn.weight_gradient(sigma, weights.numpy(), bias.numpy(), before.numpy(), above.numpy())
    assert found == pytest.approx(by_weights.numpy())
