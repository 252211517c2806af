"""A grader that has loaded everything and waits: each command is run by a copy of it, with a folder, arguments and streams of its own.

What a command loads is the same every time and is most of what a short one takes; which level holds is tried out once, and so is what
reads documents. How a shell starts it is tested by test_help.py, test_terminal.py and test_interruption.py.
"""

import gc
import json
import os
import runpy
import socket
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

MOST = 1 << 20
SECONDS = 120.0


class WaitingGrader:
    """The program that waits, and what reaches it."""

    def __init__(self, environment):
        self._ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._program = subprocess.Popen(
                [sys.executable, str(Path(__file__)), str(theirs.fileno())], env=environment, pass_fds=[theirs.fileno()]
            )
        self._ours.settimeout(SECONDS)

    def run(self, arguments, folder):
        """How a command ends, and what it says on both streams."""
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            request = json.dumps({"arguments": arguments, "folder": str(folder)}).encode()
            socket.send_fds(self._ours, [request], [out.fileno(), err.fileno()])
            status = int(self._ours.recv(64))
            out.seek(0)
            err.seek(0)
            return status, out.read(), err.read()


@cache
def waiting_grader(environment):
    """The one of this process; it goes when this process does."""
    return WaitingGrader(dict(environment))


def wait_for_commands(channel):
    """Run command after command, each in a copy; returns in the copy, ready to run it."""
    while True:
        request, streams, *_ = socket.recv_fds(channel, MOST, 2)
        if not request:
            os._exit(0)
        copy = os.fork()
        if not copy:
            become(json.loads(request), streams)
            channel.close()
            return
        for stream in streams:
            os.close(stream)
        channel.send(str(os.waitstatus_to_exitcode(os.waitpid(copy, 0)[1])).encode())


def become(request, streams):
    """Be as if a shell had started this process."""
    os.chdir(request["folder"])
    nothing = os.open(os.devnull, os.O_RDONLY)
    for descriptor, stream in zip((0, 1, 2), (nothing, *streams), strict=True):
        os.dup2(stream, descriptor)
        os.close(stream)
    sys.argv = ["grader", *request["arguments"]]
    sys.path[0] = request["folder"]


def load_all():
    """What the commands load when they are run, the templates of their pages among it."""
    import numpy as np  # noqa: F401
    from waiting_servers import WaitingServer

    import grader.anew
    import grader.batch
    import grader.cli
    import grader.commands.check
    import grader.commands.decide
    import grader.commands.diff
    import grader.commands.grade
    import grader.commands.report
    import grader.draining
    import grader.written_out  # noqa: F401
    from grader.checks import style  # noqa: F401
    from grader.jail import server
    from grader.jail.levels import level_here
    from grader.reporting import page_html

    if level_here().holds:
        server._started = WaitingServer().started

    templates = page_html._templates()
    for name in templates.list_templates(extensions=["j2"]):
        templates.get_template(name)


if __name__ == "__main__":
    load_all()
    gc.freeze()  # a copy that looks through all of it, at its end at the latest, gets pages of its own for it
    wait_for_commands(socket.socket(fileno=int(sys.argv[1])))
    sys.modules.pop("grader.__main__", None)
    runpy.run_module("grader", run_name="__main__", alter_sys=True)
