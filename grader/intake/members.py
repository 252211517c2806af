"""One thing in an archive: its name made safe, or the reason why it is left where it is."""

from collections.abc import Iterator
from dataclasses import dataclass

from grader.errors import Unreadable
from grader.intake.haul import Haul
from grader.intake.names import is_junk

CHUNK = 1 << 16


class ArchiveProblem(Unreadable):
    """An archive cannot be read any further; what was read before stays."""


class MemberProblem(Unreadable):
    """One thing in an archive cannot be read; the others can."""


@dataclass(frozen=True)
class Member:
    """A file in an archive: its name as it stands there, its bytes on demand, and why it is refused, if it is."""

    name: str
    chunks: Iterator[bytes]
    refusal: str = ""


def parts_of(name: str) -> tuple[str, ...]:
    """A member's name taken apart, `./` and doubled slashes left out; MemberProblem if it points outside."""
    if "\0" in name:
        raise MemberProblem("has a zero byte in its name")
    if name.startswith(("/", "\\")) or (len(name) > 1 and name[1] == ":" and name[0].isascii() and name[0].isalpha()):
        raise MemberProblem("has an absolute name, which points outside the archive")
    parts = tuple(part for part in name.split("/") if part not in ("", "."))
    if ".." in parts:
        raise MemberProblem("has a name that points outside the archive (`..`)")
    if not parts:
        raise MemberProblem("has no name")
    return parts


def checked_parts(member: Member, haul: Haul) -> tuple[str, ...]:
    """The parts of a member's name if it may be unpacked, nothing if it is junk; MemberProblem tells why it may not."""
    parts = parts_of(member.name)
    if is_junk(parts):
        return ()
    if member.refusal:
        raise MemberProblem(member.refusal)
    if len(parts) - 1 > haul.limits.depth:
        raise MemberProblem(f"lies more than {haul.limits.depth} folders deep")
    if len(member.name) > haul.limits.name:
        raise MemberProblem(f"has a name of more than {haul.limits.name:,} characters")
    return parts
