"""The files of one upload, taken out of folders and archives, with notes on what is left out."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.intake.haul import NOT_READ, Haul, Limits
from grader.intake.kinds import HANDED_IN, NOTEBOOKS, WHAT_TO_HAND_IN, ending, kind_of, without_ending
from grader.intake.names import CHECKPOINTS, shown
from grader.intake.uploads import Upload
from grader.readers.sheet_name import is_sheet
from grader.submission import SubmittedFile

_COPY = "-checkpoint.ipynb"


@dataclass(frozen=True)
class Gathered:
    """What came out of an upload."""

    files: tuple[SubmittedFile, ...]
    notes: tuple[str, ...]
    problem: str = ""


def gathered(upload: Upload, keep: Path, limits: Limits) -> Gathered:
    """The files of an upload; a problem where nothing of it can be read, or where it is not clear whether all of it is here."""
    haul = Haul(limits, keep)
    problem = ""
    for piece in upload.pieces:
        if upload.platform:
            piece.entry.take(piece.name, haul)
        else:
            problem = piece.entry.take_alone(haul)
    _only_copies(haul)
    files = tuple(sorted(haul.files, key=lambda file: file.name))
    if upload.torn:
        problem = f"it is not clear whose {upload.source} is, and whether it is all that was handed in: {upload.doubt}"
    elif not problem and not any(kind_of(file.name) in HANDED_IN or is_sheet(file.name) for file in files):
        problem = _nothing(upload, haul)
    older = tuple(f"{NOT_READ}{name}: a newer version of it was handed in, which counts" for name in upload.replaced)
    return Gathered(told_apart(files), (*haul.notes(), *older), problem)


def _only_copies(haul: Haul) -> None:
    """Where the copies that Jupyter keeps of notebooks are all that there is of these, they may be what was meant."""
    if any(ending(file.name) in NOTEBOOKS for file in haul.files):
        return
    for name in [name for name in haul.ignored if CHECKPOINTS in name.split("/")[:-1] and name.endswith(_COPY)]:
        haul.ignored.remove(name)
        own = name.rpartition("/")[2].removesuffix(_COPY)
        haul.refuse(name, f"is only the copy that Jupyter keeps of a notebook; hand in the notebook itself ({own}.ipynb)")


def _nothing(upload: Upload, haul: Haul) -> str:
    """Why nothing at all can be read, in one sentence that says what to hand in."""
    name = upload.source if upload.platform else shown(upload.pieces[0].entry.name)
    if haul.refused and len(haul.refused) == 1:
        return haul.refused[0]
    if haul.refused:
        return f"nothing in {name} can be read: {haul.refused[0]} (and {len(haul.refused) - 1:,} more)"
    what = "holds no file of a kind that is read" if haul.files or haul.ignored else "is empty"
    return f"{name} {what}; hand in {WHAT_TO_HAND_IN}"


def told_apart(files: tuple[SubmittedFile, ...]) -> tuple[SubmittedFile, ...]:
    """Two names that look alike once they are text get a number."""
    if len({file.name for file in files}) == len(files):
        return files
    seen: Counter[str] = Counter()
    apart = []
    for file in files:
        seen[file.name] += 1
        copy = f" ({seen[file.name]})" if seen[file.name] > 1 else ""
        apart.append(SubmittedFile(without_ending(file.name) + copy + file.name[len(without_ending(file.name)) :], file.path))
    return tuple(apart)


def alike(uploads: Sequence[Gathered]) -> bool:
    """Whether all of them hold the same files, whatever these are called, and nothing was left out of any."""
    prints = [_print(upload) for upload in uploads]
    return all(one is not None and one == prints[0] for one in prints) and not any(upload.problem for upload in uploads)


def _print(upload: Gathered) -> tuple[bytes, ...] | None:
    """The hashes of all files; None where one cannot be read."""
    try:
        return tuple(sorted(_hash(file.path) for file in upload.files))
    except OSError:
        return None


def _hash(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
