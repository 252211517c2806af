"""Fork servers that read documents, begun as copies of a program that has loaded what they load and waits.

Loading is most of what one takes; all that follows, the walls among it, each does for itself. How one is started as a program of its own
is tested by tests/readers and tests/jail, and by every test that starts the grader as a shell does.
"""

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
from pathlib import Path

from grader.jail import server
from grader.jail.zygote import main
from grader.readers.job import ReadingWork

ROOT = Path(__file__).resolve().parents[2]
BEGIN = "import sys; sys.path[:0] = sys.argv[1:3]; import grader, waiting_servers; del sys.path[:2]; waiting_servers.wait_for_plans()"
MOST = 1 << 16


class Copy:
    """What the grader wants of a process that it started."""

    def __init__(self, pid, pidfd):
        self.pid, self._pidfd = pid, pidfd

    def poll(self):
        """None while it runs."""
        return 0 if select.select([self._pidfd], [], [], 0)[0] else None

    def wait(self, timeout=None):
        """Until it is gone."""
        if not select.select([self._pidfd], [], [], timeout)[0]:
            raise subprocess.TimeoutExpired("a copy", timeout)

    def kill(self):
        """End it."""
        signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)

    def __del__(self):
        os.close(self._pidfd)


class WaitingServer:
    """The program that waits, and what reaches it from this process and its copies."""

    def __init__(self):
        self._ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        options = ["-s", "-P", "-B"]  # as the server proper is started
        with theirs:
            self._program = subprocess.Popen(
                [sys.executable, *options, "-c", BEGIN, str(ROOT), str(Path(__file__).parent)],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                cwd="/",
                env=server._ENVIRONMENT,
                start_new_session=True,
            )

    def close(self):
        """End the program; what it began goes on."""
        self._ours.close()
        self._program.wait()

    def started(self, control, plan, otherwise=server._started):
        """A server for this plan, in place of the function of this name."""
        if plan.work != "documents":
            return otherwise(control, plan)
        wish = json.dumps({"level": plan.level.value, "warm": plan.warm, "work": plan.work, "told": plan.told})
        back, back_in = socket.socketpair()
        with back, back_in:
            socket.send_fds(self._ours, [wish.encode()], [control.fileno(), back_in.fileno()])
            back_in.close()
            pid, (pidfd, *_), *_ = socket.recv_fds(back, 64, 1)
        return Copy(int(pid), pidfd)


def wait_for_plans():
    """Begin one server after another; returns in none."""
    channel = socket.socket(fileno=os.dup(0))
    ReadingWork(json.dumps({"limits": {}, "pictures": False, "reader": ""}))
    while True:
        wish, descriptors, *_ = socket.recv_fds(channel, MOST, 2)
        if not wish:
            os._exit(0)
        pid = os.fork()
        if not pid:
            os.setsid()
            os.dup2(descriptors[0], 0)
            os.closerange(3, max(*descriptors, channel.fileno()) + 1)
            main(wish.decode())
        with socket.socket(fileno=descriptors[1]) as back:
            pidfd = os.pidfd_open(pid)
            socket.send_fds(back, [str(pid).encode()], [pidfd])
        for descriptor in (descriptors[0], pidfd):
            os.close(descriptor)
        with contextlib.suppress(ChildProcessError):
            while os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG):
                pass
