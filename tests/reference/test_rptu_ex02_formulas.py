"""The formulas of the RPTU sheet: what the reference gives for each is what torch finds by counting, differentiating and descending."""

import importlib.util
import inspect
from pathlib import Path

import numpy as np
import pytest
import torch
from torch.autograd.functional import jacobian

ROOT = Path(__file__).resolve().parents[2]
RIDGE_RATE, RIDGE_STEPS = 0.05, 3_000


@pytest.fixture(scope="module")
def sheet():
    """The reference module, from its file."""
    spec = importlib.util.spec_from_file_location("rptu_ex02_formulas", ROOT / "reference" / "rptu_ex02.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def given(sheet, name, **known):
    """What a function of the reference gives; its arguments are known by their names."""
    function = getattr(sheet, name)
    return function(**{one: known[one] for one in inspect.signature(function).parameters})


@pytest.mark.parametrize(("size", "k", "p", "s"), [(5, 3, 1, 1), (28, 5, 0, 1), (11, 3, 0, 2), (12, 3, 0, 2), (9, 4, 2, 3), (7, 7, 0, 1)])
def test_the_output_size_is_that_of_torch(sheet, size, k, p, s):
    out = torch.nn.Conv2d(1, 1, k, stride=s, padding=p)(torch.zeros(1, 1, size, size))
    assert given(sheet, "output_size", H=size, k=k, p=p, s=s) == out.shape[-1]


@pytest.mark.parametrize(("filters", "k", "channels"), [(6, 5, 3), (16, 5, 6), (1, 1, 1), (4, 3, 7)])
def test_the_parameters_are_those_of_torch(sheet, filters, k, channels):
    layer = torch.nn.Conv2d(channels, filters, k)
    assert given(sheet, "parameter_count", N=filters, k=k, C=channels) == sum(one.numel() for one in layer.parameters())


@pytest.mark.parametrize("seed", range(3))
def test_the_softmax_is_differentiated_as_torch_does(sheet, seed):
    z = torch.tensor(np.random.default_rng(seed).normal(size=4))
    found = given(sheet, "softmax_jacobian", y_hat=torch.softmax(z, 0).numpy())
    np.testing.assert_allclose(found, jacobian(lambda one: torch.softmax(one, 0), z).numpy(), atol=1e-12)


@pytest.mark.parametrize("seed", range(3))
def test_the_cross_entropy_is_differentiated_as_torch_does(sheet, seed):
    rng = np.random.default_rng(seed)
    z, target = torch.tensor(rng.normal(size=5), requires_grad=True), torch.tensor(rng.dirichlet(np.ones(5)))
    loss = -(target * torch.log(torch.softmax(z, 0))).sum()
    loss.backward()
    found = given(sheet, "cross_entropy_gradient", y_hat=torch.softmax(z, 0).detach().numpy(), target=target.numpy())
    np.testing.assert_allclose(found, z.grad.numpy(), atol=1e-12)


@pytest.mark.parametrize(("n", "d", "lam"), [(7, 3, 0.4), (12, 2, 0.05), (4, 4, 1.5)])
def test_the_best_weights_are_where_the_gradient_is_nothing_and_where_descent_ends(sheet, n, d, lam):
    rng = np.random.default_rng(n)
    inputs, y = rng.normal(size=(n, d)), rng.normal(size=n)
    found = given(sheet, "ridge_weights", X=inputs, y=y, n=n, lam=lam)
    samples, targets = torch.tensor(inputs), torch.tensor(y)
    w = torch.tensor(found, requires_grad=True)
    loss(samples, targets, w, lam).backward()
    np.testing.assert_allclose(w.grad.numpy(), np.zeros(d), atol=1e-12)
    walked = torch.zeros(d, dtype=torch.float64)
    for _ in range(RIDGE_STEPS):
        walked = walked - RIDGE_RATE * (2 * samples.T @ (samples @ walked - targets) / n + 2 * lam * walked)
    np.testing.assert_allclose(walked.numpy(), found, atol=1e-6)


def loss(samples, targets, w, lam):
    """The regularized mean squared error of the sheet."""
    return ((samples @ w - targets) ** 2).mean() + lam * (w**2).sum()
