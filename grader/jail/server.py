"""The fork server as the grader sees it: a program of its own, started with nothing of ours, asked for one job after another."""

import contextlib
import json
import os
import signal
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import grader
from grader.errors import JailFault
from grader.jail.folders import remove
from grader.jail.level import Level
from grader.jail.limits import JobLimits

START = 120.0
"""Seconds until a new server must be ready; torch takes a few on a busy machine."""
ANSWER = 60.0
"""Seconds until it must have forked."""
LONGEST = 1 << 16
_LENGTH = struct.Struct(">I")
# The server finds this very package, and nothing else that lies beside it.
_BEGIN = (
    "import sys; sys.path.insert(0, sys.argv[1]); import grader; del sys.path[0]; from grader.jail.zygote import main; main(sys.argv[2])"
)
_ENVIRONMENT = {
    "LANG": "C.UTF-8",
    "PYTHONUTF8": "1",
    "PYTHONHASHSEED": "0",
    "PATH": "/usr/bin:/bin",
    "MPLBACKEND": "Agg",
    # In large pages what torch takes is forked, and given up, in half the time.
    "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",
    **{f"{library}_NUM_THREADS": "1" for library in ("OMP", "MKL", "OPENBLAS", "NUMEXPR", "VECLIB_MAXIMUM")},
}


@dataclass(frozen=True)
class Plan:
    """How a fork server is to be: nothing in it tells what it will be used for."""

    level: Level
    warm: tuple[str, ...] = ()
    """Libraries to load before the first job."""
    hidden: tuple[str, ...] = ()
    """Folders that no job may see although they lie below one that jobs need."""
    work: str = "code"
    """What jobs do: one of the words that the fork server knows."""
    told: str = ""
    """What that work wants to know before the first job."""


@dataclass(frozen=True)
class Forked:
    """The grader's ends of a new job."""

    pid: int
    pidfd: int
    """-1 where the system has none."""
    channel: socket.socket
    output: int
    status: int


class ForkServer:
    """One fork server; jobs may be asked for from any thread, and run side by side."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._lock = threading.Lock()
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                self._process = _started(theirs, plan)
            except OSError as problem:
                ours.close()
                raise JailFault(f"the fork server could not be started ({problem.strerror})") from None
        self._control = ours
        with contextlib.suppress(OSError):  # who is gone already is told by the greeting
            send(ours, {"hidden": list(plan.hidden)})
        self._ready = False
        self._place = ""
        """Its folder for what jobs write, where it has one: a server that was killed leaves it behind."""

    @property
    def pid(self) -> int:
        """The server's process."""
        return self._process.pid

    def fork(self, limits: JobLimits, *, silent: bool = False) -> Forked:
        """A new job; JailFault where the server is lost."""
        ours, theirs = socket.socketpair()
        output, output_in = os.pipe()
        status, status_in = os.pipe()
        with theirs, contextlib.ExitStack() as given, contextlib.ExitStack() as kept:
            for descriptor in (output_in, status_in):
                given.callback(os.close, descriptor)
            for descriptor in (output, status):
                kept.callback(os.close, descriptor)
            kept.callback(ours.close)
            reply, pidfd = self._asked({"fork": asdict(limits), "silent": silent}, [theirs.fileno(), output_in, status_in])
            kept.pop_all()
        ours.setblocking(False)  # noqa: FBT003 - the name of the method says it
        os.set_blocking(output, False)
        return Forked(_pid_here(pidfd, int(reply["pid"])), pidfd, ours, output, status)

    def kill(self, forked: Forked) -> None:
        """End a job from outside, whatever it does."""
        with contextlib.suppress(ProcessLookupError):
            if forked.pidfd >= 0:
                signal.pidfd_send_signal(forked.pidfd, signal.SIGKILL)
            else:
                self._asked({"kill": forked.pid}, [])

    def close(self) -> None:
        """End the server, and with it every job."""
        with contextlib.suppress(OSError):
            self._control.shutdown(socket.SHUT_RDWR)
        try:
            self._process.wait(timeout=2.0)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.kill()
            self._process.wait()
        if self._place:
            remove(Path(self._place))
        self._control.close()

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    def _asked(self, request: dict[str, Any], descriptors: Sequence[int]) -> tuple[dict[str, Any], int]:
        """One request and its reply, with the descriptor that comes with it or -1."""
        with self._lock:
            try:
                if not self._ready:
                    self._greeted()
                self._control.settimeout(ANSWER)
                send(self._control, request, descriptors)
                reply, received = receive(self._control)
            except (OSError, ValueError) as problem:
                raise JailFault(f"the fork server was lost ({problem})") from None
        if "fault" in reply:
            for descriptor in received:
                os.close(descriptor)
            raise JailFault(f"the fork server failed: {reply['fault']}")
        return reply, received[0] if received else -1

    def _greeted(self) -> None:
        """Wait until it has loaded its libraries and stands behind its walls."""
        self._control.settimeout(START)
        word, _ = receive(self._control)
        if "ready" not in word:
            raise ValueError(str(word.get("fault", "it did not start"))[:2000])
        self._place = str(word.get("place", ""))
        self._ready = True


def send(control: socket.socket, message: dict[str, Any], descriptors: Sequence[int] = ()) -> None:
    """A message with open descriptors beside it."""
    data = json.dumps(message).encode("ascii")
    data = _LENGTH.pack(len(data)) + data
    if descriptors:
        sent = socket.send_fds(control, [data], list(descriptors))
        data = data[sent:]
    control.sendall(data)


def receive(control: socket.socket) -> tuple[dict[str, Any], list[int]]:
    """The next message and the descriptors that came with it; raises ConnectionError at the end, ValueError for what is no message."""
    data, descriptors, _, _ = socket.recv_fds(control, _LENGTH.size, 8)
    for descriptor in descriptors:
        os.set_inheritable(descriptor, False)  # noqa: FBT003 - the function's name says what it is
    while data and len(data) < _LENGTH.size:
        data += control.recv(_LENGTH.size - len(data))
    if not data:
        raise ConnectionResetError("it ended")
    (length,) = _LENGTH.unpack(data)
    if length > LONGEST:
        raise ValueError("its message is too long")
    parts = bytearray()
    while len(parts) < length:
        part = control.recv(length - len(parts))
        if not part:
            raise ConnectionResetError("it ended")
        parts += part
    message = json.loads(bytes(parts))
    if not isinstance(message, dict):
        raise ValueError("its message is none")
    return message, descriptors


def _pid_here(pidfd: int, told: int) -> int:
    """The number that a job has for us: the server may count from another start."""
    if pidfd < 0:
        return told
    try:
        text = Path(f"/proc/self/fdinfo/{pidfd}").read_text(encoding="ascii")
    except OSError:
        return told
    number = next((int(row.split()[1]) for row in text.splitlines() if row.startswith("Pid:")), told)
    return number if number > 0 else told


def _started(control: socket.socket, plan: Plan) -> subprocess.Popen[bytes]:
    """Start the program with the control socket as its input and nothing else of ours."""
    root = str(Path(grader.__file__).resolve().parents[1])
    # Where the course lies is told by the socket: what a program was started with, student code can see for ever.
    wish = json.dumps({"level": plan.level.value, "warm": plan.warm, "work": plan.work, "told": plan.told})
    return subprocess.Popen(
        [sys.executable, "-s", "-P", "-B", "-c", _BEGIN, root, wish],
        stdin=control.fileno(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        close_fds=True,
        cwd="/",
        env=_ENVIRONMENT,
        start_new_session=True,
    )
