"""The files of a folder that was handed in: regular files only, links never followed, folders near the top first."""

import os
import stat
from collections import deque
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from grader.intake.archives import unpack
from grader.intake.haul import Haul
from grader.intake.kinds import ARCHIVES, INSTEAD, kind_of
from grader.intake.names import CHECKPOINTS, is_junk_file, is_junk_folder, shown

MOST_COPIES = 50


@dataclass(frozen=True)
class _Folder:
    """A folder still to be looked into, with its name inside the submission."""

    path: Path
    name: str
    depth: int


def list_folder(folder: Path, haul: Haul, name: str = "") -> None:
    """Take in every file below a folder, `name` before their names; archives in it are opened."""
    waiting = deque([_Folder(folder, name, 0)])
    while waiting:
        here = waiting.popleft()
        entries = _entries(here, haul)
        haul.entries += len(entries)
        if haul.entries > haul.limits.entries:
            haul.refuse(here.name, f"and what follows: the submission holds more than {haul.limits.entries:,} files and folders")
            return
        for entry in entries:
            deeper = _take(entry, here, haul)
            if deeper:
                waiting.append(deeper)


def _entries(folder: _Folder, haul: Haul) -> list[os.DirEntry[str]]:
    """What lies in a folder, in an order that does not depend on the file system; nothing where it cannot be opened."""
    try:
        with os.scandir(folder.path) as entries:
            return sorted(entries, key=lambda entry: os.fsencode(entry.name))
    except OSError as problem:
        haul.refuse(folder.name, f"cannot be opened ({problem.strerror})")
        return []


def _take(entry: os.DirEntry[str], here: _Folder, haul: Haul) -> _Folder | None:
    """Take in one entry of a folder, or return it if it is a folder itself."""
    name = f"{here.name}/{entry.name}" if here.name else entry.name
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError as problem:
        haul.refuse(name, f"cannot be opened ({problem.strerror})")
        return None
    if stat.S_ISDIR(status.st_mode):
        return _deeper(entry, name, here, haul)
    if is_junk_file(entry.name):
        haul.ignore(name)
    elif odd := odd_kind(status.st_mode):
        haul.refuse(name, odd)
    else:
        take_file(Path(entry.path), name, status.st_size, haul)
    return None


def _deeper(entry: os.DirEntry[str], name: str, here: _Folder, haul: Haul) -> _Folder | None:
    """The folder to look into later, unless nobody meant to hand it in or it lies too deep."""
    if is_junk_folder(entry.name) or Path(entry.path, "pyvenv.cfg").is_file():
        for one in _copies(entry) or [""]:
            haul.ignore(f"{name}/{one}" if one else name)
    elif here.depth + 1 > haul.limits.depth:
        haul.refuse(name, f"lies more than {haul.limits.depth} folders deep")
    else:
        return _Folder(Path(entry.path), name, here.depth + 1)
    return None


def _copies(entry: os.DirEntry[str]) -> list[str]:
    """The files in a folder of Jupyter's copies, some at least; nothing for other folders."""
    if entry.name != CHECKPOINTS:
        return []
    try:
        with os.scandir(entry.path) as entries:
            return sorted(one.name for one in islice(entries, MOST_COPIES))
    except OSError:
        return []


def odd_kind(mode: int) -> str:
    """Why something that is neither a file nor a folder is not opened; empty for an ordinary file."""
    if stat.S_ISREG(mode):
        return ""
    if stat.S_ISLNK(mode):
        return "is a link, and links are not followed; hand in the file itself"
    return "is a pipe, a socket or a device, which is never opened; hand in a file"


def take_file(path: Path, name: str, size: int, haul: Haul) -> None:
    """Take in one file of a folder: as it is, unpacked if it is an archive, or only named if it is of no use."""
    kind = kind_of(name)
    if kind in INSTEAD:
        haul.refuse(name, INSTEAD[kind])
    elif full := haul.no_room(size, archive=kind in ARCHIVES):
        haul.refuse(name, full)
    elif kind in ARCHIVES:
        unpack(path, shown(name), haul, prefix=shown(name) + "/")
    else:
        haul.add(shown(name), path, size)
