"""Who a job is: never root, and nobody whom it could be mistaken for."""

import os
import stat
import sys
from collections.abc import Iterable
from pathlib import Path

from grader.errors import JailFault
from grader.jail import kernel

_FIRST, _COUNT = 61_184, 4_336
"""User numbers that systems keep for short-lived services, so that they are no person's."""
_NOBODY = 65_534
"""For containers that have few users."""


def is_root() -> bool:
    """Whether this process is root, in fact or by name."""
    return hasattr(os, "geteuid") and 0 in (os.getuid(), os.geteuid())


def drop_root(needed: Iterable[Path] = ()) -> bool:
    """Become a user of our own, if this is root; True where it was.

    Some of what is needed may lie in a home that only root can enter. Then files are still opened in root's name, but with none of its
    powers: no capability is left, signals, memory and the count of processes are those of the new user, and Landlock says which files.
    """
    if not is_root():
        return False
    linux = sys.platform.startswith("linux")
    in_roots_name = linux and not all(open_to_all(path) for path in needed)
    if linux:
        kernel.empty_bounding_set()
    if in_roots_name:
        kernel.prctl(kernel.PR_SET_KEEPCAPS, 1)
    _become()
    if in_roots_name:
        kernel.set_capabilities(kernel.CAP_SETUID)
        kernel.set_file_user(0)
    if linux:
        kernel.drop_capabilities()
    return True


def open_to_all(path: Path) -> bool:
    """Whether any user may read a file or list a folder, and reach it."""
    try:
        reached = all(parent.stat().st_mode & stat.S_IXOTH for parent in path.parents)
        return reached and bool(path.stat().st_mode & stat.S_IROTH)
    except FileNotFoundError:
        return True


def keep_memory_private() -> None:
    """No other process of the same user may look into this one or trace it."""
    if sys.platform.startswith("linux"):
        kernel.prctl(kernel.PR_SET_DUMPABLE, 0)


def own_user(pid: int) -> int:
    """The user that a process becomes which was root: another one for each fork server, so that none can reach what another owns."""
    return _FIRST + pid % _COUNT


def _become() -> None:
    """Another user and group, for good."""
    os.setgroups([])
    for user in (own_user(os.getpid()), _NOBODY):
        try:
            os.setgid(user)
            os.setuid(user)
        except OSError:
            continue
        if not is_root() and os.getegid() == user:
            return
    raise JailFault("root's rights could not be given up: no other user exists here")
