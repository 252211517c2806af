"""Copies of the starter: blank, and with its gaps filled in."""

import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

sys.path.insert(0, str(Path(__file__).parent))  # the folder is no package, and its tests share a file

import pytest
from fillings import STYLES, copied, fill

Importer = Callable[[str], ModuleType]


def forget() -> None:
    """The starter's modules are called `lib`, whichever copy they come from."""
    for name in [name for name in sys.modules if name == "lib" or name.startswith("lib.")]:
        del sys.modules[name]


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The starter as it is handed out."""
    return copied(tmp_path_factory.mktemp("blank"))


@pytest.fixture(scope="module", params=STYLES)
def completed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The starter with all gaps filled in."""
    folder = copied(tmp_path_factory.mktemp(request.param))
    fill(folder, STYLES[request.param])
    return folder


@pytest.fixture
def modules_of(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Path], Importer]]:
    """Import modules of one copy by name, and forget them afterwards."""

    def of(folder: Path) -> Importer:
        forget()
        monkeypatch.syspath_prepend(str(folder))
        return importlib.import_module

    yield of
    forget()
