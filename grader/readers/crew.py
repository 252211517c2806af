"""A few children side by side, so that no document costs more than itself: hired, dismissed, asked again where load may be to blame."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from grader.errors import ReaderFault, Unreadable
from grader.readers.frames import FrameProblem
from grader.readers.limits import ReadingLimits
from grader.readers.losses import ChildLost, Loss, verdict
from grader.readers.requests import Reply, Request
from grader.readers.wire import WireProblem
from grader.turns import Turns


class Child(Protocol):
    """Whoever does what is asked of one document, apart from us."""

    @property
    def worn_out(self) -> bool:
        """Whether it is to be replaced before the next document."""
        ...

    def ask(self, request: Request) -> Reply:
        """What came of it; Unreadable by its own words, ChildLost where it gave no answer."""
        ...

    def kill(self) -> None:
        """End it; who waits for its answer will notice."""
        ...

    def dismiss(self) -> None:
        """End it and give back all that it took."""
        ...


class Crew:
    """Children of one kind, begun when they are needed; any thread may ask."""

    def __init__(self, count: int, limits: ReadingLimits, start: Callable[[], Child]) -> None:
        self._limits, self._start = limits, start
        self._lock = threading.Lock()
        self._turns = Turns(count)
        self.idle: list[Child] = []
        self.all: set[Child] = set()
        self.closed = False

    def close(self) -> None:
        """End all children; whoever still waits for one is told."""
        with self._lock:
            self.closed = True
            idle, self.idle = self.idle, []
            busy = self.all.difference(idle)
        for child in idle:
            self._dismiss(child)
        for child in busy:
            child.kill()

    def ask(self, request: Request) -> Reply:
        """What came of a request; Unreadable says what is wrong with the document, ReaderFault what is wrong with us."""
        try:
            with self._turns.one():
                return self._ask(request)
        except ChildLost as lost:
            if lost.loss in (Loss.OUT_OF_TIME, Loss.OUT_OF_MEMORY, Loss.FAILED):  # its own limits, whatever else the machine does
                raise verdict(lost, request.name, self._limits) from None
        # A busy machine may have been the reason: once more, with nothing beside it, in a new process.
        with self._alone():
            try:
                return self._ask(request)
            except ChildLost as lost:
                raise verdict(lost, request.name, self._limits) from None

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """While nobody else reads, and every child is a new one."""
        with self._turns.every():
            while self.idle:
                self._dismiss(self.idle.pop())
            yield

    def _ask(self, request: Request) -> Reply:
        """One request to one child, which is dismissed unless it answered properly."""
        child = self._hire()
        fit = False
        try:
            reply = child.ask(request)
            fit = not child.worn_out
        except Unreadable:
            fit = not child.worn_out
            raise
        except (FrameProblem, WireProblem) as problem:
            raise ChildLost(Loss.GARBLED, 0.0, str(problem)) from None
        finally:
            self._release(child) if fit else self._dismiss(child)
        return reply

    def _hire(self) -> Child:
        """An idle child, or a new one."""
        with self._lock:
            if self.idle:
                return self.idle.pop()
        return self._new()

    def _new(self) -> Child:
        """A new child, remembered."""
        self._open()
        child = self._start()
        with self._lock:
            self.all.add(child)
        try:
            self._open()  # who closed meanwhile did not know of it
        except ReaderFault:
            self._dismiss(child)
            raise
        return child

    def _open(self) -> None:
        """ReaderFault once the readers are closed."""
        with self._lock:
            if self.closed:
                raise ReaderFault("the readers were closed before this document was read")

    def _release(self, child: Child) -> None:
        """Keep a child for the next document."""
        with self._lock:
            if not self.closed:
                self.idle.append(child)
                return
        self._dismiss(child)

    def _dismiss(self, child: Child) -> None:
        """End a child."""
        child.dismiss()
        with self._lock:
            self.all.discard(child)
