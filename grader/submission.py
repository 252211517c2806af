"""A submission as it was found on disk: a group and its files, nothing read yet."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Member:
    """A person of a group."""

    name: str
    id: str = ""
    excused: bool = False
    """Whether the roster says that nothing is expected of this person for this sheet."""


@dataclass(frozen=True)
class SubmittedFile:
    """One file handed in: its name relative to the submission (text for people), and where its bytes are."""

    name: str
    path: Path


@dataclass(frozen=True)
class OtherUpload:
    """An upload of the group that does not count."""

    name: str
    by: str = ""
    submitted_at: str | None = None


@dataclass(frozen=True)
class Submission:
    """What one group handed in."""

    group: str
    """Text for people, never a path."""
    files: tuple[SubmittedFile, ...]
    members: tuple[Member, ...] = ()
    submitted_at: str | None = None
    """As ISO 8601 writes it, with the zone's offset where a zone is known."""
    notes: tuple[str, ...] = ()
    """What was left out and why."""
    problem: str = ""
    """Why nothing of it can be read; empty for an ordinary submission."""
    late: bool | None = None
    """Whether it came after the deadline, by its time or by the platform's own mark; None where nothing tells."""
    deadline: str | None = None
    """When it had to be there, extension included."""
    others: tuple[OtherUpload, ...] = ()
    """Earlier and further uploads of the same group, which do not count."""
    about: tuple[str, ...] = ()
    """Who handed it in and when, as far as the group should know how that was told; no part of what is marked."""
    packed: str | None = None
    """`zip` where it came as one .zip; empty for loose files; None where nobody knows any more."""
    listed: str | None = None
    """The roster's name of the group whose members these are; None where no roster says who belongs to it."""
    platform: str = ""
    upload: str = ""
    """Its name in the platform's download."""
