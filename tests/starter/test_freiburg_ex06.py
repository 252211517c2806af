"""The Freiburg starter: blank it says so in every gap, filled in it passes its own tests, agrees with torch and learns."""

import gzip
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from fillings import ARRAYS, copied, fill

GAPS = {
    "lib.convolution_warmup": {
        "pad_array": (np.zeros((1, 1, 4, 4)), (1, 1)),
        "dot_product_single_filter": (np.zeros((1, 4, 4)), np.zeros((1, 2, 2)), (0, 0)),
        "dot_product_single_filter_with_batches": (np.zeros((1, 1, 4, 4)), np.zeros((1, 2, 2)), (0, 0)),
        "dot_product_multiple_filters_with_batches": (np.zeros((1, 1, 4, 4)), np.zeros((1, 1, 2, 2)), (0, 0)),
    },
    "lib.convolutions": {"calculate_conv_output": ([4, 4], [2, 2], [1, 1], [0, 0])},
    "lib.experiments": {"create_conv_model": (), "shift_data": (np.zeros((1, 1, 28, 28)), (2, 2))},
}
WIDTH = 120
"""What the sheet allows for a line."""


def run(folder, *command):
    """A program in the folder of the starter, as a student starts it."""
    return subprocess.run([sys.executable, *command], cwd=folder, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.parametrize(("module", "name"), [(module, name) for module, gaps in GAPS.items() for name in gaps])
def test_a_blank_gap_says_that_nothing_is_there(blank, modules_of, module, name):
    with pytest.raises(NotImplementedError):
        getattr(modules_of(blank)(module), name)(*GAPS[module][name])


def test_the_blank_layer_can_be_made_but_not_used(blank, modules_of):
    layer = modules_of(blank)("lib.convolutions").Conv2d(3, 4, (2, 5), (1, 1), (0, 0))
    assert (layer.W.data.shape, layer.b.data.shape) == ((4, 3, 2, 5), (4, 1, 1))
    with pytest.raises(NotImplementedError):
        layer(np.zeros((1, 3, 8, 8)))


def test_there_are_as_many_gaps_as_the_sheet_has_tasks_for_code(blank):
    texts = [path.read_text(encoding="utf-8") for path in sorted(blank.rglob("*.py"))]
    for words in ("# START TODO", "# END TODO", "raise NotImplementedError\n"):
        assert sum(text.count(words) for text in texts) == 8


def test_the_official_tests_fail_on_the_blank_starter(blank):
    done = run(blank, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests")
    assert done.returncode == 1, done.stdout
    assert "13 failed, 1 passed" in done.stdout  # to flatten an image is no gap


def test_the_official_tests_pass_on_a_completed_starter(completed):
    done = run(completed, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests")
    assert done.returncode == 0, done.stdout


def test_the_starter_needs_numpy_alone(blank):
    for path in sorted((blank / "lib").glob("*.py")):
        words = {
            line.split()[1].split(".")[0] for line in path.read_text(encoding="utf-8").splitlines() if line.startswith(("import ", "from "))
        }
        assert words <= {"numpy", "lib", "gzip", "pathlib", "collections"}, path.name


def test_the_starter_keeps_to_the_style_that_the_sheet_asks_for(blank):
    done = run(blank, "-m", "pycodestyle", f"--max-line-length={WIDTH}", "lib", "tests")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_blank_form_asks_and_says_nothing(blank):
    lines = (blank / "feedback.md").read_text(encoding="utf-8").split("\n")
    assert all(line.endswith(":") or not line for line in lines)


def by_torch(function, *arrays):
    """A function's value and its gradients, for an upstream gradient that is its value's cosine."""
    inputs = [torch.tensor(array, requires_grad=True) for array in arrays]
    value = function(*inputs)
    value.backward(torch.cos(value.detach()))
    return value.detach().numpy(), [one.grad.numpy() for one in inputs]


@pytest.mark.parametrize(("stride", "padding"), [((1, 1), (0, 0)), ((2, 3), (1, 2)), ((3, 2), (0, 1))])
def test_forward_and_backward_of_the_layer_are_those_of_torch(completed, modules_of, stride, padding):
    rng = np.random.default_rng(5)
    images, kernels, bias = rng.normal(size=(2, 3, 8, 9)), rng.normal(size=(4, 3, 3, 2)), rng.normal(size=(4, 1, 1))
    layer = modules_of(completed)("lib.convolutions").Conv2d(3, 4, (3, 2), stride, padding)
    layer.W.data, layer.b.data = kernels, bias
    value = layer(images)
    found = layer.backward(np.cos(value))
    expected, gradients = by_torch(lambda x, w, b: torch.nn.functional.conv2d(x, w, b.ravel(), stride, padding), images, kernels, bias)
    assert value == pytest.approx(expected)
    for one, gradient in zip((found, layer.W.grad, layer.b.grad), gradients, strict=True):
        assert one == pytest.approx(gradient)
    layer.backward(np.cos(value))
    assert layer.W.grad == pytest.approx(2 * gradients[1])  # it accumulates
    assert layer.b.grad == pytest.approx(2 * gradients[2])


def test_forward_and_backward_of_all_other_layers_are_those_of_torch(blank, modules_of):
    load, rng = modules_of(blank), np.random.default_rng(6)
    rows = rng.normal(size=(5, 7))
    linear = load("lib.network").Linear(7, 3)
    cases = [
        (linear, lambda x: x @ torch.tensor(linear.W.data) + torch.tensor(linear.b.data)),
        (load("lib.activations").ReLU(), torch.relu),
        (load("lib.activations").Softmax(), lambda x: torch.softmax(x, dim=-1)),
    ]
    for layer, function in cases:
        value, (gradient,) = by_torch(function, rows)
        assert layer(rows) == pytest.approx(value)
        assert layer.backward(np.cos(value)) == pytest.approx(gradient)


def test_the_loss_is_that_of_torch(blank, modules_of):
    rng = np.random.default_rng(7)
    scores, labels = rng.normal(size=(6, 10)), rng.integers(0, 10, 6)
    loss = modules_of(blank)("lib.losses").CrossEntropyLoss()
    wanted = torch.tensor(scores, requires_grad=True)
    value = torch.nn.functional.cross_entropy(wanted, torch.tensor(labels))
    value.backward()
    assert loss(scores, labels) == pytest.approx(value.item())
    assert loss.backward() == pytest.approx(wanted.grad.numpy())


@pytest.mark.parametrize(
    ("name", "settings", "theirs"),
    [
        ("SGD", {"lr": 0.1}, torch.optim.SGD),
        ("SGD", {"lr": 0.1, "momentum": 0.9}, torch.optim.SGD),
        ("Adam", {"lr": 0.01}, torch.optim.Adam),
    ],
)
def test_the_optimisers_step_as_those_of_torch(blank, modules_of, name, settings, theirs):
    load = modules_of(blank)
    ours = load("lib.network_base").Parameter(np.array([1.0, -2.0, 3.0]))
    other = torch.tensor(ours.data, requires_grad=True)
    optimizer, descent = getattr(load("lib.optimizers"), name)([ours], **settings), theirs([other], **settings)
    for step in range(4):
        ours.grad = ours.data * (step - 1.5)
        other.grad = other.detach() * (step - 1.5)
        optimizer.step()
        descent.step()
        assert ours.data == pytest.approx(other.detach().numpy(), rel=1e-6)


def test_training_and_using_are_told_to_all_layers(blank, modules_of):
    load = modules_of(blank)
    inner = load("lib.activations").ReLU()
    outer = load("lib.network").Sequential(load("lib.network").Sequential(inner), load("lib.network").Linear(2, 2))
    assert (outer.eval().training, inner.training) == (False, False)
    assert (outer.train().training, inner.training) == (True, True)
    assert [parameter.name for parameter in outer.parameters()] == ["W", "b"]


def write_idx(path: Path, array: np.ndarray) -> None:
    """A file as MNIST's are."""
    head = bytes([0, 0, 8, array.ndim]) + np.array(array.shape, dtype=">u4").tobytes()
    path.write_bytes(gzip.compress(head + array.astype(np.uint8).tobytes()))


def pictures(number: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Images with a bright spot whose place tells the class."""
    rng = np.random.default_rng(seed)
    labels, images = np.arange(number) % 10, rng.integers(0, 60, (number, 28, 28))
    for image, label in zip(images, labels, strict=True):
        top, left = 6 + 4 * (label // 3), 6 + 5 * (label % 3)
        image[top : top + 4, left : left + 4] = 255
    return images, labels


def write_data(folder: Path, sizes: dict[str, int]) -> None:
    """Four files as MNIST's are, with few images."""
    folder.mkdir(exist_ok=True)
    for kind, number in sizes.items():
        images, labels = pictures(number, number)
        write_idx(folder / f"{kind}-images-idx3-ubyte.gz", images)
        write_idx(folder / f"{kind}-labels-idx1-ubyte.gz", labels)


def test_the_data_set_has_channels_and_values_up_to_one(blank, modules_of, tmp_path):
    write_data(tmp_path, {"train": 20, "t10k": 10})
    x_train, y_train, x_val, y_val = modules_of(blank)("lib.dataset_mnist").load_mnist(tmp_path)
    assert (x_train.shape, y_train.shape, x_val.shape) == ((20, 1, 28, 28), (20,), (10, 1, 28, 28))
    images, labels = pictures(10, 10)
    assert x_val[:, 0] * 255 == pytest.approx(images)
    assert y_val.tolist() == labels.tolist()
    assert x_train.max() == 1


def test_the_experiments_run_from_the_files_to_the_accuracies(tmp_path):
    folder = copied(tmp_path)
    fill(folder, ARRAYS)
    write_data(folder / "data", {"train": 200, "t10k": 50})
    done = run(folder, "-m", "lib.experiments")
    assert done.returncode == 0, done.stderr
    said = [line for line in done.stdout.splitlines() if "accuracy" in line]
    assert [line.split(":")[0] for line in said] == ["MLP", "MLP", "CNN", "CNN"]
    on_the_data, shifted = (float(line.split()[2]) for line in said[2:])
    assert on_the_data > 0.9
    assert shifted < on_the_data
    losses = [float(line.split()[-1]) for line in done.stdout.splitlines() if line.startswith("epoch")]
    assert len(losses) == 20
    assert losses[9] < losses[0] / 2
    assert losses[19] < losses[10] / 2


def test_without_its_files_the_data_set_says_what_to_do(blank, modules_of):
    with pytest.raises(FileNotFoundError, match="put the four files of MNIST there"):
        modules_of(blank)("lib.dataset_mnist").load_mnist()
