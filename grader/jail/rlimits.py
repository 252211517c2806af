"""Limits that every system has: processor time, address space, processes, files."""

import contextlib
import math
import os
import resource
from pathlib import Path

from grader.jail.limits import JobLimits

_SLACK = 1_024
"""Tasks that a person's other programs may start meanwhile, where these count too."""
_SIGNALS, _LOCKED = 256, 1 << 20
"""Waiting signals, whose memory is the kernel's; bytes that may not be swapped out."""
_OF_OURS = 16
"""Tasks of the fork server and of other jobs, where the user is ours alone."""


def limit(kind: int, most: int) -> None:
    """Set a limit for good, no further than is allowed; the soft one is the hard one, so that no handler meets it first."""
    hard = resource.getrlimit(kind)[1]
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    with contextlib.suppress(ValueError, OSError):  # macOS has names for limits that it does not keep
        resource.setrlimit(kind, (most, most))


def limit_job(limits: JobLimits, address_space: int, tasks: int) -> None:
    """All limits of a job; `address_space` is what the fork server takes already, `tasks` what its user may have, 0 where unknown."""
    limit(resource.RLIMIT_CPU, math.ceil(limits.lifetime))
    limit(resource.RLIMIT_FSIZE, limits.file_size)
    limit(resource.RLIMIT_NOFILE, limits.open_files)
    limit(resource.RLIMIT_CORE, 0)
    for name, most in (("RLIMIT_SIGPENDING", _SIGNALS), ("RLIMIT_MEMLOCK", _LOCKED)):
        if hasattr(resource, name):
            limit(getattr(resource, name), most)
    if address_space:
        limit(resource.RLIMIT_AS, address_space + limits.memory)
    if tasks:
        limit(resource.RLIMIT_NPROC, tasks + limits.threads)
    if hasattr(resource, "RLIMIT_MSGQUEUE"):
        limit(resource.RLIMIT_MSGQUEUE, 0)


def tasks_allowed(*, alone: bool) -> int:
    """How many tasks the user of a job may have beside the job's own: a limit counts all of a user's; 0 where they cannot be counted."""
    if alone:
        return _OF_OURS
    count = _tasks_of_this_user()
    return count + _SLACK if count else 0


def tasks_of_this_process() -> int:
    """Threads of this process; 0 where the system does not show them."""
    tasks = Path("/proc/self/task")
    return len(list(tasks.iterdir())) if tasks.exists() else 0


def _tasks_of_this_user() -> int:
    """Threads of all processes of this user; 0 where the system does not show them."""
    user, count = os.getuid(), 0
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if folder.stat().st_uid == user:
                count += (folder / "task").stat().st_nlink - 2
    return count
