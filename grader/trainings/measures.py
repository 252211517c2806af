"""What a training came to, seed by seed, and the ranges that follow; kept in the user's cache folder under all that it depends on."""

import json
import math
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from grader.trainings.training import SEEDS, Training
from grader.whole import write_whole

SHARE_OF_SPREAD, SHARE_OF_VALUE = 0.5, 0.01
"""What another seed, or another version of torch, may come to beyond the seeds that were tried."""


@dataclass(frozen=True)
class Range:
    """The lowest and the highest of several runs."""

    low: float
    high: float

    @property
    def margin(self) -> float:
        """What a range in a rubric must leave on either side."""
        return max(SHARE_OF_SPREAD * (self.high - self.low), SHARE_OF_VALUE * max(abs(self.low), abs(self.high)))


Measures = Mapping[str, tuple[float, ...]]
"""What was measured, by name: a number for each seed."""


def ranges(measures: Measures) -> dict[str, Range]:
    """From the lowest to the highest, by name."""
    return {name: Range(min(numbers), max(numbers)) for name, numbers in measures.items()}


def kept(training: Training) -> Measures | None:
    """What the training came to when it was run; None where it was not, as it is now. Raises MissingPackage."""
    try:
        found = json.loads(_place(training).read_bytes())
    except (OSError, ValueError):
        return None
    return _measures(found)


def keep(training: Training, measures: Measures) -> None:
    """Put down what a training came to."""
    text = json.dumps({name: list(numbers) for name, numbers in measures.items()}, indent=1)
    write_whole(_place(training), f"{text}\n".encode())


def _place(training: Training) -> Path:
    """The file for a training; another text, other data or another torch have another one."""
    said = Path(os.environ.get("XDG_CACHE_HOME", ""))
    cache = said if said.is_absolute() else Path.home() / ".cache"
    return cache / "grader" / "trainings" / f"{training.name}-{training.key}.json"


def _measures(found: object) -> Measures | None:
    """Numbers for every seed by name; a damaged file is as good as none."""
    if not isinstance(found, dict) or not found:
        return None
    for numbers in found.values():
        if not isinstance(numbers, list) or len(numbers) != len(SEEDS):
            return None
        if not all(isinstance(number, float) and math.isfinite(number) for number in numbers):
            return None
    return {name: tuple(numbers) for name, numbers in found.items()}
