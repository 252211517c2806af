"""Documents read by a few children side by side, so that none of them can cost more than itself."""

import os
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from grader.document import Document
from grader.errors import ReaderFault, Unreadable
from grader.readers.frames import FrameProblem
from grader.readers.limits import LIMITS, ReadingLimits
from grader.readers.process import ChildLost, Loss, ReadingChild
from grader.readers.wire import WireProblem
from grader.turns import Turns


class Readers:
    """A few reading children, started when they are needed and gone when the `with` block ends; any thread may ask."""

    def __init__(self, count: int = 1, limits: ReadingLimits = LIMITS, *, warm: bool = False, reader: str = "") -> None:
        self._count, self._limits, self._warm, self._reader = count, limits, warm, reader
        self._lock = threading.Lock()
        self._turns = Turns(count)
        self._idle: list[ReadingChild] = []
        self._all: set[ReadingChild] = set()
        self._closed = False

    def __enter__(self) -> Self:
        if self._warm:
            with self._lock:
                self._idle += [self._start() for _ in range(self._count)]
        return self

    def __exit__(self, kind: type[BaseException] | None, problem: BaseException | None, where: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End all children; whoever still waits for one is told."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
            busy = self._all.difference(idle)
        for child in idle:
            self._dismiss(child)
        for child in busy:
            child.kill()

    def read(self, path: Path, name: str) -> Document:
        """The document in a file, called `name`; Unreadable says what is wrong with it, ReaderFault what is wrong with us."""
        data = file_bytes(path, name, self._limits.size)
        try:
            with self._turns.one():
                return self._ask(data, name)
        except ChildLost as lost:
            if lost.loss in (Loss.OUT_OF_TIME, Loss.FAILED):
                raise verdict(lost, name, self._limits) from None
        # A busy machine may have been the reason: once more, with nothing beside it, in a new process.
        with self._alone():
            try:
                return self._ask(data, name)
            except ChildLost as lost:
                raise verdict(lost, name, self._limits) from None

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """While nobody else reads, and every child is a new one."""
        with self._turns.every():
            while self._idle:
                self._dismiss(self._idle.pop())
            yield

    def _ask(self, data: bytes, name: str) -> Document:
        """One document by one child, which is dismissed unless it answered properly."""
        child = self._hire()
        fit = False
        try:
            document = child.read(data, name)
            fit = not child.worn_out
        except Unreadable:
            fit = not child.worn_out
            raise
        except (FrameProblem, WireProblem) as problem:
            raise ChildLost(Loss.GARBLED, 0.0, str(problem)) from None
        finally:
            self._release(child) if fit else self._dismiss(child)
        return document

    def _hire(self) -> ReadingChild:
        """An idle child, or a new one."""
        with self._lock:
            if self._closed:
                raise ReaderFault("the readers were closed before this document was read")
            if self._idle:
                return self._idle.pop()
            return self._start()

    def _start(self) -> ReadingChild:
        """A new child, remembered."""
        child = ReadingChild(self._limits, warm=self._warm, reader=self._reader)
        self._all.add(child)
        return child

    def _release(self, child: ReadingChild) -> None:
        """Keep a child for the next document."""
        with self._lock:
            if not self._closed:
                self._idle.append(child)
                return
        self._dismiss(child)

    def _dismiss(self, child: ReadingChild) -> None:
        """End a child."""
        child.dismiss()
        with self._lock:
            self._all.discard(child)


def file_bytes(path: Path, name: str, most: int) -> bytes:
    """The bytes of a regular file of no more than `most`; Unreadable for anything else."""
    try:
        # Without waiting for a pipe to be written to, and without following a link that was a file a moment ago.
        opened = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            if not stat.S_ISREG(os.fstat(opened).st_mode):
                raise Unreadable(f"{name} is no ordinary file; hand in a file")
            with os.fdopen(opened, "rb", closefd=False) as file:
                data = file.read(most + 1)
        finally:
            os.close(opened)
    except OSError as problem:
        raise Unreadable(f"{name} cannot be opened ({problem.strerror}); hand it in again") from None
    if len(data) > most:
        raise Unreadable(f"{name} is larger than {most / 1e6:,.0f} MB, so it was not read; hand in a smaller file")
    return data


def verdict(lost: ChildLost, name: str, limits: ReadingLimits) -> Unreadable | ReaderFault:
    """Whose fault a loss is, in one sentence."""
    match lost.loss:
        case Loss.OUT_OF_TIME:
            seconds = f"{lost.seconds:.0f}" if lost.seconds >= 1 else f"{lost.seconds:.1f}"
            return Unreadable(f"{name} took more than {seconds} s of processor time to open, so it was not read; hand in a simpler file")
        case Loss.OUT_OF_MEMORY:
            memory = f"{limits.memory / (1 << 30):.2g} GiB"
            return Unreadable(f"{name} took more than {memory} of memory to open, so it was not read; hand in a simpler file")
        case Loss.CRASHED:
            return Unreadable(f"{name} makes the reader crash, so it was not read; save or print it as a PDF once more and hand that in")
        case Loss.NOT_STARTED:
            return ReaderFault(f"the process that reads documents could not be started ({lost.detail})")
        case Loss.ASLEEP | Loss.KILLED | Loss.GARBLED | Loss.FAILED:
            fault = ReaderFault(f"{name} could not be read: our reader {lost.loss.value}")
            if lost.detail:
                fault.add_note(lost.detail)
            return fault
