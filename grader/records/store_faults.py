"""What is wrong where SQLite fails: the machine has no room or lets nobody write, or the file is damaged and is begun anew."""

import sqlite3

from grader.errors import CommandError
from grader.full_disk import NOT_WRITTEN, no_room

BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
OF_THE_MACHINE = frozenset(
    {
        *(sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH),
        *(sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_NOLFS, sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_TOOBIG),
    }
)
"""Failures that say nothing about what the file holds."""


class DamagedStore(Exception):
    """The store holds something that nobody wrote, as after a power cut; all of it can be worked out again."""


def fault_of(problem: sqlite3.Error) -> Exception:
    """What is to be raised in place of SQLite's own error."""
    kind = _kind(problem)
    if is_full(problem):
        return no_room(NOT_WRITTEN, str(problem))
    if kind in BUSY:
        return CommandError(f"{NOT_WRITTEN} ({problem}): another program has them open; end it and run the same command again")
    if kind in OF_THE_MACHINE:
        mend = "see that the disk has room and may be written, and run the same command again"
        return CommandError(f"{NOT_WRITTEN} ({problem}); {mend}")
    return problem if isinstance(problem, sqlite3.ProgrammingError) else DamagedStore(str(problem))


def is_full(problem: sqlite3.Error) -> bool:
    """Whether there was no room on the disk."""
    return _kind(problem) == sqlite3.SQLITE_FULL


def _kind(problem: sqlite3.Error) -> int | None:
    """SQLite's own number for it, without what it adds in detail; an error of Python's has none."""
    code = getattr(problem, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF
