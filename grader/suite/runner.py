"""The program that runs an instructor's tests, once for each submission: pytest is loaded once, and each run is a fork of its own.

Run as `python -m grader.suite.runner` with a socket as its standard input. It is trusted and holds what the course's tests hold; no
code of a student's is ever loaded here.
"""

import importlib
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from grader.suite.channel import Channel, ChannelEnded
from grader.suite.warm import worth_loading


def main() -> None:
    """Serve until the grader closes the channel."""
    channel = Channel(os.dup(0))
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    os.close(nothing)
    sys.dont_write_bytecode = True
    importlib.import_module("pytest")
    importlib.import_module("grader.suite.plugin")
    try:
        while True:
            request = channel.receive()
            load(worth_loading(Path(request["file"])))
            channel.send({"is": "over", "status": forked(channel, request)})
    except ChannelEnded:
        return


def load(modules: Sequence[str]) -> None:
    """Libraries that a test file imports, loaded before the fork and so for all submissions at once."""
    for module in modules:
        importlib.import_module(module)


def forked(channel: Channel, request: Mapping[str, Any]) -> int:
    """One run in a fork, which takes with it whatever the tests leave behind; its exit status."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    status = 70
    try:
        status = run(channel, request)
    finally:
        os._exit(status)


def run(channel: Channel, request: Mapping[str, Any]) -> int:
    """The tests of one file, with no settings but ours: the course's own are for its own tests."""
    import pytest

    from grader.suite.plugin import Grading

    file = Path(request["file"])
    os.chdir(file.parent)
    options = ["--import-mode=prepend", "-c", os.devnull, "--rootdir", str(file.parent), "--confcutdir", str(file.parent)]
    quiet = ["-p", "no:cacheprovider", "-p", "no:faulthandler", "--tb=short", "--capture=sys", "-q", "--no-header", "--no-summary"]
    chosen = [f"{file}::{name}" for name in request["select"]] or [str(file)]
    return int(pytest.main([*options, *quiet, *chosen], plugins=[Grading(channel, request["default"])]))


if __name__ == "__main__":
    main()
