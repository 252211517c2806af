"""What student code may have changed under us, put right before we go on: our own functions, the folder, the standard streams."""

import gc
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import is_, itemgetter
from pathlib import Path
from typing import Any

from grader.worker.attempt import Attempt, attempt, guarded

_OURS = ("builtins", "json", "json.decoder", "json.encoder", "struct", "os", "posixpath", "re", "linecache", "ast", "numpy", "traceback")
_OUR_OWN = ("grader.wire", "grader.worker")
"""What of ours is still used once student code runs."""
_CHANGES_BY_ITSELF = frozenset({"__builtins__", "__cached__", "__spec__", "__loader__", "_", "__warningregistry__"})


@dataclass(frozen=True)
class Known:
    """A module as it was once."""

    now: dict[str, Any]
    """Its names, as they are whenever one looks."""
    was: Mapping[str, Any]
    look: Callable[[Mapping[str, Any]], tuple[Any, ...]]
    """Gives at once all that stands behind names that do not change by themselves."""
    things: tuple[Any, ...]
    """What it gave."""


Before = Sequence[Known]
"""The modules that are put right."""


def _known(now: dict[str, Any]) -> Known:
    was = dict(now)
    names = [name for name in was if name not in _CHANGES_BY_ITSELF]
    # Of a single name it would give the thing itself, and of none it cannot be made.
    look: Callable[[Mapping[str, Any]], tuple[Any, ...]] = itemgetter(*names, names[0]) if names else tuple
    return Known(now, was, look, look(was) if names else ())


def remembered() -> Before:
    """How things are now. A fork server remembers once for all its jobs: to look at every name costs a job milliseconds."""
    return [_known(vars(module)) for name, module in list(sys.modules.items()) if name in _OURS or name.startswith(_OUR_OWN)]


def changed_by_us(before: Before, name: str) -> Before:
    """The same, but for a library in which we have just put something for this job: that is to stay."""
    now = vars(sys.modules[name])
    return [_known(now) if one.now is now else one for one in before]


class Guard:
    """Knows how things were before any student code ran."""

    def __init__(self, folder: Path, before: Before) -> None:
        self._folder = os.fspath(folder)
        self._streams = (sys.stdout, sys.stderr, sys.displayhook, sys.excepthook)
        self._limit = sys.getrecursionlimit()
        self._chdir: Callable[[str], None] = os.chdir
        self._restored = _restorer(before)
        self.attempt: Callable[[Callable[[], Any]], Attempt] = guarded(self._restored)
        """Do something of theirs; afterwards our own functions are there again."""

    def restore(self, folder: str | None = None) -> None:
        """Undo what could hinder us; what a group added, like a name of its own, stays."""
        self._restored()
        if sys.getrecursionlimit() < self._limit:
            sys.setrecursionlimit(self._limit)
        sys.stdout, sys.stderr, sys.displayhook, sys.excepthook = self._streams
        for stream in self._streams[:2]:
            attempt(stream.flush)
        if not gc.isenabled():
            gc.enable()
        attempt(lambda: self._chdir(folder or self._folder))


def _restorer(modules: Before) -> Callable[[], None]:
    """A function that needs no built-in name, since those may be gone.

    It is called three times for every question, and nearly always finds all as it was: that is seen in one go for each module, by what
    a thing is and never by what it says that it equals.
    """
    skipped = _CHANGES_BY_ITSELF
    trace, profile = sys.settrace, sys.setprofile
    every, each, same, absent = all, map, is_, KeyError
    looks = [(one.now, one.was, one.look, one.things) for one in modules]

    def restored() -> None:
        trace(None)
        profile(None)
        for now, before, look, things in looks:
            try:
                if every(each(same, look(now), things)):
                    continue
            except absent:  # a name is gone
                pass
            for name, value in before.items():
                if name not in skipped and now.get(name, skipped) is not value:
                    now[name] = value

    return restored
