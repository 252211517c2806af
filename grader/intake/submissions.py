"""Submissions as they lie in a folder: each folder, archive or file directly in it is what one group handed in."""

import os
import stat
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from grader.document import Document, Unread
from grader.errors import CommandError
from grader.intake.archives import unpack
from grader.intake.haul import LIMITS, NOT_READ, Haul, Limits
from grader.intake.kinds import ARCHIVES, DOCUMENTS, HANDED_IN, INSTEAD, NOTEBOOKS, PICTURES, WHAT_TO_HAND_IN, ending, without_ending
from grader.intake.listing import list_folder, odd_kind, take_file
from grader.intake.names import is_junk_file, is_junk_folder, shown
from grader.submission import Submission, SubmittedFile

_OF_THE_COURSE = frozenset({".csv", ".xlsx", ".yml", ".yaml", ".json"})
"""Lists and records of a learning platform, which lie beside the submissions of a download."""


def find_submissions(folder: Path, keep: Path, limits: Limits = LIMITS) -> tuple[Submission, ...]:
    """Every submission directly in `folder`, by group; archives are unpacked into `keep`, a folder of the caller's."""
    entries = [entry for entry in _looked_into(folder) if not entry.passed_over]
    if not entries:
        raise CommandError(f"no submissions in {shown(str(folder))}: a submission is a folder or {WHAT_TO_HAND_IN}")
    submissions = [_submission(entry, group, keep, limits) for entry, group in zip(entries, _groups(entries), strict=True)]
    return tuple(sorted(submissions, key=lambda submission: submission.group))


def one_submission(path: Path, keep: Path, limits: Limits = LIMITS) -> Submission:
    """The submission that a path names: a folder, an archive or a file."""
    try:
        status = path.stat()
        resolved = path.resolve()
    except OSError as problem:
        raise CommandError(f"{shown(str(path))} cannot be opened ({problem.strerror}); name a folder or a file to check") from None
    entry = _Entry(resolved, status.st_mode, status.st_size)
    return _submission(entry, _groups([entry])[0], keep, limits)


def passed_over(folder: Path) -> tuple[str, ...]:
    """Names of what lies directly in `folder` and is nobody's submission: junk, and lists of a learning platform."""
    return tuple(shown(entry.path.name) for entry in _looked_into(folder) if entry.passed_over)


def documents(submission: Submission) -> tuple[SubmittedFile, ...]:
    """The files of a submission that are read as documents."""
    return tuple(file for file in submission.files if ending(file.name) in DOCUMENTS)


def unread_documents(submission: Submission) -> tuple[Document, ...]:
    """What may hold answers and is not read: an answer that was not found elsewhere may stand there."""
    unread = [Document(file.name, unread=(Unread(why),)) for file in submission.files if (why := _why_unread(file.name))]
    refused = tuple(Unread(note.removeprefix(NOT_READ)) for note in submission.notes if note.startswith(NOT_READ))
    return (*unread, Document(submission.group, unread=refused)) if refused else tuple(unread)


def _why_unread(name: str) -> str:
    """Why a file that may hold answers is not read; empty for those that are read, or hold none."""
    kind = ending(name)
    if kind in PICTURES:
        return f"{name} is a picture, which this version does not read"
    if kind in NOTEBOOKS:
        return f"{name} is a notebook, which this version does not read"
    return "" if kind else f"{name} has no ending that says what it is"


@dataclass(frozen=True)
class _Entry:
    """Something directly in the folder of submissions, and what it is on disk."""

    path: Path
    mode: int
    size: int

    @property
    def is_folder(self) -> bool:
        """A folder itself, not a link to one."""
        return stat.S_ISDIR(self.mode)

    @property
    def passed_over(self) -> bool:
        """Whether it is nobody's submission."""
        name = self.path.name
        if self.is_folder:
            return is_junk_folder(name)
        return is_junk_file(name) or ending(name) in _OF_THE_COURSE or without_ending(name).casefold() == "readme"


def _looked_into(folder: Path) -> list[_Entry]:
    """All entries of the folder of submissions, sorted by the bytes of their names."""
    try:
        found = [(path, path.lstat()) for path in sorted(folder.iterdir(), key=os.fsencode)]
    except NotADirectoryError:
        raise CommandError(f"{shown(str(folder))} is a file; name the folder that holds the submissions") from None
    except OSError as problem:
        raise CommandError(f"no submissions in {shown(str(folder))}: it cannot be opened ({problem.strerror})") from None
    return [_Entry(path, status.st_mode, status.st_size) for path, status in found]


def _groups(entries: list[_Entry]) -> list[str]:
    """A group's name for each entry: without the ending, with it where two would collide, never twice the same."""
    whole = [shown(entry.path.name) for entry in entries]
    short = [name if entry.is_folder else without_ending(name) for name, entry in zip(whole, entries, strict=True)]
    often = Counter(short)
    groups: dict[str, None] = {}
    for name, brief in zip(whole, short, strict=True):
        group, copy = brief if often[brief] == 1 else name, 1
        while group in groups or (group != brief and group in often):
            copy += 1
            group = f"{name} ({copy})"
        groups[group] = None
    return list(groups)


def _submission(entry: _Entry, group: str, keep: Path, limits: Limits) -> Submission:
    """What one group handed in, with notes on what is left out."""
    haul = Haul(limits, keep)
    problem = _gather(entry, haul)
    files = tuple(sorted(haul.files, key=lambda file: file.name))
    if not problem and not any(ending(file.name) in HANDED_IN for file in files):
        problem = _nothing(entry, haul)
    return Submission(group, _told_apart(files), notes=haul.notes(), problem=problem)


def _gather(entry: _Entry, haul: Haul) -> str:
    """Take in all files of an entry; return why nothing at all can be read, where that is so."""
    name = entry.path.name
    if entry.is_folder:
        list_folder(entry.path, haul)
        return ""
    if odd := odd_kind(entry.mode):
        return f"{shown(name)} {odd}"
    if ending(name) in ARCHIVES and not haul.no_room(entry.size, archive=True):
        unpack(entry.path, shown(name), haul, prefix="")
    elif ending(name) in HANDED_IN | set(INSTEAD):
        take_file(entry.path, name, entry.size, haul)
    else:
        haul.refuse(name, f"is of a kind that is not read; hand in {WHAT_TO_HAND_IN}")
    return ""


def _nothing(entry: _Entry, haul: Haul) -> str:
    """Why nothing at all can be read, in one sentence that says what to hand in."""
    if haul.refused and len(haul.refused) == 1:
        return haul.refused[0]
    if haul.refused:
        return f"nothing in {shown(entry.path.name)} can be read: {haul.refused[0]} (and {len(haul.refused) - 1:,} more)"
    what = "holds no file of a kind that is read" if haul.files or haul.ignored else "is empty"
    return f"{shown(entry.path.name)} {what}; hand in {WHAT_TO_HAND_IN}"


def _told_apart(files: tuple[SubmittedFile, ...]) -> tuple[SubmittedFile, ...]:
    """Two names that look alike once they are text get a number."""
    seen: Counter[str] = Counter()
    apart = []
    for file in files:
        seen[file.name] += 1
        copy = f" ({seen[file.name]})" if seen[file.name] > 1 else ""
        apart.append(SubmittedFile(without_ending(file.name) + copy + file.name[len(without_ending(file.name)) :], file.path))
    return tuple(apart)
