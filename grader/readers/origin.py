"""Where reading children come from: out of a jail where one holds on this machine, else as limited processes of their own."""

import threading
from collections.abc import Sequence
from pathlib import Path

from grader.errors import JailFault, ReaderFault
from grader.jail.client import Jail
from grader.jail.level import Level
from grader.jail.levels import level_here
from grader.readers.crew import Child
from grader.readers.jailed import JailedChild, jail
from grader.readers.limits import ReadingLimits
from grader.readers.process import ReadingChild


class Origin:
    """Children of one kind; the fork server that they are forked from is started when it is first needed."""

    def __init__(
        self, limits: ReadingLimits, level: Level | None, hidden: Sequence[Path], *, pictures: bool = False, reader: str = ""
    ) -> None:
        self._limits, self._level, self._hidden = limits, level, hidden
        self._pictures, self._reader = pictures, reader
        self._lock = threading.Lock()
        self._jail: Jail | None = None

    def child(self) -> Child:
        """A new child."""
        if not self.level.holds:
            return ReadingChild(self._limits, reader=self._reader)
        with self._lock:
            if self._jail is None:
                self._jail = jail(self.level, self._limits, self._hidden, pictures=self._pictures, reader=self._reader)
        return JailedChild(self._jail, self._limits)

    @property
    def level(self) -> Level:
        """How its children are held; tried out when it is first asked for, unless it was said."""
        try:
            return self._level or level_here()
        except JailFault as problem:
            raise ReaderFault(f"it could not be tried out how documents can be held apart: {problem}") from None

    def close(self) -> None:
        """End the fork server, and with it whatever still runs there."""
        with self._lock:
            if self._jail is not None:
                self._jail.close()
