"""The folder where one run at a time writes an assignment's results; what a killed run left there is cleared away."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from grader.errors import CommandError
from grader.full_disk import FULL, NOT_WRITTEN, no_room
from grader.nearest import quoted
from grader.records.holder import HOLDER, holder, name_holder
from grader.whole import clear_unfinished

UNPACKED = ".unpacked-"
"""How the name of a folder for unpacked archives begins."""


@contextmanager
def workplace(place: Path) -> Iterator[Path]:
    """Hold the results folder of an assignment alone, with a folder in it for what is gone when the run ends."""
    try:
        with _held(place):
            _clear(place)
            with _temporary(place) as keep:
                yield Path(keep)
    except OSError as problem:
        if problem.errno not in FULL:
            raise
        raise no_room(NOT_WRITTEN, problem.strerror) from None


@contextmanager
def _held(place: Path) -> Iterator[None]:
    """The lock goes with the process, however that ends; a file system without locks has none."""
    try:
        place.mkdir(parents=True, exist_ok=True)
        folder = os.open(place, os.O_RDONLY | os.O_CLOEXEC)
    except OSError as problem:
        raise _not_there(place, problem) from None
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            who = f"another `grader grade` is writing into {quoted(str(place))}{holder(place)}"
            raise CommandError(f"{who}; wait for it, or choose another folder with `--out`") from None
        except OSError:
            yield
            return
        name_holder(place)
        try:
            yield
        finally:
            (place / HOLDER).unlink(missing_ok=True)
    finally:
        os.close(folder)


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
        raise _not_there(place, problem) from None


def _not_there(place: Path, problem: OSError) -> CommandError:
    """That nothing can be written into a folder at all."""
    if problem.errno in FULL:
        return no_room(NOT_WRITTEN, problem.strerror)
    return CommandError(f"the results cannot be written into {quoted(str(place))} ({problem.strerror}); choose another folder with `--out`")
