"""How a submission was packed when it was handed in, as far as what lies here still tells."""

from collections.abc import Sequence

from grader.intake.canvas import PLATFORM as CANVAS
from grader.intake.entries import Entry, is_junk
from grader.intake.kinds import ARCHIVES, INSTEAD, ending
from grader.intake.moodle import PLATFORM as MOODLE
from grader.intake.olat import PLATFORM as OLAT
from grader.intake.uploads import Upload

AS_UPLOADED = frozenset({MOODLE, OLAT, CANVAS})
"""Platforms that give back each file as it was handed in; others unpack archives themselves."""
NOT_OPENED = frozenset(kind for kind, why in INSTEAD.items() if "archive" in why)
LOOSE = ""


def packing(upload: Upload, *, own: bool = False) -> str | None:
    """`zip` for one .zip; loose files are certain only where nobody can have unpacked them: a platform's, or before handing in (`own`)."""
    entries = [piece.entry for piece in upload.pieces]
    if len(entries) == 1 and entries[0].is_folder:
        entries = [entry for entry in entries[0].entries() if not is_junk(entry)]
    if len(entries) == 1 and (kind := ending(entries[0].name)) in ARCHIVES | NOT_OPENED and not entries[0].is_folder:
        return "tar.gz" if kind == ".tgz" else kind.removeprefix(".")
    as_it_came = own or (upload.platform in AS_UPLOADED and not _may_be_unpacked(entries))
    return LOOSE if as_it_came else None


def _may_be_unpacked(entries: Sequence[Entry]) -> bool:
    """Folders are what archives hold; students hand in files."""
    return not entries or any(entry.is_folder for entry in entries)
