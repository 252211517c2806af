"""What jobs do for a living: run student code, or read one document; a fork server knows one of the two."""

from collections.abc import Sequence
from importlib import import_module
from pkgutil import walk_packages
from types import MappingProxyType
from typing import Protocol


class Work(Protocol):
    """One kind of work, with everything loaded that its jobs will need."""

    def begin(self) -> None:
        """What is done once behind the outer walls, before the first job."""
        ...

    def serve(self, descriptor: int) -> None:
        """Do what is asked over a channel until it closes; in a job, behind all walls."""
        ...

    def fault(self, says: str) -> bytes:
        """What a job sends that failed for reasons of ours."""
        ...


class _Code:
    """Student code, asked one question after another."""

    def __init__(self, libraries: Sequence[str]) -> None:
        from grader.worker.warm import warm_up

        for package in ("grader.wire", "grader.worker"):
            load(package)
        warm_up(libraries)

    def begin(self) -> None:
        """Remember how libraries and our own modules are while no code of a group has run."""
        from grader.worker.guard import remembered

        self._before = remembered()

    def serve(self, descriptor: int) -> None:
        """Answer questions."""
        from grader.worker.channel import Channel
        from grader.worker.serve import serve

        serve(Channel(descriptor), self._before)

    def fault(self, says: str) -> bytes:
        """In the frames of the worker."""
        from grader.wire.encode import encode

        return encode({"is": "fault", "says": says})


_DOCUMENTS = MappingProxyType({"documents": "grader.readers.job"})
"""Kinds of work whose module would know more of us than student code may meet: loaded by name, and only where they are wanted."""


def work_of(name: str, libraries: Sequence[str], told: str) -> Work:
    """The work of this name, ready to be forked."""
    if name in _DOCUMENTS:
        made: Work = import_module(_DOCUMENTS[name]).ReadingWork(told)
        return made
    return _Code(libraries)


def load(package: str) -> None:
    """Load all modules of a package of ours and of those within it: behind the walls there are no files of ours."""
    for module in walk_packages(import_module(package).__path__, f"{package}."):
        import_module(module.name)
