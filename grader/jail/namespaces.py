"""Namespaces: a system of our own for all jobs, without network or other processes, and for each job a part of its own."""

import os
import select
import signal
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from grader.jail import kernel
from grader.jail.identity import drop_root, is_root, keep_memory_private, open_to_all
from grader.jail.limits import JobLimits
from grader.jail.view import JOB, enter_view

_OWN = kernel.CLONE_NEWUSER | kernel.CLONE_NEWNS | kernel.CLONE_NEWPID | kernel.CLONE_NEWNET | kernel.CLONE_NEWIPC | kernel.CLONE_NEWUTS
_HIGHEST = 1 << 20
"""No descriptor has a higher number."""


def enter_own_system(read: Sequence[Path], hidden: Sequence[Path]) -> int:
    """Go on, as a user without rights, in a system that shows only libraries; gives a descriptor of the outer /proc.

    The caller goes on as a child of the process that it was: that one waits, and ends as its child ends.
    """
    processes = os.open("/proc", os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
    early = _may_mount(read)
    if early:
        # While we are root we see into homes that are closed to others; the user that we become does not.
        enter_view(read, hidden)
    if drop_root():
        # Who changes its user is closed to itself, too, and could not say who it is in its new namespace.
        kernel.prctl(kernel.PR_SET_DUMPABLE, 1)
    user, group = os.geteuid(), os.getegid()
    kernel.unshare(_OWN)
    _say("setgroups", "deny", processes)
    _say("uid_map", f"{user} {user} 1", processes)
    _say("gid_map", f"{group} {group} 1", processes)
    if not early:
        enter_view(read, hidden)
    keep_memory_private()
    _become_first()
    return processes


def fork_into_new(own: int) -> int:
    """Fork a child that is the first process of a pid namespace of its own, and so ends whatever it started by its own end."""
    kernel.unshare(kernel.CLONE_NEWPID)
    pid = os.fork()
    if pid:
        kernel.setns(own, kernel.CLONE_NEWPID)
    return pid


def mount_own_folder(limits: JobLimits) -> None:
    """An empty folder in memory, seen by this job alone and gone with it.

    Behind it a user namespace of the job's own: the kernel then counts its threads apart from those of other jobs, and the rights that
    this one still has over the namespaces of the fork server end here.
    """
    kernel.unshare(kernel.CLONE_NEWNS)
    options = f"size={limits.folder_size},nr_inodes={limits.folder_entries},mode=0700"
    kernel.mount("job", str(JOB), "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC, options)
    kernel.unshare(kernel.CLONE_NEWUSER)


def _may_mount(read: Sequence[Path]) -> bool:
    """Whether this is a root who may have mounts of its own, as it now has; a container's root may not, and goes on like anybody.

    Unless what jobs must read is closed to anybody else: then that root cannot lend it here, and the level cannot be had.
    """
    if not is_root():
        return False
    try:
        kernel.unshare(kernel.CLONE_NEWNS)
    except PermissionError:
        if all(map(open_to_all, read)):
            return False
        raise
    return True


def _say(name: str, text: str, processes: int) -> None:
    """Write into a file of this process's own in /proc, which the view does not show."""
    descriptor = os.open(f"self/{name}", os.O_WRONLY | os.O_CLOEXEC, dir_fd=processes)
    try:
        os.write(descriptor, text.encode("ascii"))
    finally:
        os.close(descriptor)


def _become_first() -> None:
    """Fork once: the child, which goes on, is the first of its pid namespace, and nobody in it outlives it."""
    alive, of_parent = os.pipe()
    pid = os.fork()
    if pid:
        _wait_for(pid, of_parent)
    os.close(of_parent)
    kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
    if select.select([alive], [], [], 0)[0]:
        os._exit(1)  # the parent ended before it could have taken us with it
    os.close(alive)


def _wait_for(pid: int, keep: int) -> NoReturn:
    """Do nothing but wait, and end as the child ends."""
    os.closerange(0, keep)
    os.closerange(keep + 1, _HIGHEST)
    kernel.drop_capabilities()
    _, status = os.waitpid(pid, 0)
    if os.WIFSIGNALED(status):
        os.kill(os.getpid(), signal.SIGKILL)  # by which signal matters to nobody, that it was one does
    os._exit(os.waitstatus_to_exitcode(status))
