"""What stands in for a library that is not installed: it can be imported; using it says that it is not here."""

import ast
import sys
from collections.abc import Callable, Iterable, Iterator
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any, NoReturn, Self

from grader.worker.loaded import Loaded
from grader.worker.source import modules_of

ONLY_SHOW = frozenset(
    """matplotlib mpl_toolkits matplotlib_inline seaborn wandb torchsummary torchinfo torchviz tensorboard tensorboardX ipywidgets
    hiddenlayer visdom prettytable tabulate termcolor colorama""".split()
)
"""They only show something: without them the numbers are the same, so their calls do nothing."""
REFUSE = frozenset(
    """torchvision torchaudio torchtext sklearn pandas cv2 PIL google skimage imageio tensorflow keras jax flax mlxtend plotly bokeh h5py
    scipy sympy statsmodels nltk transformers datasets gym gymnasium networkx numba torchmetrics pytorch_lightning lightning einops
    requests gdown kaggle opendatasets medmnist deeplake albumentations timm optuna ray psutil GPUtil dotenv""".split()
)
PASSES = frozenset({"tqdm"})


class NotAvailableHere(ImportError):
    """A library is used that is not installed where the code was run."""

    not_available_here = True


def install(state: Loaded, wanted: Iterable[str]) -> None:
    """Put stand-ins where the group imports what is not here and is not its own."""
    known = (ONLY_SHOW | REFUSE | PASSES).intersection(wanted) - prepared_for(state)
    absent = {name for name in known if name not in sys.modules and PathFinder.find_spec(name) is None}
    if absent:
        sys.meta_path.append(_Absent(state, frozenset(absent)))
    if "tqdm" in known - absent and PathFinder.find_spec("ipywidgets") is None:
        sys.meta_path.insert(0, _NoWidgets())
    if "matplotlib" in wanted and "matplotlib" not in absent:
        _quiet_matplotlib()


def prepared_for(state: Loaded) -> set[str]:
    """The libraries whose absence the group thought of: `try: import … except ImportError`."""
    tried = (node for code in state.codes.values() for one in code.statements for node in ast.walk(one) if isinstance(node, ast.Try))
    inside = (part for node in tried if node.handlers for one in node.body for part in ast.walk(one))
    return {module.partition(".")[0] for part in inside for module in modules_of(part)}


class _NoWidgets(MetaPathFinder, Loader):
    """`tqdm.notebook` where tqdm is installed and what it draws with is not: the same numbers without the bar."""

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """Of that one module only."""
        del path, target
        return ModuleSpec(fullname, self) if fullname == "tqdm.notebook" else None

    def exec_module(self, module: ModuleType) -> None:
        """Give it what tqdm's own has."""
        vars(module).update(tqdm=Progress, trange=trange, tqdm_notebook=Progress, tnrange=trange)


class _Absent(MetaPathFinder, Loader):
    """Finds the stand-ins, after everything that is really there."""

    def __init__(self, state: Loaded, names: frozenset[str]) -> None:
        self._state, self._names = state, names

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """A stand-in, for the whole of a library."""
        del path, target
        if fullname.partition(".")[0] not in self._names:
            return None
        return ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """A module in which every name can be found."""
        top = spec.name.partition(".")[0]
        self._state.note(_SAYS[_kind(top)].format(top))
        return _StandIn(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Give it what it has."""
        top = module.__name__.partition(".")[0]
        if top == "tqdm":
            vars(module).update(tqdm=Progress, trange=trange, tqdm_notebook=Progress)
        elif top == "numba":
            vars(module).update(dict.fromkeys(("jit", "njit", "vectorize", "guvectorize", "prange"), _as_it_is), prange=range)


def _kind(top: str) -> int:
    return 0 if top in ONLY_SHOW | PASSES or top == "numba" else 1


_SAYS = (
    "`{}` is not installed here; it was done without, which changes no number",
    "`{}` is not installed here; what uses it could not be run",
)


class _StandIn(ModuleType):
    """A module whose names all exist."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - a stand-in
        if name.startswith("__"):
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}", name=name, obj=self)
        top = self.__name__.partition(".")[0]
        return Quiet(f"{self.__name__}.{name}") if top in ONLY_SHOW else refusing(f"{self.__name__}.{name}")


class _Refusing(type):
    """The class of classes that can be named and inherited from, and nothing else."""

    def __getattr__(cls, name: str) -> Any:  # noqa: ANN401 - a stand-in
        if name.startswith("__"):
            raise AttributeError(name)
        return refusing(f"{cls.wanted}.{name}")

    def __call__(cls, *_given: object, **_options: object) -> NoReturn:
        wanted: str = cls.wanted
        top = wanted.partition(".")[0]
        raise NotAvailableHere(f"{top} is not installed where this was run, and {wanted} was used", name=top)

    wanted: str


def refusing(wanted: str) -> Any:  # noqa: ANN401 - a stand-in
    """Something that can be imported and named but not used."""
    return _Refusing(wanted.rpartition(".")[2], (), {"wanted": wanted})


class Quiet:
    """Something that only shows: whatever is done with it does nothing."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - a stand-in
        if name.startswith("__"):
            raise AttributeError(name)
        return Quiet(f"{self._name}.{name}")

    def __call__(self, *given: Any, **_options: Any) -> Any:  # noqa: ANN401, D102 - a stand-in
        last = self._name.rpartition(".")[2]
        if last == "subplots":
            return Quiet("figure"), _axes(*given[:2])
        return Quiet(self._name)

    def __getitem__(self, _key: object) -> "Quiet":
        return self

    def __setitem__(self, _key: object, _value: object) -> None:
        return None

    def __iter__(self) -> Iterator["Quiet"]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_problem: object) -> None:
        return None

    def __mro_entries__(self, _bases: object) -> tuple[type, ...]:
        return (object,)


def _axes(rows: object = 1, columns: object = 1) -> Any:  # noqa: ANN401 - one, a list or a table
    """As many stand-ins as `subplots` gives axes."""
    wide = [Quiet("axes") for _ in range(columns if isinstance(columns, int) else 1)]
    if isinstance(rows, int) and rows > 1:
        import numpy as np

        made = np.empty((rows, len(wide)), dtype=object)
        made[...] = Quiet("axes")
        return made if len(wide) > 1 else made[:, 0]
    return wide if len(wide) > 1 else wide[0]


class Progress:
    """`tqdm` without its bar."""

    def __init__(self, iterable: Iterable[Any] = (), *_given: object, **options: Any) -> None:  # noqa: ANN401 - tqdm's own
        self.iterable = iterable
        self.n = 0
        self.total = options.get("total")

    def __iter__(self) -> Iterator[Any]:
        return iter(self.iterable)

    def __len__(self) -> int:
        return len(self.iterable)  # type: ignore[arg-type]  # as tqdm: only where there is a length

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_problem: object) -> None:
        return None

    def update(self, steps: float = 1) -> None:
        """Nothing is shown."""
        del steps

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - `set_description`, `set_postfix`, `close`, …
        if name.startswith("__"):
            raise AttributeError(name)
        return Quiet(name)

    @staticmethod
    def write(text: str, *_given: object, **_options: object) -> None:
        """Printed, as tqdm does."""
        sys.stdout.write(f"{text}\n")


def trange(*given: int, **options: Any) -> Progress:  # noqa: ANN401 - tqdm's own
    """A range with the bar that it would have."""
    return Progress(range(*given), **options)


def _as_it_is(*given: Any, **_options: Any) -> Any:  # noqa: ANN401 - a decorator with or without brackets
    """A function that is compiled elsewhere and here runs as it is written."""
    if len(given) == 1 and callable(given[0]):
        return given[0]
    return lambda function: function


def _quiet_matplotlib() -> None:
    """Figures are drawn and never shown."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    plt.switch_backend("Agg")  # pyplot would do that when it is first asked to draw, and then it can no longer
    plt.ioff()
    mpl.use = _nothing
    plt.show = _closing(plt)
    plt.switch_backend = _nothing


def _nothing(*_given: object, **_options: object) -> None:
    """There is no window."""


def _closing(plt: Any) -> Callable[..., None]:  # noqa: ANN401 - the module
    """To show a figure here is to be done with it."""

    def show(*_given: object, **_options: object) -> None:
        plt.close("all")

    return show
