"""A file that a student handed in, opened: never a pipe, never a link, never more than was agreed."""

import os
import stat
from pathlib import Path

from grader.errors import Unreadable


def file_bytes(path: Path, name: str, most: int) -> bytes:
    """The bytes of a regular file of no more than `most`; Unreadable for anything else."""
    try:
        # Without waiting for a pipe to be written to, and without following a link that was a file a moment ago.
        opened = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            if not stat.S_ISREG(os.fstat(opened).st_mode):
                raise Unreadable(f"{name} is no ordinary file; hand in a file")
            with os.fdopen(opened, "rb", closefd=False) as file:
                data = file.read(most + 1)
        finally:
            os.close(opened)
    except OSError as problem:
        raise Unreadable(f"{name} cannot be opened ({problem.strerror}); hand it in again") from None
    if len(data) > most:
        raise Unreadable(f"{name} is larger than {most / 1e6:,.0f} MB, so it was not read; hand in a smaller file")
    return data
