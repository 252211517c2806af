"""Turns for work side by side: one of several, or all of them by whoever must have nothing beside it."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager


class Turns:
    """So many turns; any thread may ask, and whoever wants all of them keeps newcomers from taking another."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._door = threading.Lock()
        self._free = threading.Semaphore(count)

    @contextmanager
    def one(self) -> Iterator[None]:
        """While one turn is taken."""
        with ExitStack() as turn:
            with self._door:
                self._free.acquire()
                turn.callback(self._free.release)
            yield

    @contextmanager
    def every(self) -> Iterator[None]:
        """While all turns are taken."""
        with ExitStack() as turns, self._door:
            for _ in range(self._count):
                self._free.acquire()
                turns.callback(self._free.release)
            yield
