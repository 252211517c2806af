"""What lies in a folder of submissions, on disk or in a download that is one zip: the same to whoever looks for submissions in it."""

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Protocol
from zipfile import ZipFile, ZipInfo

from grader.errors import Unreadable
from grader.intake.archives import take_members, unpack
from grader.intake.haul import LIMITS, Haul
from grader.intake.kinds import ARCHIVES, HANDED_IN, INSTEAD, WHAT_TO_HAND_IN, ending, without_ending
from grader.intake.listing import Listed, list_folder, odd_kind, take_file
from grader.intake.members import Member, MemberProblem, parts_of
from grader.intake.names import is_junk_file, is_junk_folder, shown
from grader.intake.zips import file_member, is_folder, meant_name
from grader.readers.sheet_name import is_sheet

_OF_THE_COURSE = frozenset({".csv", ".xlsx", ".yml", ".yaml", ".json"})
"""Lists and records of a learning platform, which lie beside the submissions of a download."""
_DEEPEST = 40
_LONGEST_NAME, _LONGEST_TOLD = 1_000, 80


class Entry(Protocol):
    """A folder or a file, wherever it lies."""

    @property
    def name(self) -> str:
        """Its own name, without the folders above it."""

    @property
    def is_folder(self) -> bool:
        """A folder itself, not a link to one."""

    def entries(self) -> Sequence["Entry"]:
        """What lies directly in it, in an order of its own; nothing where it is no folder or cannot be opened."""

    def content(self, most: int) -> bytes:
        """The bytes of a small file; Unreadable where they are more than `most` or cannot be read."""

    def take(self, name: str, haul: Haul) -> None:
        """Take it in under a name; with an empty name what it holds is the submission itself."""

    def take_alone(self, haul: Haul) -> str:
        """Take it in as all that a group handed in; return why nothing at all can be read, where that is so."""


def passed_over(entry: Entry) -> bool:
    """Whether it is nobody's submission: junk, or a list of a learning platform."""
    if entry.is_folder:
        return is_junk_folder(entry.name)
    kind, stem = ending(entry.name), without_ending(entry.name)
    return is_junk_file(entry.name) or kind in _OF_THE_COURSE or stem.casefold() == "readme"


def is_junk(entry: Entry) -> bool:
    """Whether a desktop, version control or a tool left it there."""
    return is_junk_folder(entry.name) if entry.is_folder else is_junk_file(entry.name)


@dataclass(frozen=True)
class OnDisk(Listed):
    """An entry of a folder on disk, which looks into itself at most once."""

    @cached_property
    def is_folder(self) -> bool:
        """A folder itself."""
        return stat.S_ISDIR(self.mode)

    @cached_property
    def _below(self) -> tuple["OnDisk", ...]:
        """What lies directly in it; each platform's layout is looked for there."""
        return on_disk(self.path)

    def entries(self) -> Sequence["OnDisk"]:
        """What lies in the folder, sorted by the bytes of the names."""
        if not self.is_folder:
            return ()
        try:
            return self._below
        except OSError:
            return ()

    def content(self, most: int) -> bytes:
        """The bytes of a small file."""
        if not stat.S_ISREG(self.mode) or self.size > most:
            raise Unreadable(f"{shown(self.name)} is no file, or larger than {most:,} bytes")
        try:
            with self.path.open("rb") as file:
                return file.read(most)
        except OSError as problem:
            raise Unreadable(f"{shown(self.name)} cannot be read ({problem.strerror})") from None

    def take(self, name: str, haul: Haul) -> None:
        """Take it in under a name."""
        if self.is_folder:
            list_folder(self.path, haul, name, self.entries())
        elif odd := odd_kind(self.mode):
            haul.refuse(name or self.name, odd)
        elif is_junk_file(name):
            haul.ignore(name)
        elif not name and ending(self.name) in ARCHIVES:
            self.take_alone(haul)
        else:
            take_file(self.path, name or self.name, self.size, haul)

    def take_alone(self, haul: Haul) -> str:
        """Take it in as all that a group handed in; return why nothing at all can be read, where that is so."""
        if self.is_folder:
            list_folder(self.path, haul, known=self.entries())
            return ""
        if odd := odd_kind(self.mode):
            return f"{shown(self.name)} {odd}"
        if ending(self.name) in ARCHIVES and not haul.no_room(self.size, archive=True):
            unpack(self.path, shown(self.name), haul, prefix="")
        elif ending(self.name) in HANDED_IN | set(INSTEAD) or is_sheet(self.name):
            take_file(self.path, self.name, self.size, haul)
        else:
            haul.refuse(self.name, f"is of a kind that is not read; hand in {WHAT_TO_HAND_IN}")
        return ""


def on_disk(folder: Path) -> tuple[OnDisk, ...]:
    """All entries of a folder, sorted by the bytes of their names."""
    with os.scandir(folder) as entries:
        found = sorted(((entry.name, entry.stat(follow_symlinks=False)) for entry in entries), key=lambda one: os.fsencode(one[0]))
    return tuple(OnDisk(folder, name, status.st_mode, status.st_size) for name, status in found)


@dataclass
class Packed:
    """A folder or a file in a download that is one zip; nothing is unpacked before somebody takes it."""

    archive: ZipFile
    name: str
    files: list[ZipInfo] = field(default_factory=list)
    """Entries of this very name; several where the archive holds it more than once."""
    below: dict[str, "Packed"] = field(default_factory=dict)

    @property
    def is_folder(self) -> bool:
        """Whether it holds anything, or is written as a folder."""
        return bool(self.below) or not self.files

    def entries(self) -> Sequence["Packed"]:
        """What lies directly in it."""
        return sorted(self.below.values(), key=lambda entry: os.fsencode(entry.name.encode("utf-8", "surrogatepass")))

    def content(self, most: int) -> bytes:
        """The bytes of a small file, unpacked and counted."""
        if len(self.files) != 1 or self.files[0].file_size > most:
            raise Unreadable(f"{shown(self.name)} is no file, or larger than {most:,} bytes")
        haul = Haul(replace(LIMITS, total=most, each=most), Path())
        member = file_member(self.archive, self.files[0], haul)
        if member.refusal:
            raise Unreadable(f"{shown(self.name)} {member.refusal}")
        return b"".join(member.chunks)

    def take(self, name: str, haul: Haul) -> None:
        """Take it in under a name, as a folder on disk would be."""
        only = not self.below and len(self.files) == 1
        bare = only and not name and ending(self.name) in ARCHIVES
        members = self._members(name or (self.name if not self.is_folder else ""), haul)
        take_members(members, shown(self.name), haul, prefix="", deeper=2, bare=bare)

    def take_alone(self, haul: Haul) -> str:
        """Take it in as all that a group handed in."""
        if self.is_folder or ending(self.name) in HANDED_IN | set(INSTEAD):
            self.take("", haul)
        else:
            haul.refuse(self.name, f"is of a kind that is not read; hand in {WHAT_TO_HAND_IN}")
        return ""

    def _members(self, name: str, haul: Haul) -> Iterator[Member]:
        waiting = [(name, self)]
        while waiting:
            path, here = waiting.pop(0)
            for info in here.files:
                haul.entries += 1
                yield file_member(self.archive, info, haul, name=path)
            waiting += [(f"{path}/{one.name}" if path else one.name, one) for one in here.entries()]


def packed(archive: ZipFile, infos: Sequence[ZipInfo]) -> Packed:
    """A zip's list of contents as folders; names that point outside, or nowhere, are left out, and told by `misnamed`."""
    root = Packed(archive, "")
    for info in infos:
        here = root
        for part in _parts(info):
            here = here.below.setdefault(part, Packed(archive, part))
        if here is not root and not is_folder(info):
            here.files.append(info)
    return root


def _parts(info: ZipInfo) -> tuple[str, ...]:
    """The folders and the file that an entry's name says; nothing where nobody can tell what is meant."""
    name = meant_name(info)
    try:
        parts = parts_of(name[: _LONGEST_NAME + 1])
    except MemberProblem:
        return ()
    return parts if len(name) <= _LONGEST_NAME and len(parts) <= _DEEPEST else ()


def misnamed(infos: Sequence[ZipInfo]) -> tuple[str, ...]:
    """A sentence on the files of a download whose names point outside of it or are too long, where there are any."""
    strange = [shown(meant_name(info)[:_LONGEST_TOLD]) for info in infos if not is_folder(info) and not _parts(info)]
    if not strange:
        return ()
    more = f" and {len(strange) - 3:,} more" if len(strange) > 3 else ""
    named = ", ".join(strange[:3])
    return (f"{named}{more} in the download: the name points outside of it or is too long, so nobody is marked on it; unpack it by hand",)
