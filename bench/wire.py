# ruff: noqa: INP001 - a folder of programs, not a package
"""What a value costs to cross, beside pickle and a copy of its arrays: `python -m bench.wire`."""

import copy
import io
import pickle
import statistics
import sys
import time
from collections.abc import Callable

import numpy as np

from grader.wire.decode import decode
from grader.wire.encode import encode
from grader.wire.frames import read_frame

ROUNDS, SECONDS = 7, 0.05
PROMISED = {"three small arrays": 150e-6, "10 000 floats in a list": 15e-3}
"""Seconds, there and back."""


def crossed(value: object) -> object:
    """There and back by our frames."""
    return decode(*read_frame(io.BytesIO(encode(value)).read))


def pickled(value: object) -> object:
    """There and back by pickle, which trusts whoever sent it, and a copy, as our reader makes one."""
    return copy.deepcopy(pickle.loads(pickle.dumps(value, protocol=5)))  # noqa: S301 - our own value, for comparison


def values() -> dict[str, object]:
    """What functions of a sheet give back."""
    rng = np.random.default_rng(0)
    small = (rng.normal(size=(3, 4)), rng.integers(0, 9, 5), np.float32(rng.normal(size=(2, 2, 2))))
    return {
        "a number": {"is": "done", "value": 0.5},
        "three small arrays": {"is": "done", "value": small, "origin": "tuple"},
        "10 000 floats in a list": {"is": "done", "value": rng.normal(size=10_000).tolist()},
        "9 000 floats and whole numbers": {"is": "done", "value": [1, 0.5] * 4_500},
        "an array of 8 MB": {"is": "done", "value": rng.normal(size=1_000_000)},
        "a dict of 100 arrays": {"is": "done", "value": {f"layer {at}": rng.normal(size=(8, 8)) for at in range(100)}},
    }


def seconds(work: Callable[[object], object], value: object) -> float:
    """CPU of one crossing: the median of a few rounds."""
    work(value)
    each = []
    for _ in range(ROUNDS):
        times, began = 0, time.process_time()
        while (spent := time.process_time() - began) < SECONDS:
            work(value)
            times += 1
        each.append(spent / times)
    return statistics.median(each)


def main() -> int:
    """The table; 1 where something is slower than promised."""
    slow = 0
    for name, value in values().items():
        ours, theirs = seconds(crossed, value), seconds(pickled, value)
        late = ours > PROMISED.get(name, 1.0)
        slow += late
        note = "  SLOWER THAN PROMISED" if late else ""
        sys.stdout.write(f"{name:32} {ours * 1e6:10.0f} µs, {ours / theirs:5.2f} x pickle and copy{note}\n")
    return int(slow > 0)


if __name__ == "__main__":
    sys.exit(main())
