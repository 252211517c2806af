"""What is known about a sheet before anything that was handed in is looked at."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from grader.intake.worksheet import Worksheet
from grader.rosters.attendance import Attendance
from grader.rosters.roster import Roster
from grader.submission import Submission


@dataclass(frozen=True)
class Setting:
    """The sheet's name, its deadline, and who takes part."""

    sheet: str = ""
    due: datetime | None = None
    opens: datetime | None = None
    """When it was handed out; a factor for more time counts from then on."""
    roster: Roster | None = None
    worksheets: tuple[Worksheet, ...] = ()
    """Moodle's, where they do not lie beside the submissions."""


@dataclass(frozen=True)
class TakenIn:
    """All submissions of a sheet, and what is to be said about who handed in."""

    submissions: Sequence[Submission]
    attendance: Attendance = field(default_factory=Attendance)
