"""The test program as the grader sees it: started once, given one run after another, watched by the clock and ended."""

import contextlib
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import grader
from grader.errors import JailFault
from grader.suite.channel import Channel, ChannelEnded

_BEGIN = "import sys; sys.path.insert(0, sys.argv[1]); import grader; del sys.path[0]; from grader.suite.runner import main; main()"
_NOT_OURS = ("PYTEST_ADDOPTS", "PYTEST_PLUGINS", "PYTEST_CURRENT_TEST", "PYTHONPATH", "PYTHONSTARTUP")
"""Variables that would change how tests are run."""


class TestsLost(JailFault):
    """The test program gave no answer: the tests do not end, or take the program with them."""


class TestProgram:
    """A process that runs an instructor's tests, one run at a time."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                self._process = _started(theirs)
            except OSError as problem:
                ours.close()
                raise JailFault(f"the program that runs the course's tests could not be started ({problem.strerror})") from None
        self._socket = ours
        self._channel = Channel(ours.fileno())
        self._deadline = 0.0

    def begin(self, request: Mapping[str, Any], seconds: float) -> None:
        """Give it a run, which may take so long by the wall clock."""
        self._deadline = time.monotonic() + seconds
        self.tell(request)

    def extend(self, seconds: float) -> None:
        """Allow it more time, once it is known how much there is to do."""
        self._deadline += seconds

    def tell(self, message: Mapping[str, Any]) -> None:
        """Send it something."""
        try:
            self._channel.send(message)
        except OSError:
            raise TestsLost("the program that runs the course's tests has ended") from None

    def hear(self) -> dict[str, Any]:
        """The next thing that it says."""
        left = max(0.0, self._deadline - time.monotonic())
        if not select.select([self._socket], [], [], left)[0]:
            raise TestsLost("the tests do not end")
        try:
            return self._channel.receive()
        except (ChannelEnded, OSError):
            raise TestsLost("the program that runs the course's tests has ended") from None

    def dismiss(self) -> None:
        """End it and whatever the tests started."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        self._process.wait()
        self._socket.close()


def _started(channel: socket.socket) -> subprocess.Popen[bytes]:
    """Start it with the course's own environment, but for what would change how tests are run."""
    kept = {name: value for name, value in os.environ.items() if name not in _NOT_OURS}
    ours = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONHASHSEED": "0", "MPLBACKEND": "Agg"}
    one_thread = {f"{library}_NUM_THREADS": "1" for library in ("OMP", "MKL", "OPENBLAS")}
    return subprocess.Popen(
        [sys.executable, "-P", "-B", "-c", _BEGIN, str(Path(grader.__file__).resolve().parents[1])],
        stdin=channel.fileno(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        close_fds=True,
        env={**kept, **ours, **one_thread},
        start_new_session=True,
    )
