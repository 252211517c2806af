"""The fork server: a program that loads libraries, raises the walls, and forks one job after another; it never meets a rubric or a name.

Started by `grader.jail.server` with a socket as its standard input and a plan as its argument; runs no student code itself and reads
no document.
"""

import contextlib
import json
import os
import pkgutil
import select
import signal
import socket
import tempfile
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from grader.errors import JailFault
from grader.jail.folders import remove, room, too_large
from grader.jail.left_behind import beginning
from grader.jail.level import Level
from grader.jail.limits import JobLimits
from grader.jail.server import receive, send
from grader.jail.work import Work, work_of

LOOK_EVERY = 50
"""Milliseconds between two looks at folders that no kernel bounds."""


@dataclass
class Child:
    """A job that runs."""

    pid: int
    pidfd: int
    status: int
    """Where its end is told."""
    limits: JobLimits
    folder: Path | None
    room: int = 0
    """Bytes that the disk had left when it began."""
    full: bool = False
    crowded: bool = False


@dataclass
class Server:
    """What the server knows: its jobs by pid."""

    level: Level
    control: socket.socket
    work: Work
    place: Path | None = None
    """Where jobs write, at levels without a file system of their own."""
    children: dict[int, Child] = field(default_factory=dict)


def main(plan: str) -> None:
    """Load, warm up, raise the outer walls, then serve until the grader closes the channel."""
    wish = json.loads(plan)
    control = _control()
    try:
        server = _begun(Level(wish["level"]), wish, control)
    except Exception:  # noqa: BLE001 - whatever hinders the start is told to the grader, which says so to a person
        with contextlib.suppress(OSError):
            send(control, {"fault": traceback.format_exc()[-4000:]})
        os._exit(1)
    try:
        send(control, {"ready": True, "place": str(server.place or "")})
        while _served(server):
            pass
    finally:
        _swept(server)
    os._exit(0)


def _begun(level: Level, wish: Mapping[str, Any], control: socket.socket) -> Server:
    """Everything that is done once."""
    from grader.jail.walls import outer_walls

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _load_ours()
    work = work_of(wish["work"], tuple(wish["warm"]), wish["told"])
    told, _ = receive(control)
    outer_walls(level, [], hidden=[Path(one) for one in told["hidden"]])
    place = None if level is Level.NAMESPACES else Path(tempfile.mkdtemp(prefix=beginning()))
    work.begin()
    return Server(level, control, work, place)


def _load_ours() -> None:
    """Load all of our own that raising walls needs: behind them there are no files of ours."""
    from grader import jail

    for module in pkgutil.iter_modules(jail.__path__):
        import_module(f"{jail.__name__}.{module.name}")


def _control() -> socket.socket:
    """The channel to the grader, moved away from where libraries read and print."""
    descriptor = os.dup(0)
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    os.close(nothing)
    return socket.socket(fileno=descriptor)


def _served(server: Server) -> bool:
    """One turn: a request, or the end of jobs; False when the grader has gone."""
    poll = select.poll()
    for descriptor in (server.control.fileno(), *(child.pidfd for child in server.children.values() if child.pidfd >= 0)):
        poll.register(descriptor, select.POLLIN)
    restless = any(child.folder or child.pidfd < 0 for child in server.children.values())
    ready = {descriptor for descriptor, _ in poll.poll(LOOK_EVERY if restless else None)}
    for child in list(server.children.values()):
        _looked_after(server, child)
    if server.control.fileno() not in ready:
        return True
    try:
        request, descriptors = receive(server.control)
    except (OSError, ValueError):
        return False
    if "fork" in request:
        _fork(server, JobLimits(**request["fork"]), descriptors, silent=bool(request.get("silent")))
    elif "kill" in request:
        _killed(server.children.get(int(request["kill"])))
        send(server.control, {"done": True})
    return True


def _fork(server: Server, limits: JobLimits, descriptors: list[int], *, silent: bool) -> None:
    """Start a job and tell its number."""
    from grader.jail.walls import fork_job

    channel, output, status = descriptors
    folder = None if server.place is None else Path(tempfile.mkdtemp(dir=server.place))
    try:
        pid = fork_job(server.level)
    except (OSError, RuntimeError, JailFault) as problem:
        for descriptor in descriptors:
            os.close(descriptor)
        send(server.control, {"fault": f"no job could be started ({problem})"})
        return
    if pid == 0:
        _inside(server, folder, limits, (channel, output), silent=silent)
    os.close(channel)
    os.close(output)
    pidfd = os.pidfd_open(pid) if hasattr(os, "pidfd_open") else -1
    server.children[pid] = Child(pid, pidfd, status, limits, folder, room(server.place))
    send(server.control, {"pid": pid}, [pidfd] if pidfd >= 0 else [])


def _inside(server: Server, folder: Path | None, limits: JobLimits, ends: tuple[int, int], *, silent: bool) -> NoReturn:
    """The job: stands where it belongs, raises its walls, obeys; never returns."""
    from grader.jail.walls import descriptors, job_walls

    channel, output = ends
    try:
        nothing = os.open(os.devnull, os.O_RDWR)
        channel = os.dup2(channel, 100)
        os.dup2(nothing, 0)
        for standard in (1, 2):
            os.dup2(nothing if silent else output, standard)
        os.dup2(channel, 3)
        descriptors([0, 1, 2, 3])
        job_walls(server.level, folder or Path("/job"), limits)
        server.work.serve(3)
    except Exception:  # noqa: BLE001 - no student code has run yet, or the harness itself failed: either is told
        with contextlib.suppress(OSError):
            os.write(3, server.work.fault(traceback.format_exc()[-4000:]))
    finally:
        os._exit(0)


def _looked_after(server: Server, child: Child) -> None:
    """Notice the end of a job, or that its folder is full."""
    if child.folder is not None and not (child.full or child.crowded):
        child.full = too_large(child.folder, child.limits)
        # A file that was removed while it is open or mapped still takes its place, and no folder tells whose it is.
        child.crowded = not child.full and child.room - room(server.place) > child.limits.unseen + child.limits.folder_size * len(
            server.children
        )
        if child.full or child.crowded:
            _killed(child)
    pid, status, used = os.wait4(child.pid, os.WNOHANG)
    if pid == 0:
        return
    told = {
        "status": status,
        "work": used.ru_utime + used.ru_stime,
        "peak_mib": used.ru_maxrss / 1024,
        "full": child.full,
        "crowded": child.crowded,
    }
    with contextlib.suppress(OSError):
        os.write(child.status, json.dumps(told).encode("ascii"))
    os.close(child.status)
    if child.pidfd >= 0:
        os.close(child.pidfd)
    if child.folder is not None:
        remove(child.folder)
    del server.children[child.pid]


def _killed(child: Child | None) -> None:
    """End a job and, at levels without a pid namespace, whatever stands in its session."""
    if child is None:
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(child.pid, signal.SIGKILL)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)


def _swept(server: Server) -> None:
    """Leave nothing behind: no job and no folder."""
    for child in list(server.children.values()):
        _killed(child)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(child.pid, 0)
    if server.place is not None:
        remove(server.place)
