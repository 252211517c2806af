"""The folder where one run at a time writes an assignment's results; what a killed run left there is cleared away."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from grader.errors import CommandError
from grader.nearest import quoted
from grader.whole import clear_unfinished

UNPACKED = ".unpacked-"
"""How the name of a folder for unpacked archives begins."""


@contextmanager
def workplace(place: Path) -> Iterator[Path]:
    """Hold the results folder of an assignment alone, with a folder in it for what is gone when the run ends."""
    try:
        place.mkdir(parents=True, exist_ok=True)
        held = os.open(place, os.O_RDONLY | os.O_CLOEXEC)
    except OSError as problem:
        message = f"the results cannot be written into {quoted(str(place))} ({problem.strerror}); choose another folder with `--out`"
        raise CommandError(message) from None
    try:
        _hold(held, place)
        _clear(place)
        with _temporary(place) as keep:
            yield Path(keep)
    finally:
        os.close(held)


def _hold(held: int, place: Path) -> None:
    """The lock goes with the process, however that ends; a file system without locks has none."""
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        message = f"another `grader grade` is writing into {quoted(str(place))}; wait for it, or choose another folder with `--out`"
        raise CommandError(message) from None
    except OSError:
        return


def _clear(place: Path) -> None:
    """Remove what a killed run left behind."""
    for left in place.glob(f"{UNPACKED}*"):
        shutil.rmtree(left, ignore_errors=True)
    clear_unfinished(place)
    for group in place.glob("groups/*"):
        clear_unfinished(group)


def _temporary(place: Path) -> TemporaryDirectory[str]:
    """A folder of this run's own."""
    try:
        return TemporaryDirectory(prefix=UNPACKED, dir=place)
    except OSError as problem:
        message = f"the results cannot be written into {quoted(str(place))} ({problem.strerror}); choose another folder with `--out`"
        raise CommandError(message) from None
