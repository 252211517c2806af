"""One thing that this machine offers, or not, and what that means."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How a trial ended."""

    OK = "ok"
    ABSENT = "absent"
    FAILED = "failed"


@dataclass(frozen=True)
class Trial:
    """One forbidden thing that was tried in the jail."""

    level: str
    what: str
    held: bool
    says: str


@dataclass(frozen=True)
class Capability:
    """One thing that this machine offers, or not, with a sentence on what that means."""

    what: str
    state: State
    says: str
    trials: tuple[Trial, ...] = ()
    """What was tried, where there is more than the outcome to tell."""
    commands: tuple[str, ...] = ()
    """What to type to have it."""
