"""Canvas's download: flat, `name[_LATE]_<user>_<attachment>_<file>`; where a name can be split in several ways the roster decides."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from grader.intake.entries import Entry
from grader.intake.kinds import ending, without_ending
from grader.intake.names import shown
from grader.intake.uploads import Piece, Recognised, Upload, Whose, without_name

PLATFORM = "Canvas"
_IDS = re.compile(r"_(?=([1-9]\d{0,18})_([1-9]\d{0,18})_)", re.ASCII)
_ANONYMOUS = re.compile(
    r"(?P<early>LATE_)?anon_(?P<late>LATE_)?(?P<user>[A-Za-z0-9]+)_(?P<attachment>\d+)_(?P<file>.+)", re.ASCII | re.DOTALL
)
_TYPED = re.compile(r"(?P<name>.+?)(?P<late>_LATE)?_(?P<user>[1-9]\d{0,18})_(?P<kind>text|link)\.html", re.ASCII | re.DOTALL)
_VERSION = re.compile(r"(?P<base>.+)-(?P<number>[1-9]\d{0,2})", re.ASCII | re.DOTALL)
_MOST_SPLITS = 20
Knows = Callable[[str, str], bool]
"""Whether the roster knows a name or the id behind it."""


@dataclass(frozen=True)
class Split:
    """One way to read a name."""

    name: str
    user: str
    attachment: str
    file: str
    late: bool


def splits(name: str) -> list[Split]:
    """Every way to read a file's name; ids never begin with a zero."""
    found = []
    for place in _IDS.finditer(name):
        user, attachment = place.groups()
        whose = name[: place.start()]
        late = whose.endswith("_LATE")
        file = name[place.end() + len(user) + len(attachment) + 2 :]
        whose = whose.removesuffix("_LATE")
        if whose and file:
            found.append(Split(whose, user, attachment, file, late))
    return found[:_MOST_SPLITS]


@dataclass(frozen=True)
class _File:
    """A file of the download, read in the one way that is left; `doubt` says why none is."""

    entry: Entry
    split: Split
    anonymous: bool = False
    doubt: str = ""
    torn: bool = False
    """Whether another file may be of the same hands."""


def canvas(entries: Sequence[Entry], knows: Knows) -> Recognised:
    """The uploads of a Canvas download: all files of one user are one upload."""
    possible = {id(entry): [] if entry.is_folder else _readings(entry.name) for entry in entries}
    impossible = _impossible([found for found in possible.values() if found])
    hands = Counter(pair for found in possible.values() for pair in {(one.name, one.user) for one in found})
    files, rest = [], []
    for entry in entries:
        readings = possible[id(entry)]
        if not readings or all(reading in impossible for reading in readings):
            rest.append(entry)
        else:
            file = _decided(entry, readings, knows)
            files.append(replace(file, torn=any(hands[one.name, one.user] > 1 for one in readings)))
    return Recognised(tuple(_uploads(files)), tuple(rest))


def _readings(name: str) -> list[Split]:
    """All ways to read a name: an anonymous one first, for it has no other."""
    if found := _ANONYMOUS.fullmatch(name):
        return [Split("", found["user"], found["attachment"], found["file"], bool(found["early"] or found["late"]))]
    if found := _TYPED.fullmatch(name):
        return [Split(found["name"], found["user"], "", f"{found['kind']}.html", bool(found["late"]))]
    return splits(name)


def _impossible(files: Sequence[Sequence[Split]]) -> set[Split]:
    """Readings that no Canvas writes, an attachment that occurs twice or a user with two names: such a folder is an ordinary one."""
    attachments: dict[str, set[int]] = {}
    names: dict[str, set[str]] = {}
    for at, readings in enumerate(files):
        for reading in readings:
            if reading.attachment:
                attachments.setdefault(reading.attachment, set()).add(at)
            if len(readings) == 1:
                names.setdefault(reading.user, set()).add(reading.name)
    return {
        reading
        for readings in files
        for reading in readings
        if len(attachments.get(reading.attachment, ())) > 1 or len(names.get(reading.user, set()) | {reading.name}) > 1
    }


def _decided(entry: Entry, readings: Sequence[Split], knows: Knows) -> _File:
    """The only reading, or the only one that the roster knows."""
    if len(readings) == 1:
        return _File(entry, readings[0], anonymous=not readings[0].name)
    known = [reading for reading in readings if knows(reading.name, reading.user)]
    if len(known) == 1:
        return _File(entry, known[0])
    said = " or ".join(f"{shown(reading.name)} (user {reading.user})" for reading in readings[:4])
    return _File(entry, readings[0], doubt=f"its name may mean {said}; a roster with that person or group decides, nobody is guessed")


def _uploads(files: Sequence[_File]) -> Iterator[Upload]:
    hands: dict[tuple[str, str], list[_File]] = {}
    for file in files:
        if file.doubt:
            source = shown(file.entry.name)
            piece = without_name(Piece(file.entry, file.entry.name))
            yield Upload(PLATFORM, source, f"canvas ? {source}", without_ending(source), pieces=(piece,), doubt=file.doubt, torn=file.torn)
        else:
            hands.setdefault((file.split.name, file.split.user), []).append(file)
    for (name, user), several in hands.items():
        yield _upload(shown(name), user, several)


def _upload(name: str, user: str, files: Sequence[_File]) -> Upload:
    """All files of one user; a newer version of a file stands in for the older ones."""
    kept, replaced = versions(files)
    pieces = tuple(Piece(file.entry, file.split.file) for file in kept)
    if len(pieces) == 1:
        pieces = (without_name(pieces[0]),)
    upload = Upload(PLATFORM, shown(kept[0].entry.name), f"canvas {user} {name}", name, user, Whose.EITHER, pieces, squeezed=True)
    if kept[0].anonymous:
        upload = replace(upload, name=f"anonymous {user}", whose=Whose.PERSON, squeezed=False)
    return replace(upload, late=any(file.split.late for file in kept), replaced=tuple(shown(file.split.file) for file in replaced))


def versions(files: Sequence[_File]) -> tuple[list[_File], list[_File]]:
    """The files that count and those that were handed in anew: `hw-1.pdf` is a later `hw.pdf`, where that is there as well."""
    plain = {file.split.file for file in files}
    families: dict[str, list[tuple[int, _File]]] = {}
    for file in files:
        stem, kind = without_ending(file.split.file), ending(file.split.file)
        found = _VERSION.fullmatch(stem)
        if found and f"{found['base']}{file.split.file[len(stem) :]}" in plain and kind:
            families.setdefault(f"{found['base']}{file.split.file[len(stem) :]}", []).append((int(found["number"]), file))
        else:
            families.setdefault(file.split.file, []).append((0, file))
    kept, replaced = [], []
    for family in families.values():
        in_time = [one for one in family if not one[1].split.late] or family
        newest = max(in_time, key=lambda one: (one[0], int(one[1].split.attachment or 0)))
        kept.append(newest[1])
        replaced += [file for _, file in family if file is not newest[1]]
    return kept, replaced
