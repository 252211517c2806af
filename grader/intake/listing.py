"""The files of a folder that was handed in: regular files only, links never followed, folders near the top first."""

import os
import stat
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path

from grader.intake.archives import unpack
from grader.intake.haul import Haul
from grader.intake.kinds import ARCHIVES, INSTEAD, kind_of
from grader.intake.names import CHECKPOINTS, is_junk_file, is_junk_folder, shown

MOST_COPIES = 50


@dataclass(frozen=True)
class Listed:
    """An entry of a folder as it was when somebody looked; a link is itself, never what it points to."""

    folder: Path
    name: str
    """Its own name."""
    mode: int
    size: int

    @cached_property
    def path(self) -> Path:
        """Where it lies; of many entries nobody asks more than the name."""
        return self.folder / self.name


@dataclass(frozen=True)
class _Folder:
    """A folder still to be looked into, with its name inside the submission."""

    path: Path
    name: str
    depth: int

    def inside(self, name: str) -> str:
        """The name that something in it has inside the submission."""
        return f"{self.name}/{name}" if self.name else name


def list_folder(folder: Path, haul: Haul, name: str = "", known: Sequence[Listed] = ()) -> None:
    """Take in every file below a folder, `name` before their names; archives in it are opened.

    `known` is what lies directly in it, sorted by the bytes of the names, where somebody has looked already.
    """
    waiting = deque([_Folder(folder, name, 0)])
    while waiting:
        here = waiting.popleft()
        entries = known if known and not here.depth else _entries(here, haul)
        haul.entries += len(entries)
        if haul.entries > haul.limits.entries:
            haul.refuse(here.name, f"and what follows: the submission holds more than {haul.limits.entries:,} files and folders")
            return
        for entry in entries:
            deeper = _take(entry, here, haul)
            if deeper:
                waiting.append(deeper)


def _entries(folder: _Folder, haul: Haul) -> list[Listed]:
    """What lies in a folder, in an order that does not depend on the file system; what cannot be opened is refused."""
    try:
        with os.scandir(folder.path) as entries:
            found = sorted(entries, key=lambda entry: os.fsencode(entry.name))
    except OSError as problem:
        haul.refuse(folder.name, f"cannot be opened ({problem.strerror})")
        return []
    listed = []
    for entry in found:
        try:
            status = entry.stat(follow_symlinks=False)
        except OSError as problem:
            haul.entries += 1
            haul.refuse(folder.inside(entry.name), f"cannot be opened ({problem.strerror})")
        else:
            listed.append(Listed(folder.path, entry.name, status.st_mode, status.st_size))
    return listed


def _take(entry: Listed, here: _Folder, haul: Haul) -> _Folder | None:
    """Take in one entry of a folder, or return it if it is a folder itself."""
    name = here.inside(entry.name)
    if stat.S_ISDIR(entry.mode):
        return _deeper(entry, name, here, haul)
    if is_junk_file(entry.name):
        haul.ignore(name)
    elif odd := odd_kind(entry.mode):
        haul.refuse(name, odd)
    else:
        take_file(entry.path, name, entry.size, haul)
    return None


def _deeper(entry: Listed, name: str, here: _Folder, haul: Haul) -> _Folder | None:
    """The folder to look into later, unless nobody meant to hand it in or it lies too deep."""
    if is_junk_folder(entry.name) or (entry.path / "pyvenv.cfg").is_file():
        for one in _copies(entry) or [""]:
            haul.ignore(f"{name}/{one}" if one else name)
    elif here.depth + 1 > haul.limits.depth:
        haul.refuse(name, f"lies more than {haul.limits.depth} folders deep")
    else:
        return _Folder(entry.path, name, here.depth + 1)
    return None


def _copies(entry: Listed) -> list[str]:
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
