"""Landlock: which files, ports and processes this process may still reach, in the words of the kernel that is there."""

import ctypes
import os
import stat
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from grader.jail.kernel import PR_SET_NO_NEW_PRIVS, prctl, syscall

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR, _REMOVE_DIR, _REMOVE_FILE = (1 << bit for bit in range(6))
_MAKE_CHAR, _MAKE_DIR, _MAKE_REG, _MAKE_SOCK, _MAKE_FIFO, _MAKE_BLOCK, _MAKE_SYM = (1 << bit for bit in range(6, 13))
_REFER, _TRUNCATE, _IOCTL_DEV = (1 << bit for bit in range(13, 16))
_ALL_TCP, _ALL_SCOPES = 0b11, 0b11

READ = _READ_FILE | _READ_DIR
"""Open files and list folders."""
USE = _READ_FILE | _WRITE_FILE | _TRUNCATE
"""What is done with a device."""
FILL = READ | _WRITE_FILE | _REMOVE_DIR | _REMOVE_FILE | _MAKE_DIR | _MAKE_REG | _MAKE_SYM | _REFER | _TRUNCATE
"""Everything in a folder of one's own, but to start programs and to make devices, sockets and pipes."""
_OF_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _IOCTL_DEV
"""A rule on a file may name no rights of folders."""

_CREATE_VERSION, _RULE_PATH = 1, 1


@cache
def version() -> int:
    """The kernel's Landlock, by the number of its interface; 0 where it has none or it is switched off."""
    try:
        return syscall("landlock_create_ruleset", 0, 0, _CREATE_VERSION)
    except OSError:
        return 0


def confine(rules: Mapping[Path, int]) -> None:
    """From now on this process reaches only these paths, each with its rights; no TCP, no signals, no abstract sockets outside."""
    known = version()
    handled = _handled(known)
    words = (ctypes.c_uint64 * 3)(handled, _ALL_TCP if known >= 4 else 0, _ALL_SCOPES if known >= 6 else 0)
    size = 8 * (1 + (known >= 4) + (known >= 6))
    ruleset = syscall("landlock_create_ruleset", ctypes.byref(words), size, 0)
    try:
        for path, rights in rules.items():
            _allow(ruleset, path, rights & handled)
        prctl(PR_SET_NO_NEW_PRIVS, 1)
        syscall("landlock_restrict_self", ruleset, 0)
    finally:
        os.close(ruleset)


def _handled(known: int) -> int:
    """All rights that this kernel can refuse."""
    newer = _REFER * (known >= 2) | _TRUNCATE * (known >= 3) | _IOCTL_DEV * (known >= 5)
    return (_REFER - 1) | newer


def _allow(ruleset: int, path: Path, rights: int) -> None:
    """One rule; a path that is not there, or not for this user, needs none."""
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return
    try:
        if not stat.S_ISDIR(os.fstat(descriptor).st_mode):
            rights &= _OF_FILES
        # The kernel's structure is packed: eight bytes of rights, four of the descriptor.
        rule = rights.to_bytes(8, "little") + descriptor.to_bytes(4, "little")
        syscall("landlock_add_rule", ruleset, _RULE_PATH, rule, 0)
    finally:
        os.close(descriptor)


def without(path: Path, hidden: Iterable[Path]) -> tuple[Path, ...]:
    """What must be allowed instead of a path, so that nothing below the hidden ones is reached: Landlock cannot take back."""
    below = [one for one in hidden if one == path or path in one.parents]
    if not below:
        return (path,)
    if path in below:
        return ()
    with os.scandir(path) as entries:
        names = sorted(entry.name for entry in entries)
    return tuple(part for name in names for part in without(path / name, below))
