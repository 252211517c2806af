"""What can go wrong, and whose fault it is.

GraderError                 anything that a person must be told in one line
├── CommandError            the command line or the course folder is wrong (exit status 2)
├── RubricError             the instructor's rubric is wrong, with file and line (exit status 2)
├── ReferenceFault          the course's reference module is wrong or fails (exit status 2 when found at load time)
├── Unreadable              a file or submission of a student's cannot be read; says what to hand in instead
├── MissingPackage          a package is not installed that is needed here; says what to install
├── ReaderFault             our own reader or the machine failed; never the student's fault
└── JailFault               our own jail or the machine failed; never the student's fault
"""

from collections.abc import Sequence


class GraderError(Exception):
    """Anything that a person must be told in one line."""


class CommandError(GraderError):
    """The command line or the course folder is wrong."""


class RubricError(GraderError):
    """The instructor's rubric is wrong; every problem is a line of its own, with file and line."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class ReferenceFault(GraderError):
    """The course's reference module cannot be loaded, or fails on its own given values."""


class Unreadable(GraderError):
    """A file or submission of a student's cannot be read."""


class MissingPackage(GraderError):
    """A package is not installed that is needed here."""


class ReaderFault(GraderError):
    """Our own reader or the machine failed while reading."""


class JailFault(GraderError):
    """Our own jail or the machine failed while student code was to be run."""
