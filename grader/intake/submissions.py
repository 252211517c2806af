"""Submissions as they lie in a folder: each folder, archive or file directly in it, or what a platform's download holds."""

from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from grader.document import Document, Unread
from grader.errors import CommandError, Unreadable
from grader.filenames import natural
from grader.intake.counting import is_late
from grader.intake.downloads import MOST_ENTRIES, Download, Looking, download
from grader.intake.entries import Entry, OnDisk, misnamed, on_disk, packed, passed_over
from grader.intake.gathering import alike, gathered
from grader.intake.haul import LIMITS, NOT_READ, Limits
from grader.intake.kinds import DOCUMENTS, NOTEBOOKS, PICTURES, SHEETS, WHAT_TO_HAND_IN, ending, kind_of, without_ending
from grader.intake.names import is_junk_folder, shown
from grader.intake.owned import Owned, about, attended, others, owned, stamp
from grader.intake.packing import packing
from grader.intake.setting import Setting, TakenIn
from grader.intake.uploads import Piece, Upload, Whose
from grader.intake.worksheet import with_worksheets
from grader.intake.zips import opened
from grader.readers.sheet_name import is_sheet
from grader.rosters.roster import Roll
from grader.submission import Submission, SubmittedFile

MOST_PHOTOS = 40
"""Pictures of one submission that are read as pages; reading one takes seconds."""


def find_submissions(folder: Path, keep: Path, limits: Limits = LIMITS) -> tuple[Submission, ...]:
    """Every submission in `folder`, by group; archives are unpacked into `keep`, a folder of the caller's."""
    return tuple(take_in(folder, keep, limits=limits).submissions)


def take_in(folder: Path, keep: Path, setting: Setting = Setting(), limits: Limits = LIMITS) -> TakenIn:  # noqa: B008 - frozen
    """Every submission in a folder, or in a zip that is a platform's download, and who handed in."""
    roll = None if setting.roster is None else setting.roster.on(setting.sheet)
    with ExitStack() as closing:
        found = _looked_at(folder, Looking(setting.sheet, _knows(roll), closing))
        if not found.uploads and not found.ordinary and not found.suspects:
            raise CommandError(f"no submissions in {shown(str(folder))}: a submission is a folder or {WHAT_TO_HAND_IN}")
        setting = replace(setting, worksheets=(*found.worksheets, *setting.worksheets))
        uploads = with_worksheets(found.uploads, setting.worksheets)
        ordinary = _ordinary([*found.ordinary, *(entry for entry, _ in found.suspects)], setting.sheet)
        for at, (_, doubt) in enumerate(found.suspects, len(found.ordinary)):
            ordinary[at] = replace(ordinary[at], doubt=doubt, torn=True)
        groups = owned([*ordinary, *uploads], roll, setting)
        named = list(zip(groups, _labels(groups), strict=True))
        submissions = [_submission(each, label, keep, limits) for each, label in named]
    ordered = sorted(submissions, key=lambda submission: submission.group)
    return TakenIn(tuple(ordered), attended(found, named, roll, setting))


def _looked_at(folder: Path, looking: Looking) -> Download:
    """What lies in a folder, or in a zip that stands for one."""
    if folder.is_file() and ending(folder.name) == ".zip":
        try:
            archive = looking.closing.enter_context(opened(folder, MOST_ENTRIES))
        except Unreadable as problem:
            raise CommandError(f"{shown(str(folder))} {problem}") from None
        entries: Sequence[Entry] = packed(archive, archive.infolist()).entries()
        entries = [entry for entry in entries if not (entry.is_folder and is_junk_folder(entry.name))]
        stem = folder.name[: -len(".zip")]
        only = entries[0] if len(entries) == 1 and entries[0].is_folder else None
        whole = only is not None and only.name in (stem, looking.sheet)
        found = download(only.entries(), only.name, looking) if only is not None and whole else download(entries, stem, looking)
        return replace(found, notes=(*found.notes, *misnamed(archive.infolist())))
    return download(_looked_into(folder), folder.resolve().name, looking)


def _looked_into(folder: Path) -> tuple[OnDisk, ...]:
    """All entries of the folder of submissions."""
    try:
        return on_disk(folder)
    except NotADirectoryError:
        raise CommandError(f"{shown(str(folder))} is a file; name the folder that holds the submissions") from None
    except OSError as problem:
        raise CommandError(f"no submissions in {shown(str(folder))}: it cannot be opened ({problem.strerror})") from None


class _Knows:
    """Whether a roster knows a name as Canvas writes it, or the id behind it."""

    def __init__(self, roll: Roll | None) -> None:
        self._roll = roll

    def __call__(self, name: str, user: str) -> bool:
        if self._roll is None:
            return False
        return bool(self._roll.run_together(name) or self._roll.group(name) or self._roll.with_id(user))


def _knows(roll: Roll | None) -> _Knows:
    return _Knows(roll)


def one_submission(path: Path, keep: Path, limits: Limits = LIMITS) -> Submission:
    """The submission that a path names: a folder, an archive or a file."""
    try:
        status = path.stat()
        resolved = path.resolve()
    except OSError as problem:
        raise CommandError(f"{shown(str(path))} cannot be opened ({problem.strerror}); name a folder or a file to check") from None
    (upload,) = _ordinary([OnDisk(resolved.parent, resolved.name, status.st_mode, status.st_size)], "")
    (found,) = owned([upload], None, Setting())
    return replace(_submission(found, upload.name, keep, limits), packed=packing(upload, own=True))


def passed_over_in(folder: Path) -> tuple[str, ...]:
    """Names of what lies directly in `folder` and is nobody's submission: junk, and lists of a learning platform."""
    return tuple(shown(entry.name) for entry in _looked_into(folder) if passed_over(entry)) if folder.is_dir() else ()


def documents(submission: Submission) -> tuple[SubmittedFile, ...]:
    """The files of a submission that are read as documents: texts, then photos of pages as people count them, notebooks last."""
    read = [file for file in submission.files if kind_of(file.name) in DOCUMENTS | NOTEBOOKS or is_sheet(file.name)]
    texts, notebooks = ([file for file in read if (ending(file.name) in NOTEBOOKS) is last] for last in (False, True))
    return (*texts, *_photos(submission)[:MOST_PHOTOS], *notebooks)


def _photos(submission: Submission) -> list[SubmittedFile]:
    """Picture files, `page 2` before `page 10`."""
    return sorted((file for file in submission.files if ending(file.name) in PICTURES), key=lambda file: natural(file.name))


def unread_documents(submission: Submission) -> tuple[Document, ...]:
    """What may hold answers and is not read: an answer that was not found elsewhere may stand there."""
    unread = [Document(file.name, unread=(Unread(why),)) for file in submission.files if (why := _why_unread(file.name))]
    beyond = f"it comes after the first {MOST_PHOTOS} pictures"
    unread += [
        Document(photo.name, unread=(Unread(f"{photo.name} was not read: {beyond}"),)) for photo in _photos(submission)[MOST_PHOTOS:]
    ]
    refused = tuple(Unread(note.removeprefix(NOT_READ)) for note in submission.notes if note.startswith(NOT_READ))
    return (*unread, Document(submission.group, unread=refused)) if refused else tuple(unread)


def _why_unread(name: str) -> str:
    """Why a file that may hold answers is not read; empty for those that are read, or hold none."""
    kind = ending(name)
    if kind in SHEETS and "answer" in name.casefold() and not is_sheet(name):
        return f"{name} was not read: the sheet of answers is looked for under the name answers.yaml; call it so"
    return "" if kind else f"{name} has no ending that says what it is"


def _ordinary(entries: Sequence[Entry], sheet: str) -> list[Upload]:
    """Entries that are submissions by themselves, under names that nobody shares."""
    made = []
    for at, (entry, group) in enumerate(zip(entries, _groups(entries), strict=True)):
        name = group.removeprefix(f"{sheet}-") if sheet else group  # GitHub Classroom writes the sheet before the team
        made.append(Upload("", group, f"entry {at}", name, whose=Whose.EITHER, pieces=(Piece(entry),)))
    return made


def _groups(entries: Sequence[Entry]) -> list[str]:
    """A group's name for each entry: without the ending, with it where two would collide, never twice the same."""
    whole = [shown(entry.name) for entry in entries]
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


def _labels(found: Sequence[Owned]) -> list[str]:
    """A group's name for each owner: its folder's, else that of the roster or the platform, never twice the same."""
    wished = [_wished(each) for each in found]
    often = Counter(wished)
    taken = {name for name, each in zip(wished, found, strict=True) if not each.uploads[0].platform}
    labels = []
    for name, each in zip(wished, found, strict=True):
        upload = each.uploads[0]
        label, copy = name, 1
        if upload.platform:
            if often[name] > 1 and upload.id:
                label = f"{name} ({upload.id})"
            first = label
            while label in taken or (label != name and label in often):
                copy += 1
                label = f"{first} ({copy})"
            taken.add(label)
        labels.append(label)
    return labels


def _wished(found: Owned) -> str:
    upload = next((upload for upload in found.uploads if not upload.platform), None)
    if upload is not None and found.uploads[0] is upload:
        return upload.source
    return shown(found.owner.label).strip() or found.uploads[0].source


def _submission(found: Owned, group: str, keep: Path, limits: Limits) -> Submission:
    """What one group handed in, with notes on what is left out."""
    chosen = found.counted.upload
    if chosen is None:
        first = found.uploads[0]
        if not alike([gathered(upload, keep, limits) for upload in found.uploads]):
            return _undecided(found, group)
        chosen = first
    made = gathered(chosen, keep, limits)
    return Submission(
        group,
        made.files,
        found.owner.members,
        submitted_at=stamp(chosen, found.deadline),
        notes=made.notes,
        problem=made.problem,
        late=is_late(chosen, found.deadline),
        deadline=_deadline(found),
        others=others(found, chosen),
        about=tuple(about(found, chosen)),
        packed=packing(chosen),
        listed=_listed(found),
        platform=chosen.platform,
        upload=chosen.source if chosen.platform else "",
    )


def _deadline(found: Owned) -> str | None:
    time = found.deadline.time
    return None if time is None else time.isoformat(timespec="seconds")


def _listed(found: Owned) -> str | None:
    """The group on the roster; a person of two groups may be in either, so then nobody knows who else belongs to it."""
    owner = found.owner
    if not owner.enrolled or any(len(one.groups) > 1 for one in owner.enrolled):
        return None
    return next((group for one in owner.enrolled for group in one.groups), "")


def _undecided(found: Owned, group: str) -> Submission:
    """Several uploads that differ and that nothing puts in order: a person decides which one counts."""
    named = ", ".join(f"{upload.source} by {upload.name}" if upload.platform else upload.source for upload in found.uploads[:20])
    problem = f"{len(found.uploads)} different uploads of one group, and nothing tells which is the last: {named}; take out all but one"
    deadline, listed = _deadline(found), _listed(found)
    return Submission(group, (), found.owner.members, problem=problem, deadline=deadline, others=others(found, None), listed=listed)
