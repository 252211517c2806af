"""Where jobs write at levels without a file system of their own: how much that is, and how it is removed however deep it goes."""

import contextlib
import os
from pathlib import Path

from grader.jail.limits import JobLimits

_DEEPEST, _LONGEST = 100, 2_000
"""Folders in one another, and characters of their path."""
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


def room(place: Path | None) -> int:
    """Bytes that are left where jobs write; 0 where the kernel bounds what they write."""
    if place is None:
        return 0
    told = os.statvfs(place)
    return told.f_bavail * told.f_frsize


def too_large(folder: Path, limits: JobLimits) -> bool:
    """Whether a job wrote more than it may, in bytes or in number, or deeper than can be looked at again and again."""
    size = entries = 0
    waiting = [os.fspath(folder)]
    deepest = waiting[0].count("/") + _DEEPEST
    while waiting:
        with contextlib.suppress(OSError):
            for facts, inner in _entries(waiting.pop()):
                entries += 1
                size += facts.st_blocks * 512
                waiting += [inner] if inner else []
                if size > limits.folder_size or entries > limits.folder_entries or len(inner) > _LONGEST or inner.count("/") > deepest:
                    return True
    return False


def _entries(folder: str) -> list[tuple[os.stat_result, str]]:
    """What lies in a folder, with the path of those that are folders themselves; one that is closed is opened first."""
    if not os.access(folder, os.R_OK | os.X_OK, effective_ids=True):
        os.chmod(folder, 0o700)  # noqa: PTH101 - a path may be longer than anything else likes
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            with contextlib.suppress(FileNotFoundError):
                found.append((entry.stat(follow_symlinks=False), entry.path if entry.is_dir(follow_symlinks=False) else ""))
    return found


def remove(folder: Path) -> None:
    """Remove a folder of a job that has ended, as far as that can be done. What lies deep is brought up first, so no path grows."""
    with contextlib.suppress(OSError):
        folder.chmod(0o700)
        top = os.open(folder, _FOLDER)
        try:
            _emptied(top)
        finally:
            os.close(top)
        folder.rmdir()


def _emptied(top: int) -> None:
    """Remove everything from a folder, one after another."""
    waiting = os.listdir(top)
    while waiting:
        name = waiting.pop()
        with contextlib.suppress(OSError):
            if not _unlinked(name, top):
                waiting += _brought_up(name, top)
                os.rmdir(name, dir_fd=top)


def _brought_up(name: str, top: int) -> list[str]:
    """Remove the files of an inner folder and bring its folders up, under names that nobody has."""
    moved = []
    os.chmod(name, 0o700, dir_fd=top)
    inner = os.open(name, _FOLDER, dir_fd=top)
    try:
        for entry in os.listdir(inner):  # noqa: PTH208 - no path
            if not _unlinked(entry, inner):
                os.chmod(entry, 0o700, dir_fd=inner)
                moved.append(os.urandom(12).hex())
                os.rename(entry, moved[-1], src_dir_fd=inner, dst_dir_fd=top)
    finally:
        os.close(inner)
    return moved


def _unlinked(name: str, folder: int) -> bool:
    """Remove what is no folder."""
    try:
        os.unlink(name, dir_fd=folder)
    except (IsADirectoryError, PermissionError):  # macOS says the second of folders
        return False
    return True
