"""What is to be done: a batch, and one submission of it."""

from dataclasses import dataclass
from pathlib import Path

from grader.course import Assignment
from grader.decisions.decision import NO_DECISIONS, Decisions
from grader.ground import Ground
from grader.intake.worksheet import Worksheet
from grader.rosters.roster import Roster
from grader.score import Visibility
from grader.submission import Submission


@dataclass(frozen=True)
class Batch:
    """What to mark and where to write."""

    assignment: Assignment
    folder: Path
    out: Path
    workers: int = 1
    fresh: bool = False
    shown: frozenset[Visibility] = frozenset({Visibility.VISIBLE})
    allow_unsafe: bool = False
    """Whether code is run where nothing isolates it."""
    roster: Roster | None = None
    worksheets: tuple[Worksheet, ...] = ()
    """Moodle's, given apart from the submissions."""
    ground: Ground | None = None
    """How strong the jail is; tried out when it is needed, unless a test says so."""
    cluster: str = ""
    """Where the scheduler of a cluster answers, or `local`; empty for this machine alone."""
    decisions: Decisions = NO_DECISIONS
    """People's, as they lie beside the results."""


@dataclass(frozen=True)
class Versions:
    """What decides, beside a submission, what is read of it and found in it."""

    reading: str
    finding: str


@dataclass(frozen=True)
class Work:
    """A submission that is to be marked."""

    submission: Submission
    key: str
    """The hash of all that its marks are worked out from."""
    content: str
    """The hash of what was handed in."""
    final: str
    """The hash of all that its final result is worked out from."""


class OtherMachine(Exception):
    """A machine that marks and is not like the others: what it gave would not be what they give."""
