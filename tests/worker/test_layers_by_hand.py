"""Layers that an author wrote out: their bias is told where it is sure which it is, and else that weights are used by hand."""

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional

from grader.worker.facts import facts

IMAGES = np.random.default_rng(2).normal(size=(3, 2, 6, 6)).astype(np.float32)


class Net(nn.Module):
    """A convolution and a linear layer; either may be written out."""

    def __init__(self, convolved=None, lined=None):
        super().__init__()
        torch.manual_seed(4)
        self.w, self.b = nn.Parameter(torch.randn(4, 2, 3, 3)), nn.Parameter(torch.randn(4))
        self.v, self.c = nn.Parameter(torch.randn(10, 64)), nn.Parameter(torch.randn(10))
        self.convolved = convolved or (lambda net, x: functional.conv2d(x, net.w, net.b))
        self.lined = lined or (lambda net, x: functional.linear(x, net.v, net.c))

    def forward(self, x):
        return self.lined(self, torch.relu(self.convolved(self, x)).flatten(1))


def in_place(net, x):
    y = x @ net.v.t()
    y += net.c
    return y


def filled(net, x):
    y = torch.empty(len(x), 10)
    torch.mm(x, net.v.T, out=y)
    return y.add_(net.c)


def in_parts(net, x):
    y = x @ net.v.T
    y[:, :5] += net.c[:5]
    return torch.cat([y[:, :5], y[:, 5:] + net.c[5:]], dim=1)


def row_by_row(net, x):
    y = x @ net.v.T
    return torch.stack([row + net.c for row in y])


def by_channel(net, x):
    y = functional.conv2d(x, net.w)
    for channel in range(4):
        y[:, channel] += net.b[channel]
    return y


def looped(net, x):
    y = torch.zeros(len(x), 10)
    for at in range(10):
        y[:, at] = (x * net.v[at]).sum(1) + net.c[at]
    return y


LINED = {
    "a module's own function": lambda net, x: functional.linear(x, net.v, net.c),
    "a product and a sum": lambda net, x: x @ net.v.T + net.c,
    "the bias first": lambda net, x: net.c + torch.matmul(x, net.v.t()),
    "in place": in_place,
    "into what was made before": filled,
    "with a function, the bias later": lambda net, x: functional.linear(x, net.v) + net.c,
    "a row": lambda net, x: x.mm(net.v.T).add(net.c[None]),
    "as wide as the images": lambda net, x: x @ net.v.T + net.c.expand(len(x), 10),
    "repeated for each image": lambda net, x: x @ net.v.T + net.c.repeat(len(x), 1),
    "in one": lambda net, x: torch.addmm(net.c, x, net.v.T),
    "taken off": lambda net, x: x @ net.v.T - (-net.c),
    "of one more axis": lambda net, x: (x[:, None] @ net.v.T + net.c)[:, 0],
    "as columns": lambda net, x: (net.v @ x[:, :, None] + net.c[:, None])[..., 0],
    "a copy before it": lambda net, x: (x @ net.v.T).clone() + net.c,
    "in halves": lambda net, x: x @ net.v.T + net.c / 2 + net.c / 2,
}
CONVOLVED = {
    "a function": lambda net, x: functional.conv2d(x, net.w, net.b),
    "the bias later": lambda net, x: functional.conv2d(x, net.w) + net.b[None, :, None, None],
    "as it is broadcast": lambda net, x: functional.conv2d(x, net.w) + net.b.view(-1, 1, 1),
    "in place": lambda net, x: functional.conv2d(x, net.w).add_(net.b.reshape(1, 4, 1, 1)),
}


def by_numpy(net, x):
    return torch.from_numpy(x.numpy() @ net.v.detach().numpy().T) + net.c.detach()


UNSURE = {
    "the bias as one more column": (None, lambda net, x: torch.cat([x, torch.ones(3, 1)], 1) @ torch.cat([net.v, net.c[:, None]], 1).T),
    "one image after another, with a function": (None, lambda net, x: torch.stack([functional.linear(one, net.v, net.c) for one in x])),
    "a layer in two parts": (None, lambda net, x: torch.cat([x @ net.v[:5].T + net.c[:5], x @ net.v[5:].T + net.c[5:]], 1)),
    "another library": (None, by_numpy),
    "weights that are kept sparse": (None, lambda net, x: x @ net.v.T.to_sparse() + net.c),
    "no image at all": (None, lambda net, x: torch.cat([functional.linear(x, net.v), functional.linear(x[:0], net.v, net.c)]) + net.c),
    "images as columns": (None, lambda net, x: (net.v @ x.T).T + net.c),
    "images as columns, in one": (None, lambda net, x: torch.addmm(net.c[:, None], net.v, x.T).T),
    "one image after another": (None, lambda net, x: torch.stack([net.v @ one + net.c for one in x])),
    "indices": (None, lambda net, x: torch.einsum("bi,oi->bo", x, net.v) + net.c),
    "numbers one by one": (None, lambda net, x: (x[:, None] * net.v).sum(-1) + net.c),
    "a loop": (None, looped),
    "a bias in parts": (None, in_parts),
    "a bias for row after row": (None, row_by_row),
    "a bias that is scaled": (None, lambda net, x: torch.addmm(net.c, x, net.v.T, beta=0.5)),
    "a bias for each channel in turn": (by_channel, None),
    "channels last": (lambda net, x: (functional.conv2d(x, net.w).permute(0, 2, 3, 1) + net.b).permute(0, 3, 1, 2), None),
    "a bias behind the pooling": (
        lambda net, x: functional.interpolate(functional.max_pool2d(functional.conv2d(x, net.w), 1) + net.b[:, None, None], size=4),
        None,
    ),
}
NEITHER = {
    "the input once more": lambda net, x: functional.linear(x, net.v, net.c) + x[:, :10],
    "a factor": lambda net, x: 2 * functional.linear(x, net.v, net.c),
    "noise": lambda net, x: functional.linear(x, net.v, net.c) + torch.ones(3, 10) * torch.arange(30.0).view(3, 10),
    "a norm with weights": lambda net, x: functional.layer_norm(functional.linear(x, net.v, net.c), (10,), net.c, net.c),
}


def told(convolved=None, lined=None):
    """The layers of a network."""
    return facts(Net(convolved, lined), IMAGES)["layers"]


@pytest.mark.parametrize("way", LINED)
def test_a_linear_layer_is_told_with_its_bias_however_it_is_written(way):
    net, layers = Net(), told(lined=LINED[way])
    assert [layer["is"] for layer in layers] == ["convolution", "relu", "linear"]
    assert torch.equal(layers[-1]["weight"], net.v)
    assert torch.allclose(layers[-1]["bias"], net.c)


@pytest.mark.parametrize("way", CONVOLVED)
def test_a_convolution_is_told_with_its_bias_however_it_is_written(way):
    layers = told(CONVOLVED[way])
    assert [layer["is"] for layer in layers] == ["convolution", "relu", "linear"]
    assert torch.equal(layers[0]["bias"], Net().b)


@pytest.mark.parametrize("way", UNSURE)
def test_where_a_layer_or_its_bias_is_not_sure_a_product_is_told(way):
    assert "product" in [layer["is"] for layer in told(*UNSURE[way])]


@pytest.mark.parametrize("way", NEITHER)
def test_what_is_no_bias_changes_none(way):
    layers = told(lined=NEITHER[way])
    assert [layer["is"] for layer in layers] == ["convolution", "relu", "linear"]
    assert torch.equal(layers[-1]["bias"], Net().c)


def test_a_bias_that_is_never_added_is_none():
    layers = told(lined=lambda net, x: x @ net.v.T)
    assert [layer["bias"] is None for layer in layers if "bias" in layer] == [False, True]


def test_scores_that_nothing_was_worked_out_for_are_no_product():
    layers = told(lined=lambda net, x: torch.ones(len(x), 10) * net.c)
    assert [layer["is"] for layer in layers] == ["convolution", "relu"]


def test_a_sum_behind_the_relu_is_no_bias():
    layers = told(lambda net, x: functional.conv2d(x, net.w).relu_() + net.b[:, None, None])
    assert layers[0]["bias"] is None
    assert "product" in [layer["is"] for layer in layers]
