"""Running a training of the course for each seed: on one thread and with everything seeded, so that it comes to the same again."""

import inspect
import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from types import ModuleType

from grader.errors import ReferenceFault
from grader.nearest import quoted
from grader.references.course_module import imported
from grader.seeds import seeded
from grader.trainings.images import DATA
from grader.trainings.measures import Measures
from grader.trainings.training import FUNCTION, SEED, SEEDS, Training, shown


def run(training: Training) -> Measures:
    """What the training comes to, a number for each seed; raises MissingPackage, or ReferenceFault with file and line."""
    _ = training.key  # tells what is not installed before anything of it is loaded
    module = imported(training.path, training.source, shown(training.path))
    with _steady() if "torch" in training.imports else nullcontext():
        runs = [_one(training, module, seed) for seed in SEEDS]
    first, *others = runs
    if odd := next((other for other in others if other.keys() != first.keys()), None):
        raise ReferenceFault(f"{training.where}: `{FUNCTION}` gives {_names(first)} for one seed and {_names(odd)} for another")
    return {name: tuple(one[name] for one in runs) for name in first}


def _one(training: Training, module: ModuleType, seed: int) -> dict[str, float]:
    """One run: what it measured, by name."""
    arguments = {SEED: seed, **{name: DATA[name].arrays() for name in training.data}}
    with seeded(seed):
        try:
            found = getattr(module, FUNCTION)(**arguments)
        except (Exception, SystemExit) as problem:  # noqa: BLE001 - the course's own training: whatever it raises is told with its line
            line = next((frame.lineno for frame in reversed(inspect.trace()) if frame.filename == str(training.path)), training.line)
            said = " ".join(f"{type(problem).__name__}: {problem}".split())[:300]
            raise ReferenceFault(f"{shown(training.path)}, line {line}: the training fails for the seed {seed} ({said})") from None
    return _numbers(training, found)


def _numbers(training: Training, found: object) -> dict[str, float]:
    """Names and numbers, or a complaint about anything else."""
    where = f"{training.where}: `{FUNCTION}`"
    if not isinstance(found, Mapping) or not found:
        raise ReferenceFault(f"{where} gives {quoted(type(found).__name__)}; it wants names and numbers: `return {{'accuracy': …}}`")
    numbers: dict[str, float] = {}
    for name, value in found.items():
        try:
            numbers[str(name)] = float(value)
        except OverflowError:  # a whole number of hundreds of digits
            numbers[str(name)] = math.inf
        except (TypeError, ValueError, RuntimeError):
            raise ReferenceFault(f"{where} gives a {type(value).__name__} for {quoted(str(name))}; it wants a number") from None
        if not math.isfinite(numbers[str(name)]):
            raise ReferenceFault(f"{where} gives {numbers[str(name)]} for {quoted(str(name))}; it wants a finite number")
    return numbers


def _names(found: Mapping[str, float]) -> str:
    return ", ".join(f"`{name}`" for name in found)


@contextmanager
def _steady() -> Iterator[None]:
    """Torch on one thread and with steady algorithms alone, and afterwards as it was."""
    import torch

    threads, steady = torch.get_num_threads(), torch.are_deterministic_algorithms_enabled()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(mode=True)
    try:
        yield
    finally:
        torch.set_num_threads(threads)
        torch.use_deterministic_algorithms(mode=steady)
