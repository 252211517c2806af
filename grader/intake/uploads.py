"""What one person or group handed in at one time, as a learning platform's download names it; whose it is decides the roster."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from grader.intake.entries import Entry, is_junk
from grader.intake.kinds import ARCHIVES, ending
from grader.submission import Member


class Whose(StrEnum):
    """What a name in a download stands for."""

    PERSON = "person"
    GROUP = "group"
    EITHER = "either"
    """The platform writes both in one way."""


@dataclass(frozen=True)
class Piece:
    """A file or folder of an upload, and its name in the submission; an empty name for what is the submission itself."""

    entry: Entry
    name: str = ""


@dataclass(frozen=True)
class Upload:
    """One upload."""

    platform: str
    source: str
    """Its file or folder in the download, as text."""
    key: str
    """Who handed it in, as the platform knows; uploads with the same key come from the same hands."""
    name: str
    """Of the person or group, as the platform writes it."""
    id: str = ""
    whose: Whose = Whose.PERSON
    pieces: tuple[Piece, ...] = ()
    people: tuple[Member, ...] = ()
    """Those who handed in, where the platform tells."""
    also: tuple[str, ...] = ()
    """Mail addresses and other ids of the person, where the platform tells."""
    time: datetime | None = None
    """Without a zone where the platform writes none."""
    late: bool | None = None
    """What the platform says about it."""
    number: int = 0
    """Counts the uploads of the same hands, where the platform counts them."""
    replaced: tuple[str, ...] = ()
    """Files that a later version of theirs stands in for."""
    doubt: str = ""
    """Why it is not clear whose it is."""
    torn: bool = False
    """Whether another upload may belong to the same hands, so that neither may be whole."""
    squeezed: bool = False
    """Whether the platform leaves out what stands between the words of a name."""


@dataclass(frozen=True)
class Recognised:
    """Uploads of one platform among the entries of a folder, and the entries that are none."""

    uploads: tuple[Upload, ...] = ()
    rest: tuple[Entry, ...] = ()
    empty: tuple[str, ...] = ()
    """Who has a folder and handed in nothing."""


def content_of(folder: Entry) -> Piece:
    """A folder as a submission; a lone archive in it is the submission itself."""
    inside = [entry for entry in folder.entries() if not is_junk(entry)]
    if len(inside) == 1 and not inside[0].is_folder and ending(inside[0].name) in ARCHIVES:
        return Piece(inside[0])
    return Piece(folder)


def without_name(piece: Piece) -> Piece:
    """A lone archive is the submission itself: its files stand without its name before them."""
    return Piece(piece.entry) if ending(piece.name) in ARCHIVES else piece


def is_empty(folder: Entry) -> bool:
    """Whether a folder holds nothing that anybody handed in."""
    return all(is_junk(entry) for entry in folder.entries())


def merged(uploads: Sequence[Upload]) -> tuple[Upload, ...]:
    """Uploads of the same hands at the same time put together, their order kept."""
    found: dict[tuple[str, int], Upload] = {}
    for upload in uploads:
        place = (upload.key, upload.number)
        known = found.get(place)
        found[place] = upload if known is None else replace(known, pieces=(*known.pieces, *upload.pieces))
    return tuple(found.values())
