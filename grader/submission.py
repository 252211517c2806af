"""A submission as it was found on disk: a group and its files, nothing read yet."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Member:
    """A person of a group."""

    name: str
    id: str = ""


@dataclass(frozen=True)
class SubmittedFile:
    """One file handed in: its name relative to the submission (text for people), and where its bytes are."""

    name: str
    path: Path


@dataclass(frozen=True)
class Submission:
    """What one group handed in."""

    group: str
    """Text for people, never a path."""
    files: tuple[SubmittedFile, ...]
    members: tuple[Member, ...] = ()
    submitted_at: str | None = None
    notes: tuple[str, ...] = ()
    """What was left out and why."""
    problem: str = ""
    """Why nothing of it can be read; empty for an ordinary submission."""
