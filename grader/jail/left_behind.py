"""Folders for temporary files that tell by their names whose they are, so that what a killed program left there can be removed."""

import hashlib
import os
import platform
import re
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from grader.jail.folders import remove

PROOF = "grader-proof-"
"""A proof's folder, over in seconds; its name is short, for a socket lies in it, and the path of one must be."""
_OLD = 3600.0
"""Seconds after which no proof can be going on."""
_NAME = re.compile(r"grader-jail-(\d+)-([0-9a-f]{12})-\w+")
_ALSO = Path("/tmp")  # noqa: S108 - where programs of ours write that are told of no other place
"""The fork server and the proof have an environment of their own, without `TMPDIR`."""


def beginning() -> str:
    """How the name of the folder begins where this process's jobs write."""
    return f"grader-jail-{os.getpid()}-{_numbering()}-"


def clear_left_behind() -> None:
    """Remove the folders of processes of ours that are no more; those of other users, machines and containers are left alone."""
    for place in {Path(tempfile.gettempdir()), _ALSO}:
        with suppress(OSError):
            for folder in place.glob("grader-*"):
                if _own(folder) and _is_over(folder):
                    remove(folder)


def _is_over(folder: Path) -> bool:
    """Whether whoever made it is no more."""
    if folder.name.startswith(PROOF):
        return time.time() - folder.lstat().st_mtime > _OLD
    match = _NAME.fullmatch(folder.name)
    return match is not None and match[2] == _numbering() and not _alive(int(match[1]))


def _numbering() -> str:
    """Where a process's number means this very process: two containers may share a folder, and number their own."""
    try:
        space = str(Path("/proc/self/ns/pid").readlink())
    except OSError:
        space = ""
    return hashlib.sha256(f"{platform.node()} {space}".encode("utf-8", "replace")).hexdigest()[:12]


def _alive(pid: int) -> bool:
    """Whether there is such a process, be it another one by now."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _own(folder: Path) -> bool:
    """Whether it is a folder of this very user's, and no link."""
    with suppress(OSError):
        return folder.lstat().st_uid == os.geteuid() and not folder.is_symlink()
    return False
