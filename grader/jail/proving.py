"""The program that proves a level: raises its walls round a job of our own, which tries what no job may do.

Started by `grader.jail.levels`; reads what is laid out as JSON from its input and writes one line of JSON for each try.
"""

import ctypes
import json
import os
import shutil
import signal
import sys
import tempfile
import time
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, NoReturn

from grader.errors import JailFault
from grader.jail.forbidden import SMALL, Bait
from grader.jail.identity import is_root, own_user
from grader.jail.kernel import PR_SET_DUMPABLE, prctl
from grader.jail.level import Level
from grader.jail.tries import attempts, can_work
from grader.jail.walls import LINUX, descriptors, fork_job, job_walls, outer_walls

_VICTIM_LIVES = 20.0
"""Seconds, should nobody end it."""


def main() -> None:
    """Prove the level that is asked for, and tell."""
    wish = json.loads(sys.stdin.buffer.read())
    level = Level(wish["level"])
    secret = ctypes.create_string_buffer(b"secret")
    victim = _victim()
    laid_out = Bait(**wish["bait"])
    bait = replace(laid_out, victims=(*laid_out.victims, victim), address=ctypes.addressof(secret))
    try:
        outer_walls(level, [], hidden=[Path(path) for path in wish["hidden"]])
        _prove(level, bait)
    except JailFault as problem:
        _tell({"fault": str(problem)})
    finally:
        if level is not Level.NAMESPACES:
            os.kill(victim, signal.SIGKILL)


def _prove(level: Level, bait: Bait) -> None:
    """One job, until its end."""
    folder = Path("/job") if level is Level.NAMESPACES else Path(tempfile.mkdtemp(prefix="grader-proof-"))
    pid = fork_job(level)
    if pid == 0:
        _job(level, bait, folder)
    _, status = os.waitpid(pid, 0)
    if level is not Level.NAMESPACES:
        shutil.rmtree(folder, ignore_errors=True)
    _tell({"end": os.waitstatus_to_exitcode(status)})


def _job(level: Level, bait: Bait, folder: Path) -> NoReturn:
    """Raise the walls, see that one can work behind them, then try everything."""
    try:
        descriptors([1, 2])
        job_walls(level, folder, SMALL)
        can_work()
        _tell({"ready": True})
        for told in attempts(bait):
            _tell(asdict(told))
    except (JailFault, OSError, RuntimeError) as problem:
        _tell({"fault": str(problem)})
    finally:
        os._exit(0)


def _victim() -> int:
    """A process of the user that the job will be, open to everybody of that user; it goes when this program goes."""
    told, tell = os.pipe()
    parent, user = os.getpid(), own_user(os.getpid())
    pid = os.fork()
    if pid == 0:
        _be_a_victim(parent, user, tell)
    os.close(tell)
    os.read(told, 1)
    os.close(told)
    return pid


def _be_a_victim(parent: int, user: int, tell: int) -> NoReturn:
    """Wait to be attacked."""
    try:
        if is_root():
            os.setgroups([])
            os.setgid(user)
            os.setuid(user)
        if LINUX:
            prctl(PR_SET_DUMPABLE, 1)
        os.close(0)
        os.close(1)
        os.write(tell, b".")
        until = time.monotonic() + _VICTIM_LIVES
        while os.getppid() == parent and time.monotonic() < until:
            time.sleep(0.02)
    finally:
        os._exit(0)


def _tell(word: dict[str, Any]) -> None:
    """One line, at once: the job may end at any moment."""
    os.write(1, json.dumps(word).encode("ascii") + b"\n")
