"""The reference of the RPTU sheet: torch finds the same images, counts and scores."""

import importlib.util
import itertools
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional

from grader.wire.decode import decode
from grader.wire.encode import encode
from grader.wire.frames import read_frame
from grader.worker.facts import facts

ROOT = Path(__file__).resolve().parents[2]
CHANNELS = ((1, 32), (32, 64), (64, 64))
CIFAR, MNIST = (3, 3, 32, 32), (3, 1, 28, 28)


@pytest.fixture(scope="module", autouse=True)
def one_thread():
    """Small networks are slower on several threads."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def sheet():
    """The reference module, from its file."""
    spec = importlib.util.spec_from_file_location("rptu_ex02_reference", ROOT / "reference" / "rptu_ex02.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def conv2d(image, kernel, **options):
    """Torch's own cross-correlation of one image with one filter."""
    tensors = (torch.tensor(one, dtype=torch.float64)[None, None] for one in (image, kernel))
    return functional.conv2d(*tensors, **options)[0, 0].numpy()


@pytest.mark.parametrize(("name", "filter_"), [("Y1", "K1"), ("Y2", "K2"), ("Y3", "K3")])
def test_each_filter_gives_what_torch_gives(sheet, name, filter_):
    kernel = getattr(sheet, filter_)
    assert (getattr(sheet, name)(sheet.X, kernel) == conv2d(sheet.X, kernel, padding=1)).all()
    assert (getattr(sheet, f"{name}_valid")(sheet.X, kernel) == conv2d(sheet.X, kernel)).all()
    edges = functional.pad(torch.tensor(sheet.X, dtype=torch.float64)[None, None], (1, 1, 1, 1), mode="replicate")[0, 0].numpy()
    assert (getattr(sheet, f"{name}_repeated")(sheet.X, kernel) == conv2d(edges, kernel)).all()


def test_the_corner_is_what_one_works_out_by_hand(sheet):
    assert sheet.Y1(sheet.X, sheet.K1)[0, 0] == -(2 * 2 + 1 * 4)
    assert sheet.Y2(sheet.X, sheet.K2)[0, 0] == -(2 * 3 + 1 * 4)
    assert sheet.Y3(sheet.X, sheet.K3)[0, 0] == 2 + 3 - 4 * 8


def test_a_true_convolution_negates_the_edges_and_leaves_the_laplacian(sheet):
    assert (sheet.Y1_flipped(sheet.X, sheet.K1) == -sheet.Y1(sheet.X, sheet.K1)).all()
    assert (sheet.Y2_flipped(sheet.X, sheet.K2) == -sheet.Y2(sheet.X, sheet.K2)).all()
    assert (sheet.K3[::-1, ::-1] == sheet.K3).all()


def net(activation=nn.ReLU, *, pool=nn.MaxPool2d, bias=True, end=()):
    """The sheet's first network, or one like it."""
    return nn.Sequential(
        *(nn.Conv2d(3, 6, 5, bias=bias), activation(), pool(2), nn.Conv2d(6, 16, 5), activation(), pool(2), nn.Flatten()),
        *(nn.Linear(400, 120), activation(), nn.Linear(120, 84), activation(), nn.Linear(84, 10), *end),
    )


def separable(inside, outside, depthwise=True, pointwise=True, between=(), groups=None):
    """One convolution in two halves."""
    halves = nn.Conv2d(inside, inside, 3, groups=groups or inside, bias=depthwise), nn.Conv2d(inside, outside, 1, bias=pointwise)
    return nn.Sequential(halves[0], *between, halves[1])


def classifier(*convolutions, activation=nn.ReLU, end=()):
    """The network of 2.5 with three convolutions of any kind."""
    first, second, third = convolutions or (nn.Conv2d(inside, outside, 3) for inside, outside in CHANNELS)
    return nn.Sequential(
        *(first, activation(), second, activation(), nn.MaxPool2d(2), third, activation(), nn.MaxPool2d(2)),
        *(nn.Flatten(), nn.Linear(1600, 10), *end),
    )


def counted(model):
    """How many numbers a model learns."""
    return sum(parameter.numel() for parameter in model.parameters())


def seen(model, shape):
    """What a job tells of a model, as it comes out of the wire, and the images that it was shown."""
    torch.manual_seed(3)
    images = np.random.default_rng(5).normal(size=shape).astype(np.float32)
    frame = encode({"value": facts(model, images)})
    left = [frame]

    def part(count):
        taken, left[0] = left[0][:count], left[0][count:]
        return taken

    return decode(*read_frame(part))["value"], images


class ByHand(nn.Module):
    """A linear layer or a convolution that its author multiplied out."""

    def __init__(self, inside, outside, size=0):
        super().__init__()
        self.w, self.b = nn.Parameter(torch.randn(outside, inside * max(1, size) ** 2)), nn.Parameter(torch.zeros(outside))
        self.size = size

    def forward(self, x):
        if not self.size:
            return torch.einsum("bi,oi->bo", x, self.w) + self.b
        across = x.shape[-1] - self.size + 1
        return (self.w @ nn.functional.unfold(x, self.size) + self.b[:, None]).view(len(x), -1, across, across)


@pytest.mark.parametrize("kind", [nn.Conv2d, nn.Linear])
def test_layers_that_are_multiplied_out_are_no_mistake_but_for_a_person(sheet, kind):
    layers = list(classifier(*(nn.Conv2d(*channels, 3) for channels in CHANNELS)))
    where = next(n for n, one in enumerate(layers) if isinstance(one, kind))
    layers[where] = ByHand(1600, 10) if kind is nn.Linear else ByHand(1, 32, 3)
    with pytest.raises(ValueError, match="multiplies matrices by itself"):
        sheet.ImageClassifier(*seen(nn.Sequential(*layers), (3, 1, 28, 28)))


class Own(nn.Module):
    """A layer over matrices of one's own."""

    def __init__(self, layer, forward):
        super().__init__()
        self.w, self.b = layer.weight, layer.bias
        self.does = forward

    def forward(self, x):
        return self.does(self, x)


LINE = nn.Linear(1600, 10)
FIRST = nn.Conv2d(1, 32, 3)
MULTIPLIED = {
    "a linear layer": ({-1: (LINE, lambda own, x: x @ own.w.T + own.b)}, True),
    "a linear layer with the bias first": ({-1: (LINE, lambda own, x: own.b + functional.linear(x, own.w))}, True),
    "a convolution": ({0: (FIRST, lambda own, x: functional.conv2d(x, own.w) + own.b[:, None, None])}, True),
    "a bias that is never added": ({-1: (LINE, lambda own, x: x @ own.w.T)}, "other_parameters"),
    "images as columns": ({-1: (LINE, lambda own, x: (own.w @ x.T).T + own.b)}, None),
    "numbers one by one": ({-1: (LINE, lambda own, x: (x[:, None] * own.w).sum(-1) + own.b)}, None),
    "one image after another": ({-1: (LINE, lambda own, x: torch.stack([functional.linear(one, own.w, own.b) for one in x]))}, None),
    "a bias for channels that lie last": (
        {0: (FIRST, lambda own, x: (functional.conv2d(x, own.w).permute(0, 2, 3, 1) + own.b).permute(0, 3, 1, 2))},
        None,
    ),
    "a bias behind the ReLU": (
        {
            0: (FIRST, lambda own, x: functional.conv2d(x, own.w)),
            1: (FIRST, lambda own, x: torch.relu(x) + own.b[:, None, None]),
        },
        None,
    ),
}


@pytest.mark.parametrize("way", MULTIPLIED)
def test_matrices_of_ones_own_are_layers_with_their_bias_or_for_a_person(sheet, way):
    places, wanted = MULTIPLIED[way]
    layers = list(classifier(*(nn.Conv2d(*channels, 3) for channels in CHANNELS)))
    for at, (layer, forward) in places.items():
        layers[at] = Own(layer, forward)
    built = seen(nn.Sequential(*layers), (3, 1, 28, 28))
    if wanted is None:
        with pytest.raises(ValueError, match="multiplies matrices by itself"):
            sheet.ImageClassifier(*built)
    else:
        assert sheet.ImageClassifier(*built) == wanted


def test_the_counts_are_those_of_torch(sheet):
    assert counted(net()) == 62_006
    assert sheet.standard_parameters() == counted(classifier()) == 71_754
    assert sheet.standard_without_biases() == 71_754 - 32 - 64 - 64 - 10
    assert sheet.standard_without_linear() == 71_754 - 16_010


def each_separable():
    """All separable networks: the first convolution kept or not, biases in either half or not."""
    for kept, depthwise, pointwise in itertools.product((False, True), repeat=3):
        parts = [separable(*channels, depthwise, pointwise) for channels in CHANNELS]
        yield classifier(nn.Conv2d(1, 32, 3) if kept else parts[0], *parts[1:])


def test_every_separable_network_has_one_of_the_counts_and_each_count_has_a_network(sheet):
    counts = {counted(model) for model in each_separable()}
    assert counts == set(sheet.separable_counts()) == {23_316, 23_219, 23_156, 23_059, 23_562, 23_466, 23_434, 23_338}
    assert sheet.separable_parameters_example() == 23_316
    assert all(sheet.separable_parameters(count) is True for count in counts)
    dense = classifier(*(separable(*channels, groups=1) for channels in CHANNELS))
    assert sheet.separable_parameters(counted(dense)) == "counts_without_groups"
    assert sheet.separable_parameters(71_754) == "counts_the_standard"
    assert sheet.separable_parameters(23_316 - 16_010) == "counts_without_linear"
    assert sheet.separable_parameters(23_317) is False


@pytest.mark.parametrize(
    ("model", "said"),
    [
        (net(), True),
        (net(end=(nn.LogSoftmax(1),)), True),
        (net(nn.Tanh), True),
        (net(pool=nn.AvgPool2d), True),
        (net(end=(nn.Dropout(),)), True),
        (net(nn.Identity), "without_relu"),
        (net(end=(nn.Softmax(1),)), "ends_in_softmax"),
        (net(bias=False), "other_parameters"),
        (net(end=(nn.Linear(10, 10),)), "other_layers"),
        (net()[:-1], "not_ten_scores"),
    ],
)
def test_a_network_is_judged_by_what_it_does_with_its_own_weights(sheet, model, said):
    assert sheet.Net(*seen(model, CIFAR)) == said


def test_numbers_that_are_learnt_for_nothing_make_no_count_right(sheet):
    model = net(bias=False)
    model.unused = nn.Parameter(torch.zeros(6))
    model.forward = nn.Sequential(*list(model)).forward
    assert counted(model) == 62_006
    assert sheet.Net(*seen(model, CIFAR)) == "other_parameters"


def test_strides_in_the_place_of_pooling_are_another_network(sheet):
    model = net()
    model[0], model[2], model[3], model[5] = nn.Conv2d(3, 6, 5, 2), nn.Identity(), nn.Conv2d(6, 16, 5, 2), nn.Identity()
    assert sheet.Net(*seen(model, CIFAR)) == "other_layers"


@pytest.mark.parametrize(
    ("model", "said"),
    [
        (net(), True),
        (nn.Sequential(nn.Flatten(), nn.Linear(3072, 10)), True),
        (nn.Sequential(nn.Conv2d(3, 512, 3), nn.ReLU(), nn.AdaptiveAvgPool2d(8), nn.Flatten(), nn.Linear(512 * 64, 10)), True),
        (nn.Sequential(nn.Flatten(), nn.Linear(3072, 100)), "not_ten_scores"),
        (nn.Sequential(nn.AdaptiveAvgPool2d((2, 5)), nn.Flatten(2), nn.AdaptiveAvgPool2d((1, 10)), nn.Flatten()), "no_parameters"),
    ],
)
def test_any_network_of_ten_scores_may_be_the_groups_own(sheet, model, said):
    assert sheet.GhostModel(*seen(model, CIFAR)) == said


def test_a_network_that_does_not_look_at_its_images_is_none(sheet):
    model = nn.Sequential(nn.Flatten(), nn.Linear(3072, 10))
    torch.nn.init.zeros_(model[1].weight)
    assert sheet.GhostModel(*seen(model, CIFAR)) == "same_for_all"


@pytest.mark.parametrize(
    ("model", "said"),
    [
        (classifier(), True),
        (classifier(activation=nn.Identity), "without_relu"),
        (classifier(activation=nn.LeakyReLU), "other_between"),
        (classifier(end=(nn.Softmax(1),)), "ends_in_softmax"),
        (classifier(nn.Conv2d(1, 32, 3, bias=False), nn.Conv2d(32, 64, 3), nn.Conv2d(64, 64, 3)), "other_parameters"),
        (classifier(nn.Conv2d(1, 16, 3), nn.Conv2d(16, 64, 3), nn.Conv2d(64, 64, 3)), "other_layers"),
    ],
)
def test_the_standard_classifier_is_known(sheet, model, said):
    assert sheet.ImageClassifier(*seen(model, MNIST)) == said


def test_every_separable_classifier_is_right_with_relu_inside_or_without(sheet):
    inside = classifier(*(separable(*channels, between=(nn.ReLU(),)) for channels in CHANNELS))
    for model in (*each_separable(), inside):
        assert sheet.ImageClassifierDepthwiseSeparable(*seen(model, MNIST)) is True
        assert sheet.grouped_convolutions(*seen(model, MNIST)) is True


def test_a_separable_classifier_without_groups_is_none(sheet):
    dense = classifier(*(separable(*channels, groups=1) for channels in CHANNELS))
    assert sheet.ImageClassifierDepthwiseSeparable(*seen(dense, MNIST)) == "without_groups"
    assert sheet.ImageClassifierDepthwiseSeparable(*seen(classifier(), MNIST)) == "standard_network"
    assert sheet.grouped_convolutions(*seen(classifier(), MNIST)) == "nothing_is_grouped"
    normed = classifier(*(separable(*channels, between=(nn.BatchNorm2d(channels[0]),)) for channels in CHANNELS))
    assert sheet.ImageClassifierDepthwiseSeparable(*seen(normed, MNIST)) == "other_parameters"
