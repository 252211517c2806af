#: tries: nothing: keeps a table in a temporary file
#: solve: right
import tempfile
from pathlib import Path

import numpy as np


def half(x):
    return x / 2


def solve(x):
    with tempfile.TemporaryDirectory() as folder:
        np.save(Path(folder) / "x.npy", x)
        Path("here.txt").write_text("notes", encoding="utf-8")
        return 2 * np.load(Path(folder) / "x.npy")


def triple(x):
    return 3 * x
