"""A disk without room: it is nobody's answer that is wrong then, and it is told in one line."""

import errno

from grader.errors import CommandError

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""No room on the disk, of what one may use of it, or in a file."""
NOT_WRITTEN = "the results cannot be written"


def no_room(what: str, why: str | None) -> CommandError:
    """That the disk is full; nothing that was finished is lost by that."""
    return CommandError(f"{what} ({why or 'no room'}); make room on the disk and run the same command again: it goes on from here")
