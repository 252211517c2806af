"""What student code may have changed under us, put right before we go on: our own functions, the folder, the standard streams."""

import gc
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from grader.worker.attempt import Attempt, attempt, guarded

Before = Sequence[tuple[dict[str, Any], Mapping[str, Any]]]
"""For each module its names, and what stood behind them once."""
_OURS = ("builtins", "json", "json.decoder", "json.encoder", "struct", "os", "posixpath", "re", "linecache", "ast", "numpy", "traceback")
_OUR_OWN = ("grader.wire", "grader.worker")
"""What of ours is still used once student code runs."""
_CHANGES_BY_ITSELF = frozenset({"__builtins__", "__cached__", "__spec__", "__loader__", "_", "__warningregistry__"})


def remembered() -> Before:
    """How things are now. A fork server remembers once for all its jobs: to look at every name costs a job milliseconds."""
    return [(vars(module), dict(vars(module))) for name, module in list(sys.modules.items()) if name in _OURS or name.startswith(_OUR_OWN)]


def changed_by_us(before: Before, name: str) -> Before:
    """The same, but for a library in which we have just put something for this job: that is to stay."""
    now = vars(sys.modules[name])
    return [(names, dict(now) if names is now else was) for names, was in before]


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
    """A function that needs no built-in name, since those may be gone."""
    skipped = _CHANGES_BY_ITSELF
    trace, profile = sys.settrace, sys.setprofile

    def restored() -> None:
        trace(None)
        profile(None)
        for now, before in modules:
            for name, value in before.items():
                if name not in skipped and now.get(name, skipped) is not value:
                    now[name] = value

    return restored
