"""Archives that were handed in, unpacked by us: every byte counted, no name of theirs ever used as a path."""

import hashlib
import tempfile
from collections import defaultdict
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from grader.full_disk import FULL, no_room
from grader.intake.haul import Haul, megabytes
from grader.intake.kinds import ARCHIVES, HANDED_IN, INSTEAD, ending, kind_of
from grader.intake.members import ArchiveProblem, Member, MemberProblem, checked_parts
from grader.intake.names import same_name, shown
from grader.intake.tars import tar_members
from grader.intake.zips import zip_members


@dataclass(frozen=True)
class _Unpacked:
    """A member whose bytes are on disk, under a name of ours."""

    name: str
    path: Path
    size: int
    sha256: str


def unpack(path: Path, name: str, haul: Haul, *, prefix: str, deeper: int = 1) -> None:
    """Take in the files of an archive, with notes on what is refused; `prefix` stands before their names.

    `deeper` says how often an archive inside it may be opened.
    """
    with closing(_members(path, haul)) as members:  # a disk that is full leaves no archive open
        take_members(members, name, haul, prefix=prefix, deeper=deeper)


def take_members(members: Iterable[Member], name: str, haul: Haul, *, prefix: str, deeper: int, bare: bool = False) -> None:
    """Take in what comes out of an archive; `bare` lets the files of an archive among them stand without its name before them."""
    unpacked: list[_Unpacked] = []
    try:
        into = Path(tempfile.mkdtemp(prefix="archive-", dir=haul.keep))
        for member in members:
            _take(member, prefix, into, unpacked, haul)
    except ArchiveProblem as problem:
        haul.refuse(name, f"{problem} ({len(unpacked)} files read before that)" if unpacked else str(problem))
    except OSError as problem:
        if problem.errno in FULL:  # for want of our room nobody's answers are left out
            raise no_room(f"{shown(name)} cannot be unpacked", problem.strerror) from None
        haul.refuse(name, f"could not be unpacked here ({problem.strerror})")
    for file in _without_clashes(unpacked, haul):
        _add(file, haul, deeper=deeper, bare=bare)


def _members(path: Path, haul: Haul) -> Generator[Member, None, None]:
    """The members of an archive, by its kind."""
    return zip_members(path, haul) if ending(path.name) == ".zip" else tar_members(path, haul)


def _take(member: Member, before: str, into: Path, unpacked: list[_Unpacked], haul: Haul) -> None:
    """Write one member down, or note why not."""
    name = before + member.name
    try:
        parts = checked_parts(member, haul)
        if not parts:
            haul.ignore(name)
            return
        name = before + "/".join(parts)
        if len(haul.files) + len(unpacked) >= haul.limits.files:
            raise MemberProblem(f"comes after the first {haul.limits.files:,} files, and no more are read")
        kind = kind_of(parts[-1])
        if kind in INSTEAD:
            raise MemberProblem(INSTEAD[kind])
        # The ending is the only thing of theirs in the path, and only if it is one that we know.
        unpacked.append(_written(member, name, into / f"{len(unpacked):05d}{kind if kind in HANDED_IN else ''}", haul))
    except MemberProblem as problem:
        haul.refuse(name[: haul.limits.name], str(problem))


def _written(member: Member, name: str, path: Path, haul: Haul) -> _Unpacked:
    """A member's bytes, written to a new file and counted on the way; what cannot be read whole is not kept."""
    digest, size, complete = hashlib.sha256(), 0, False
    try:
        with path.open("xb") as file:
            for chunk in member.chunks:
                size += len(chunk)
                if size > haul.limits.each:
                    raise MemberProblem(f"unpacks to more than {megabytes(haul.limits.each)}")
                digest.update(chunk)
                file.write(chunk)
        complete = True
    finally:
        if not complete:
            path.unlink(missing_ok=True)
    return _Unpacked(name, path, size, digest.hexdigest())


def _without_clashes(files: list[_Unpacked], haul: Haul) -> Iterator[_Unpacked]:
    """Files whose names tell them apart everywhere; of equal copies the first, of different ones none."""
    same = defaultdict(list)
    for file in files:
        same[same_name(file.name)].append(file)
    folders = {"/".join(parts[:depth]) for parts in (name.split("/") for name in same) for depth in range(1, len(parts))}
    for key, copies in same.items():
        first = copies[0]
        if key in folders:
            haul.refuse(first.name, "is a file and a folder at once in the archive")
        elif len({copy.sha256 for copy in copies}) == 1:
            yield first
        elif len({copy.name for copy in copies}) == 1:
            haul.refuse(first.name, f"stands {len(copies)} times in the archive, with different contents; hand in one")
        else:
            names = ", ".join(sorted({shown(copy.name) for copy in copies}))
            haul.refuse("", f"{names} differ only in upper and lower case, and in what they hold; rename one")


def _add(file: _Unpacked, haul: Haul, *, deeper: int, bare: bool) -> None:
    """Take in an unpacked file; an archive among them is opened as often as was said, no deeper."""
    if ending(file.name) not in ARCHIVES:
        if full := haul.no_room(file.size):
            haul.refuse(file.name, full)
        else:
            haul.add(shown(file.name), file.path, file.size)
    elif not deeper:
        haul.refuse(file.name, "is an archive in an archive in an archive, which is not opened; hand in one .zip")
    else:
        unpack(file.path, shown(file.name), haul, prefix="" if bare else shown(file.name) + "/", deeper=deeper - 1)
