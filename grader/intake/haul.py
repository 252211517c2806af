"""What has been gathered of one submission so far, and what it may still cost."""

from dataclasses import dataclass, field
from pathlib import Path

from grader.intake.names import shown
from grader.submission import SubmittedFile

NOT_READ = "not read: "
"""How a note begins that names something which may hold an answer."""
MB = 1_000_000


@dataclass(frozen=True)
class Limits:
    """What one submission may hold; what is beyond is named and not read."""

    files: int = 2_000
    entries: int = 20_000
    """Files, folders and links together, counted before anything is opened."""
    total: int = 500 * MB
    each: int = 100 * MB
    depth: int = 20
    ratio: int = 200
    """How many times its packed size something may unpack to, once it is larger than `small`."""
    small: int = 10 * MB
    name: int = 1_000
    notes: int = 50


LIMITS = Limits()


def megabytes(size: int) -> str:
    """A size as people say it."""
    return f"{size / MB:,.0f} MB" if size >= MB else f"{size:,} bytes"


@dataclass
class Haul:
    """The files of one submission while they are gathered, with notes on what was left out."""

    limits: Limits
    keep: Path
    """A folder of the caller's, where archives are unpacked."""
    files: list[SubmittedFile] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    size: int = 0
    """Bytes of the files kept."""
    spent: int = 0
    """Bytes unpacked, kept or not: what is refused has cost time as well."""
    entries: int = 0

    def add(self, name: str, path: Path, size: int) -> None:
        """Take a file in, under its name as text."""
        self.files.append(SubmittedFile(name, path))
        self.size += size

    def no_room(self, size: int, *, archive: bool = False) -> str:
        """Why a file of this size cannot be taken in; empty if it can. An archive may be as large as all that it holds."""
        limits = self.limits
        most = limits.total if archive else limits.each
        if size > most:
            return f"is {megabytes(size)}; at most {megabytes(most)} a file are read"
        if len(self.files) >= limits.files:
            return f"comes after the first {limits.files:,} files, and no more are read"
        if self.size + size > limits.total:
            return f"goes beyond {megabytes(limits.total)}, and no more of one submission is read"
        return ""

    def refuse(self, name: str, why: str) -> None:
        """Note something that is not read although it may hold an answer."""
        self.refused.append(f"{shown(name)} {why}" if name else why)

    def ignore(self, name: str) -> None:
        """Note something that nobody meant to hand in."""
        self.ignored.append(shown(name))

    def notes(self) -> tuple[str, ...]:
        """All notes as sentences, the long tail counted instead of told."""
        told = self.refused[: self.limits.notes]
        notes = [NOT_READ + line for line in told]
        if more := len(self.refused) - len(told):
            notes.append(f"{NOT_READ}{more:,} more")
        notes += self.remarks[: self.limits.notes]
        if self.ignored:
            notes.append(_ignored(self.ignored))
        return tuple(notes)


def _ignored(names: list[str]) -> str:
    """One sentence on all that was left by desktops, version control and tools."""
    several = sorted(set(names))
    first = ", ".join(several[:3])
    more = f" and {len(several) - 3:,} more" if len(several) > 3 else ""
    return f"ignored: {first}{more} (left there by a desktop, version control or a tool)"
