"""One reading child as the grader sees it: started, asked, watched from outside and ended, whatever it does."""

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from dataclasses import asdict
from pathlib import Path

import grader
from grader.errors import ReaderFault
from grader.readers.frames import receive
from grader.readers.limits import ReadingLimits
from grader.readers.losses import ChildLost, Loss
from grader.readers.requests import Reply, Request, one_line, understood
from grader.readers.wire import MAX_BYTES

_LOOK_EVERY = 20
"""Milliseconds between two looks at the clocks."""
_START = 60.0
"""Seconds until a new child must have said its first word; a busy machine takes a second or two."""
_LAST_BREATH = 5.0
"""Seconds between closing the channel and being gone."""
# The child finds this very package, and nothing else that lies beside it.
_BEGIN = (
    "import sys; sys.path.insert(0, sys.argv[1]); import grader; del sys.path[0]; from grader.readers.child import main; main(sys.argv[2:])"
)
_ENVIRONMENT = {"LANG": "C.UTF-8", "PYTHONUTF8": "1", "PYTHONHASHSEED": "0", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


class ReadingChild:
    """A process that reads documents, one at a time."""

    def __init__(self, limits: ReadingLimits, *, reader: str = "") -> None:
        self.limits = limits
        self.documents = 0
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                self._process = _start(theirs, limits, reader)
            except OSError as problem:
                ours.close()
                raise ReaderFault(f"the process that reads documents could not be started ({problem.strerror})") from None
        ours.settimeout(0.0)
        self._socket, self._ready = ours, False
        self._poll = select.poll()
        self._deadline = self._work_until = self._work_at_start = 0.0

    def ask(self, request: Request) -> Reply:
        """What came of it; Unreadable by the child's own words, ChildLost where it gave no answer."""
        self.documents += 1
        if not self._ready:
            self._greet()
        self._set_clocks(self.limits.seconds_for(request.name), self.limits.wall)
        try:
            self._send(request.framed())
            header, body = receive(self._receive, MAX_BYTES)
            return understood(header, body, request)
        except ConnectionError:
            raise self._gone() from None
        except ChildLost as lost:
            raise self._lost(lost.loss, lost.detail) from None

    def _greet(self) -> None:
        """Wait for the first word of a new child: what goes wrong before it is no document's fault."""
        self._set_clocks(_START, _START)
        try:
            header, _ = receive(self._receive, 0)
        except (ConnectionError, ReaderFault) as problem:
            raise self._lost(Loss.NOT_STARTED, problem.detail if isinstance(problem, ChildLost) else str(problem)) from None
        if header.get("is") != "ready":
            raise self._lost(Loss.NOT_STARTED, one_line(header.get("says", "").rstrip().rpartition("\n")[2]))
        self._ready = True

    def dismiss(self) -> None:
        """End the process and give back all that it took."""
        self.kill()
        self._socket.close()

    @property
    def worn_out(self) -> bool:
        """Whether it has read so much that a new child should take its place."""
        return self.documents >= self.limits.documents or self._work() + self.limits.seconds_at_most > self.limits.lifetime

    def kill(self) -> None:
        """End the process and whatever it started, and wait until it is gone; who waits for its answer will notice."""
        if self._process.poll() is None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.kill()
        self._process.wait()

    def _set_clocks(self, work: float, wall: float) -> None:
        """From when on the next answer is late."""
        self._deadline = time.monotonic() + wall
        self._work_at_start = self._work()
        self._work_until = self._work_at_start + work

    def _work(self) -> float:
        """Processor time of the child so far, by its clock as seen from outside; 0 where the system shows none."""
        if not sys.platform.startswith("linux"):
            return 0.0
        try:
            return time.clock_gettime((~self._process.pid << 3) | 2)
        except OSError:
            return 0.0

    def _wait(self, event: int) -> None:
        """Until the channel is ready; ChildLost when one of the clocks runs out first."""
        while True:
            self._poll.register(self._socket, event)
            ready = self._poll.poll(_LOOK_EVERY)
            if self._work() > self._work_until:
                raise self._lost(Loss.OUT_OF_TIME)
            if time.monotonic() > self._deadline:
                raise self._lost(Loss.ASLEEP)
            if ready:
                return

    def _send(self, data: bytes) -> None:
        """Write all of it, however slowly the child takes it."""
        rest = memoryview(data)
        while rest:
            self._wait(select.POLLOUT)
            with contextlib.suppress(BlockingIOError):
                rest = rest[self._socket.send(rest[: 1 << 20]) :]

    def _receive(self, count: int) -> bytes:
        """Exactly so many bytes."""
        parts = bytearray()
        while len(parts) < count:
            self._wait(select.POLLIN)
            part = self._socket.recv(min(count - len(parts), 1 << 20))
            if not part:
                raise self._gone()
            parts += part
        return bytes(parts)

    def _lost(self, loss: Loss, detail: str = "") -> ChildLost:
        """A loss with the processor time that this document took, or what it was allowed where a busy machine looked late."""
        took = min(self._work(), self._work_until) - self._work_at_start
        return ChildLost(loss, max(0.0, took), detail)

    def _gone(self) -> ChildLost:
        """Why the channel was closed, told by how the process ended."""
        worked = self._lost(Loss.CRASHED)
        try:
            status = self._process.wait(timeout=_LAST_BREATH)
        except subprocess.TimeoutExpired:
            return ChildLost(Loss.GARBLED, worked.seconds)
        losses = {-signal.SIGXCPU: Loss.OUT_OF_TIME, -signal.SIGALRM: Loss.ASLEEP, -signal.SIGKILL: Loss.KILLED}
        return ChildLost(losses.get(status, Loss.CRASHED), worked.seconds, f"it ended with status {status}")


def _start(channel: socket.socket, limits: ReadingLimits, reader: str) -> subprocess.Popen[bytes]:
    """Start the program with nothing of ours but the channel: no files, no variables, no terminal."""
    root = str(Path(grader.__file__).resolve().parents[1])
    options = ["--reader", reader] if reader else []
    return subprocess.Popen(
        [sys.executable, "-P", "-B", "-c", _BEGIN, root, json.dumps(asdict(limits)), *options],
        stdin=channel.fileno(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        close_fds=True,
        cwd="/",
        env=_ENVIRONMENT,
        start_new_session=True,
    )
