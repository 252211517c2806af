"""Bulk downloads of learning platforms, recognised by the names in them, in a folder of submissions or in one zip that lies there."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace

from grader.errors import Unreadable
from grader.intake.canvas import PLATFORM as CANVAS
from grader.intake.canvas import Knows, canvas
from grader.intake.entries import Entry, OnDisk, is_junk, misnamed, packed, passed_over
from grader.intake.gradescope import gradescope, is_numbered
from grader.intake.kinds import ending
from grader.intake.moodle import PLATFORM as MOODLE
from grader.intake.moodle import moodle
from grader.intake.names import shown
from grader.intake.nbgrader import OUTER, nbgrader
from grader.intake.olat import olat, outer_kind
from grader.intake.uploads import Recognised, Upload
from grader.intake.worksheet import Worksheet, worksheet_in
from grader.intake.zips import opened

MOST_ENTRIES = 100_000
"""Files and folders in a download that is one zip."""
MOST_UPLOADS = 5_000
ENOUGH_FOR_CANVAS = 3
"""Whose names are so plain that two files of a student's may look like them."""
_OF_THE_PLATFORM = frozenset({"solutions", "solution"})
_DEEPEST = 3


@dataclass(frozen=True)
class Download:
    """What was recognised in a folder of submissions."""

    uploads: tuple[Upload, ...] = ()
    ordinary: tuple[Entry, ...] = ()
    """Entries that are submissions by themselves."""
    beside: tuple[Entry, ...] = ()
    """What is nobody's submission."""
    empty: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    suspects: tuple[tuple[Entry, str], ...] = ()
    """Entries among ordinary ones that look like a download: an instructor's, or a student's who would hand in for others."""

    @property
    def worksheets(self) -> tuple[Worksheet, ...]:
        """Moodle's worksheets among what lies beside; only what is taken for a download is read for them."""
        return worksheet_in(self.beside) if any(upload.platform == MOODLE for upload in self.uploads) else ()


@dataclass(frozen=True)
class Looking:
    """What is known while looking: the sheet, the roster, and what is to be closed in the end."""

    sheet: str
    knows: Knows
    closing: ExitStack = field(default_factory=ExitStack)


def download(entries: Sequence[Entry], folder: str, looking: Looking, depth: int = 0, *, alone: bool = False) -> Download:
    """Everything in a folder of this name, told apart; `alone` where nothing lies beside that folder."""
    found = _named(entries, folder, looking, trusted=depth == 0 or alone)
    beside: list[Entry] = []
    rest: list[Entry] = []
    for entry in found.ordinary:
        (beside if passed_over(entry) else rest).append(entry)
    single = len(rest) == 1 and not found.uploads
    looked = [single or depth == 0 or _is_explicit(entry) for entry in rest]
    inner = [_inside(entry, looking, depth, alone=single) if look else None for entry, look in zip(rest, looked, strict=True)]
    parts = list(zip(rest, inner, strict=True))
    ordinary = tuple(entry for entry, part in parts if part is None)
    whole = replace(found, ordinary=ordinary, beside=tuple(beside))
    for entry, part in parts:
        if part is not None:
            whole = _together(whole, part if not ordinary or _is_explicit(entry) else _suspected(entry, part))
    return whole


def _suspected(entry: Entry, part: Download) -> Download:
    """What looks like a download and lies among ordinary submissions: one of them may hold it, and its student may have made it."""
    what = sorted({upload.platform for upload in part.uploads})
    if what == [CANVAS] and len({upload.key for upload in part.uploads}) < ENOUGH_FOR_CANVAS:
        return Download(ordinary=(entry,))
    told = f"looks like a download of {' and '.join(what)} with {len(part.uploads)} uploads, and other submissions lie beside it"
    wish = "put it into a folder of its own, or name it alone after `grader grade`"
    return Download(suspects=((entry, f"{told}; {wish}"),))


def _named(entries: Sequence[Entry], folder: str, looking: Looking, *, trusted: bool) -> Download:
    """The uploads that the entries' own names show; all the rest counts as ordinary here.

    A list of Gradescope's is read only where it is hardly a student's.
    """
    rest: tuple[Entry, ...] = tuple(entries)
    uploads: list[Upload] = []
    empty: list[str] = []
    notes = []
    try:
        several = sum(is_numbered(entry.name) for entry in rest) > 1
        steps = [gradescope(rest) if trusted or several else Recognised((), rest)]
    except Unreadable as problem:
        notes.append(f"{problem}; who handed in is not known from it")
        steps = [Recognised((), rest)]
    steps.append(moodle(steps[-1].rest))
    steps.append(olat(steps[-1].rest, outer_kind(folder)))
    if folder == OUTER:
        steps.append(nbgrader(steps[-1].rest, looking.sheet))
    steps.append(canvas(steps[-1].rest, looking.knows))
    for step in steps:
        uploads += step.uploads
        empty += step.empty
    return Download(tuple(uploads), steps[-1].rest, empty=tuple(empty), notes=tuple(notes))


def _inside(entry: Entry, looking: Looking, depth: int, *, alone: bool) -> Download | None:
    """The download that an entry is; None where it is somebody's submission."""
    if depth >= _DEEPEST:
        return None
    if entry.is_folder:
        inner = download(_without_junk(entry.entries()), entry.name, looking, depth + 1, alone=alone)
        return _if_download(entry, inner, alone=alone)
    if not isinstance(entry, OnDisk) or ending(entry.name) != ".zip":
        return None
    try:
        archive = opened(entry.path, MOST_ENTRIES)
    except (Unreadable, OSError):
        return None
    with ExitStack() as closing:
        closing.enter_context(archive)
        entries = _without_junk(packed(archive, archive.infolist()).entries())
        inner = download(entries, entry.name[: -len(".zip")], looking, depth + 1, alone=alone)
        found = _if_download(entry, inner, alone=alone)
        if found is None:
            return None
        looking.closing.push(closing.pop_all())
        return replace(found, notes=(*found.notes, *misnamed(archive.infolist())))


def _is_explicit(entry: Entry) -> bool:
    """Whether a folder's own name says that a platform made it for many."""
    return entry.is_folder and (outer_kind(entry.name) is not None or entry.name == OUTER)


def _without_junk(entries: Sequence[Entry]) -> list[Entry]:
    return [entry for entry in entries if not is_junk(entry)]


def _if_download(entry: Entry, inner: Download, *, alone: bool) -> Download | None:
    """What lies inside, where nothing else lies there: one upload may be anybody's own folder, two are a platform's list."""
    hands = {upload.key for upload in inner.uploads}
    platforms = {upload.platform for upload in inner.uploads}
    if _is_explicit(entry) and (inner.uploads or inner.empty):
        strangers = [shown(one.name) for one in inner.ordinary if one.name.casefold() not in _OF_THE_PLATFORM]
        notes = tuple(f"{name} in {shown(entry.name)} is not laid out as the platform does it, and was passed over" for name in strangers)
        return replace(inner, ordinary=(), beside=(*inner.beside, *inner.ordinary), notes=(*inner.notes, *notes))
    enough = 1 if alone and platforms != {CANVAS} else 2
    if inner.ordinary or inner.suspects or not enough <= len(hands) <= MOST_UPLOADS:
        return None
    what = " and ".join(sorted(platforms))
    told = f"{shown(entry.name)} was taken for a download of {what} with {len(inner.uploads)} uploads"
    return replace(inner, notes=(*inner.notes, told))


def _together(one: Download, other: Download) -> Download:
    return Download(
        (*one.uploads, *other.uploads),
        (*one.ordinary, *other.ordinary),
        (*one.beside, *other.beside),
        (*one.empty, *other.empty),
        (*one.notes, *other.notes),
        (*one.suspects, *other.suspects),
    )
