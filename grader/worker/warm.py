"""Waking up libraries in the fork server, at one thread and with neutral numbers, so that no job has to."""

import atexit
import gc
import io
import os
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from types import MappingProxyType


class TooManyThreads(RuntimeError):
    """A library started threads; every job forked from here would hang."""


def warm_up(libraries: Sequence[str]) -> None:
    """Import and use each library once; afterwards there is one thread, and what was made is never looked at by the collector again."""
    for name in sorted(libraries, key=lambda name: name != "torch"):  # torch first: it is told of one thread before anything else works
        warm = WARM.get(name)
        if warm is None:
            raise ValueError(f"nothing is known about warming up {name!r}; known are {', '.join(WARM)}")
        try:
            warm()
        except ModuleNotFoundError as problem:
            if problem.name is None or problem.name.partition(".")[0].casefold() != name.casefold():
                raise
    if (count := threads()) > 1:
        raise TooManyThreads(f"{count} threads run after {', '.join(libraries)} were warmed up, where one may")
    gc.collect()
    gc.freeze()


def threads() -> int:
    """How many threads the kernel sees; 1 where it does not say."""
    try:
        return len(os.listdir("/proc/self/task"))  # noqa: PTH208 - names are wanted, and nothing else
    except OSError:
        return 1


def _numpy() -> None:
    """Linear algebra, random numbers, windows."""
    import numpy as np

    rng = np.random.default_rng(1)
    np.random.seed(1)  # noqa: NPY002 - what students use
    square = rng.standard_normal((24, 24)) + 24 * np.eye(24)
    np.linalg.solve(square, square @ square)
    np.linalg.inv(square)
    np.linalg.svd(square)
    np.linalg.norm(square)
    np.linalg.det(square)
    np.linalg.eigh(square + square.T)
    np.einsum("ij,jk->ik", square, square)
    np.lib.stride_tricks.sliding_window_view(square, (3, 3)).sum()
    np.random.rand(3)  # noqa: NPY002 - what students use
    np.pad(square, 1)
    np.fft.fft(square)
    np.array2string(square[:2, :2])


def _torch() -> None:
    """A training step, and what a first call of each kind sets up."""
    import torch

    torch.set_num_threads(1)
    torch.set_num_interop_threads(1)
    import torch.optim
    import torch.utils.data
    from torch import nn
    from torch.overrides import TorchFunctionMode

    torch.manual_seed(1)
    model = nn.Sequential(
        nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(18, 4), nn.Dropout(0.1)
    )
    for optimiser in (torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9), torch.optim.Adam(model.parameters(), lr=0.1)):
        optimiser.zero_grad()
        nn.CrossEntropyLoss()(model(torch.randn(3, 1, 8, 8)), torch.tensor([0, 1, 2])).backward()
        optimiser.step()
    nn.MSELoss()(torch.randn(3), torch.randn(3))
    square = torch.randn(24, 24) + 24 * torch.eye(24)
    torch.linalg.solve(square, square @ square)
    torch.linalg.inv(square)
    torch.linalg.svd(square)
    torch.einsum("ij,jk->ik", square, square)
    nn.functional.unfold(torch.randn(1, 1, 6, 6), 3)
    repr(square[:2, :2])
    list(torch.utils.data.DataLoader(torch.utils.data.TensorDataset(square), batch_size=8))

    class Nothing(TorchFunctionMode):
        """As it is used where a group speaks of a graphics card."""

        def __torch_function__(
            self, func: Callable[..., object], types: object, args: tuple[object, ...] = (), kwargs: object = None
        ) -> object:
            return func(*args, **(kwargs if isinstance(kwargs, dict) else {}))

    with Nothing():
        torch.zeros(2).to("cpu")


def _scipy() -> None:
    """The parts that sheets ask for."""
    linalg, signal, special, optimize = (import_module(f"scipy.{part}") for part in ("linalg", "signal", "special", "optimize"))
    import numpy as np

    import_module("scipy.ndimage")
    linalg.solve(np.eye(8) * 2, np.ones(8))
    signal.correlate2d(np.ones((6, 6)), np.ones((3, 3)), mode="valid")
    special.softmax(np.arange(4.0))
    optimize.minimize(lambda x: float(x[0] ** 2), [1.0])


def _matplotlib() -> None:
    """A figure, drawn into memory."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(1, 2)
    axes[0].plot([1, 2, 3], label="a")
    axes[0].legend()
    axes[1].imshow([[1, 2], [3, 4]])
    figure.savefig(io.BytesIO(), format="png")
    plt.close("all")


def _ipython() -> None:
    """A cell; the shell that ran it is given up."""
    import sys
    from tempfile import TemporaryDirectory

    from IPython.core.interactiveshell import InteractiveShell

    from grader.worker.shell import new_shell

    before = sys.stdout, sys.stderr, sys.displayhook
    with TemporaryDirectory() as home:  # nothing of it stays on the disk
        shell = new_shell(lambda _text: None, home=home)
        sys.stdout = sys.stderr = io.StringIO()
        try:
            shell.run_cell("%precision 8\nx = 1 + 1\nx")
            shell.run_cell("1 / 0")
        finally:
            sys.stdout, sys.stderr, sys.displayhook = before
        shell.atexit_operations()
    atexit.unregister(shell.atexit_operations)
    InteractiveShell.clear_instance()


def _pycodestyle() -> None:
    import_module("pycodestyle").StyleGuide(quiet=2)


def _pytest() -> None:
    import_module("pytest")
    import_module("_pytest.assertion.rewrite")


WARM: Mapping[str, Callable[[], None]] = MappingProxyType(
    {
        "torch": _torch,
        "numpy": _numpy,
        "scipy": _scipy,
        "matplotlib": _matplotlib,
        "ipython": _ipython,
        "pycodestyle": _pycodestyle,
        "pytest": _pytest,
    }
)
"""By the name that the plan of a fork server uses."""
