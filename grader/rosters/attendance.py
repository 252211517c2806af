"""Who handed in and who did not, and everything about that which a person has to look at."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a finding is about."""

    TWO_GROUPS = "in two groups"
    SEVERAL = "several uploads"
    STRANGER = "not on the roster"
    UNCLEAR = "not clear whose"
    NOTHING = "handed in nothing"
    GROUP = "group differs"
    ROSTER = "roster"
    DOWNLOAD = "download"
    NUMBER = "number of another group"


@dataclass(frozen=True)
class Noticed:
    """One thing for a person to look at; `group` is the submission's that it is about, if there is one."""

    kind: Kind
    says: str
    group: str = ""


@dataclass(frozen=True)
class Absent:
    """Somebody on the roster without a submission."""

    name: str
    id: str = ""
    group: str = ""
    excused: bool = False


@dataclass(frozen=True)
class Attendance:
    """All of it for one sheet."""

    roster: str = ""
    """The roster's file; empty where there is none."""
    absent: tuple[Absent, ...] = ()
    noticed: tuple[Noticed, ...] = ()
