"""Moodle's downloads: `Full Name_12345_assignsubmission_file/hw.pdf`, or flat, with the file's name behind it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from grader.intake.entries import Entry
from grader.intake.names import shown
from grader.intake.uploads import Piece, Recognised, Upload, content_of, merged, without_name
from grader.rosters.personal_names import name_key

PLATFORM = "Moodle"
_NAME = re.compile(r"(?P<name>.+?)_(?P<id>\d+)_assignsubmission_(?P<kind>file|onlinetext)_?(?P<file>.*)", re.ASCII | re.DOTALL)
"""Moodle itself leaves no `_` in a name, so the first such place is its own; what follows is the student's."""
_NOBODY = frozenset({"participant", "teilnehmerin", "teilnehmer", "participante", "deelnemer", "partecipante"})
"""Where marking is anonymous, this stands in place of a name."""


def moodle(entries: Sequence[Entry]) -> Recognised:
    """The uploads of a Moodle download; files and online text of one person are one upload."""
    uploads, rest = [], []
    for entry in entries:
        found = _NAME.fullmatch(entry.name)
        if found is None or (not entry.is_folder and not found["file"]):
            rest.append(entry)
        else:
            uploads.append(_upload(entry, found))
    return Recognised(tuple(_alone(upload) for upload in merged(uploads)), tuple(rest))


def _upload(entry: Entry, found: re.Match[str]) -> Upload:
    """One folder or file of the download."""
    name, number = shown(found["name"]).strip(), found["id"]
    anonymous = is_anonymous(name)
    piece = Piece(entry, "" if entry.is_folder else found["file"])
    said = f"{name} {number}" if anonymous else name
    return Upload(PLATFORM, shown(entry.name), f"moodle {number} {' '.join(name_key(name))}", said, number, pieces=(piece,))


def is_anonymous(name: str) -> bool:
    """Whether a name only says that there is somebody."""
    return "".join(character for character in name.rpartition("-")[2].casefold() if character.isalpha()) in _NOBODY


def _alone(upload: Upload) -> Upload:
    """The upload whose only file is an archive is that archive, in a folder or flat."""
    if len(upload.pieces) != 1:
        return upload
    (piece,) = upload.pieces
    return replace(upload, pieces=(content_of(piece.entry) if piece.entry.is_folder else without_name(piece),))
