"""A fork server without walls, for tests only: jobs of the worker, each in a process and a folder of its own."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from grader.wire.decode import decode
from grader.wire.encode import encode
from grader.wire.frames import read_frame

PACKAGE = Path(__file__).resolve().parents[2]
SERVER = """
import os, socket, sys
sys.path.insert(0, sys.argv[1])
import grader.worker.serve
from grader.worker.channel import Channel
from grader.worker.warm import warm_up
warm_up(sys.argv[2:])
del sys.path[0]
control = socket.socket(fileno=os.dup(0))
nothing = os.open(os.devnull, os.O_RDONLY)
os.dup2(nothing, 0)
control.send(b"ready")
while True:
    folder, descriptors, _, _ = socket.recv_fds(control, 4096, 2)
    if not folder:
        break
    if os.fork() == 0:
        channel, output = descriptors
        os.chdir(folder.decode())
        os.environ.update(HOME=folder.decode(), TMPDIR=folder.decode())
        os.dup2(output, 1), os.dup2(output, 2), os.close(output), os.close(control.fileno())
        try:
            grader.worker.serve.serve(Channel(channel))
        finally:
            os._exit(0)
    for one in descriptors:
        os.close(one)
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass
"""


class Job:
    """One job, asked as the grader asks."""

    def __init__(self, channel: socket.socket, output: int, folder: Path) -> None:
        self.channel, self._output, self.folder = channel, output, folder

    def send(self, **request: Any) -> None:
        """A request."""
        self.channel.sendall(encode(request, 64 << 20))

    def receive(self) -> dict[str, Any]:
        """The next reply."""
        header, body = read_frame(self._exactly)
        reply = decode(header, body)
        assert isinstance(reply, dict)
        return reply

    def do(self, word: str, **fields: Any) -> dict[str, Any]:
        """A request and its reply."""
        self.send(do=word, **fields)
        return self.receive()

    def begin(self, files: dict[str, str | bytes], starter: dict[str, str | bytes] | None = None, **fields: Any) -> dict[str, Any]:
        """The first request."""
        reply = self.do("begin", **{"files": as_bytes(files), "starter": as_bytes(starter or {}), "seed": 7, "stubs": True, **fields})
        assert reply["is"] == "ready", reply
        survey = reply["survey"]
        assert isinstance(survey, dict), survey
        return survey

    def ask(self, file: str, calls: str | list[str] = "", *, through: str = "", **fields: Any) -> dict[str, Any]:
        """A question; arguments in `args`."""
        names = calls.split() if isinstance(calls, str) else calls
        return self.do("ask", **{"file": file, "calls": names, "through": through, "args": {}, "seed": 3, "stubs": [], **fields})

    def value(self, file: str, calls: str | list[str] = "", **fields: Any) -> Any:
        """The value of an answer that is one."""
        reply = self.ask(file, calls, **fields)
        assert reply["is"] == "done", reply
        return reply["value"]

    def printed(self) -> str:
        """What was printed so far."""
        os.set_blocking(self._output, False)
        data = b""
        try:
            while part := os.read(self._output, 1 << 16):
                data += part
        except BlockingIOError:
            pass
        return data.decode()

    def _exactly(self, count: int) -> bytes:
        data = b""
        while len(data) < count:
            part = self.channel.recv(count - len(data))
            if not part:
                break
            data += part
        return data


def as_bytes(files: dict[str, str | bytes]) -> dict[str, bytes]:
    """Texts as what stands in a file."""
    return {name: data.encode() if isinstance(data, str) else data for name, data in files.items()}


class Server:
    """Warm libraries, from which jobs are forked."""

    def __init__(self, *libraries: str) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        environment = {
            "PATH": os.environ.get("PATH", ""),
            "PYTHONHASHSEED": "0",
            "MPLBACKEND": "Agg",
            **dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1"),
        }
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-s", "-P", "-B", "-c", SERVER, str(PACKAGE), *libraries], stdin=theirs, env=environment
            )
        self._control = ours
        assert ours.recv(100) == b"ready"

    @contextmanager
    def job(self, folder: Path) -> Iterator[Job]:
        """A new job that works in a folder."""
        ours, theirs = socket.socketpair()
        read, write = os.pipe()
        ours.settimeout(60)
        with ours:
            with theirs:
                socket.send_fds(self._control, [str(folder).encode()], [theirs.fileno(), write])
            os.close(write)
            try:
                yield Job(ours, read, folder)
            finally:
                os.close(read)

    def close(self) -> None:
        """No more jobs."""
        self._control.close()
        self._process.wait(30)
