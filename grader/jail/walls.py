"""The walls round student code, in the order in which they are raised: once for all jobs, at each fork, and in each job."""

import contextlib
import os
import signal
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from grader.errors import JailFault
from grader.jail.level import Level
from grader.jail.limits import JobLimits

LINUX = sys.platform.startswith("linux")
_HIGHEST = 1 << 20 if LINUX else 1 << 14
"""No descriptor has a higher number."""


@dataclass
class _Prepared:
    """What a fork server knows and has open from the time before its walls: there is one in a program, and jobs inherit it."""

    pid: int = 0
    tasks: int = -1
    """A descriptor of the folder that shows its threads."""
    memory: int = -1
    """One of the file that tells its memory."""
    own: int = -1
    """One of its pid namespace."""
    tasks_allowed: int = 0
    address_space: int = 0
    """Bytes, at the time of the last fork."""
    rules: Mapping[Path, int] = field(default_factory=dict)
    """What Landlock allows to every job."""


_prepared = _Prepared()


def outer_walls(level: Level, read: Sequence[Path], *, hidden: Sequence[Path] = ()) -> None:
    """Give up root and, where the level asks, the file system and the network; called once, by a program with one thread.

    Besides Python and its libraries jobs will read what is below `read`, and nothing below `hidden`. At level `namespaces` the caller
    goes on as a child of the process that it was. JailFault where a wall cannot be raised here.
    """
    try:
        _raise_outer(level, read, hidden)
    except OSError as problem:
        raise JailFault(f"level {level.value} cannot be had here: {problem}") from None


def fork_job(level: Level) -> int:
    """Fork a job: 0 in the child, its pid in the fork server. JailFault where the server has more threads than one."""
    count = _threads()
    if count > 1:
        raise JailFault(f"the fork server has {count} threads; a job forked from it could hang, so none is")
    _prepared.pid, _prepared.address_space = os.getpid(), _address_space()
    try:
        if level is not Level.NAMESPACES:
            pid = os.fork()
        else:
            from grader.jail.namespaces import fork_into_new

            pid = fork_into_new(_prepared.own)
    except OSError as problem:
        raise JailFault(f"no job could be forked: {problem}") from None
    if pid == 0:
        _end_with_parent(level)
    return pid


def job_walls(level: Level, folder: Path, limits: JobLimits) -> None:
    """Everything that holds one job, raised by the job itself before it meets student code; it may write into `folder` alone.

    At level `namespaces` that folder is always `/job`, empty and in memory. Only there may a job be allowed processes of its own: only
    there none of them can outlive it.
    """
    with contextlib.suppress(PermissionError):  # it leads a session already
        os.setsid()
    _forget()
    try:
        _raise_inner(level, folder, limits)
    except OSError as problem:
        raise JailFault(f"the walls of a job could not be raised: {problem}") from None


def descriptors(keep: Sequence[int]) -> None:
    """Close everything that was inherited, but these."""
    edges = [-1, *sorted(set(keep)), _HIGHEST]
    for low, high in pairwise(edges):
        if low + 1 < high:  # from 0 to 0 means all there are: the kernel is asked for everything up to -1
            os.closerange(low + 1, high)
    _prepared.tasks = _prepared.memory = _prepared.own = -1


def _forget() -> None:
    """Close what only the fork server needs."""
    for descriptor in (_prepared.tasks, _prepared.memory, _prepared.own):
        if descriptor >= 0:
            os.close(descriptor)
    _prepared.tasks = _prepared.memory = _prepared.own = -1


def _raise_outer(level: Level, read: Sequence[Path], hidden: Sequence[Path]) -> None:
    """The outer walls of a level, and what later steps need from the time before."""
    from grader.jail.identity import drop_root, is_root, keep_memory_private
    from grader.jail.places import interpreter
    from grader.jail.rlimits import tasks_allowed, tasks_of_this_process
    from grader.jail.syscalls import machine

    if level.holds:
        machine()
    if (count := tasks_of_this_process()) > 1:
        raise OSError(f"this program has {count} threads, and may have one")
    readable = (*interpreter(), *read)
    _prepared.tasks_allowed = tasks_allowed(alone=is_root())
    _prepared.rules = _rules(level, readable, hidden)
    if level is Level.NAMESPACES:
        from grader.jail.namespaces import enter_own_system

        processes = enter_own_system(readable, hidden)
        _look_back(processes)
        return
    drop_root(readable)
    if LINUX:
        _look_back(os.open("/proc", os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC))
    keep_memory_private()


def _look_back(processes: int) -> None:
    """Keep open what is read of /proc later, when it is no longer in sight."""
    _prepared.tasks = os.open("self/task", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC, dir_fd=processes)
    _prepared.memory = os.open("self/statm", os.O_RDONLY | os.O_CLOEXEC, dir_fd=processes)
    _prepared.own = os.open("self/ns/pid", os.O_RDONLY | os.O_CLOEXEC, dir_fd=processes)
    os.close(processes)


def _rules(level: Level, readable: Sequence[Path], hidden: Sequence[Path]) -> dict[Path, int]:
    """What Landlock will allow to every job; nothing at levels without it, and at `namespaces` where the kernel has none."""
    if not level.holds:
        return {}
    from grader.jail import seccomp
    from grader.jail.landlock import READ, USE, version, without
    from grader.jail.places import DEVICES, FACTS, SYSTEM, really

    # Here also because our own files are out of sight later.
    seccomp.prepare()
    if version() == 0:
        if level is Level.LANDLOCK:
            raise OSError("this kernel has no Landlock, or it is switched off")
        return {}
    devices = dict.fromkeys(DEVICES, USE)
    if level is Level.NAMESPACES:
        return {Path("/"): READ, **devices}
    masks = really(hidden)
    return {part: READ for place in really((*SYSTEM, *FACTS, *readable)) for part in without(place, masks)} | devices


def _threads() -> int:
    """Threads of this process; 0 where the system does not show them."""
    return len(os.listdir(_prepared.tasks)) if _prepared.tasks >= 0 else 0  # noqa: PTH208 - a descriptor is no path


def _address_space() -> int:
    """Bytes of address space of this process; 0 where the system does not show them."""
    if _prepared.memory < 0:
        return 0
    return int(os.pread(_prepared.memory, 64, 0).split()[0]) * os.sysconf("SC_PAGE_SIZE")


def _end_with_parent(level: Level) -> None:
    """Die when the fork server dies; in a pid namespace the kernel sees to it anyway."""
    if not LINUX:
        return
    from grader.jail import kernel

    kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
    if level is not Level.NAMESPACES and os.getppid() != _prepared.pid:
        os._exit(1)


def _raise_inner(level: Level, folder: Path, limits: JobLimits) -> None:
    """The walls of one job: those that need rights first, the filter of system calls last."""
    from grader.jail.rlimits import limit_job

    if level is Level.NAMESPACES:
        from grader.jail.namespaces import mount_own_folder
        from grader.jail.view import JOB

        folder = JOB
        mount_own_folder(limits)
    _furnish(folder)
    if level is Level.NONE:
        return
    limit_job(limits, _prepared.address_space, _prepared.tasks_allowed)
    if level.holds:
        _lock(level, folder, processes=limits.processes)


def _lock(level: Level, folder: Path, *, processes: bool) -> None:
    """Capabilities, Landlock, seccomp."""
    from grader.jail import kernel
    from grader.jail.landlock import FILL, confine
    from grader.jail.seccomp import Allowance, fence

    kernel.drop_capabilities()
    kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
    if _prepared.rules:
        confine({**_prepared.rules, folder: FILL})
    alone = level is Level.NAMESPACES
    fence(Allowance(os.getpid(), processes=processes and alone, own_files_only=alone))


def _furnish(folder: Path) -> None:
    """An environment that says nothing but where to write and that there is one thread."""
    os.chdir(folder)
    os.environ.clear()
    homes = ("HOME", "TMPDIR", "MPLCONFIGDIR", "TORCHINDUCTOR_CACHE_DIR", "IPYTHONDIR", "XDG_CACHE_HOME", "NUMBA_CACHE_DIR")
    threads = ("OMP", "MKL", "OPENBLAS", "NUMEXPR", "VECLIB_MAXIMUM", "NUMBA")
    os.environ.update(dict.fromkeys(homes, str(folder)))
    os.environ.update({f"{library}_NUM_THREADS": "1" for library in threads})
    os.environ.update({"LANG": "C.UTF-8", "MPLBACKEND": "Agg", "USER": "student", "LOGNAME": "student"})
    tempfile.tempdir = None  # the server may have asked for it where nobody may write
