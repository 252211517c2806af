"""The handwritten digits of MNIST, from the four files in `data/`."""

import gzip
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).resolve().parents[1] / "data"
FILES = {
    "x_train": "train-images-idx3-ubyte.gz",
    "y_train": "train-labels-idx1-ubyte.gz",
    "x_val": "t10k-images-idx3-ubyte.gz",
    "y_val": "t10k-labels-idx1-ubyte.gz",
}


def read_idx(path: Path) -> np.ndarray:
    """An array from a file in MNIST's own format: its dimensions, then its bytes."""
    content = gzip.decompress(path.read_bytes())
    dimensions = content[3]
    shape = np.frombuffer(content, dtype=">u4", count=dimensions, offset=4)
    return np.frombuffer(content, dtype=np.uint8, offset=4 + 4 * dimensions).reshape(shape.astype(int))


def load_mnist(folder: Path = FOLDER) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """x_train, y_train, x_val, y_val: images of shape (number, 1, 28, 28) with values from 0 to 1, and labels."""
    missing = [name for name in FILES.values() if not (Path(folder) / name).is_file()]
    if missing:
        raise FileNotFoundError(f"{missing[0]} is not in {folder}; put the four files of MNIST there")
    x_train, y_train, x_val, y_val = (read_idx(Path(folder) / name) for name in FILES.values())
    return x_train[:, None] / 255, y_train.astype(int), x_val[:, None] / 255, y_val.astype(int)
