"""What each command of the command line does, without a word about options."""

from enum import IntEnum


class Status(IntEnum):
    """How a command ends: the exit statuses of the contract."""

    DONE = 0
    SOME_UNMARKABLE = 1
    """At least one submission could not be marked; all others are written all the same."""
    WRONG = 2
    """The command line, the course or the rubric is wrong."""
