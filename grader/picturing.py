"""Pictures of the places that a result speaks of: worked out where nothing is drawn, drawn by a reading child, kept by what they show."""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import is_
from typing import Any, Protocol

from grader.document import Document, Line, LineKind
from grader.errors import ReaderFault, Unreadable
from grader.identity import MASK, Identity, identity_of, says_who
from grader.intake.kinds import PICTURES, ending
from grader.laid_out import Sight, sight
from grader.page.nodes import Node, path_of
from grader.page.photographed import spots_of
from grader.picture_bytes import picture_size
from grader.readers.crops import Region
from grader.records.results import AnswerResult, LookResult, MarkResult, SubmissionResult, TaskResult, UnreadResult
from grader.records.store import content_hash
from grader.submission import Submission
from grader.surroundings import around_line, around_value, of_task, unread_part

MOST, AT_ONCE = 300, 60
"""Pictures of one submission, and of one request."""
MOST_PARTS, MOST_PAGES = 12, 3
"""Parts of a file that were not read, and pages of a task, of which there is a picture."""
LONGEST_TEXT, MOST_LINES = 4_000, 80
_FORM = "1"
"""Of the pictures; another one when they are drawn differently."""


class Drawing(Protocol):
    """Whoever draws places of a file: a pool of limited children, or a test's double."""

    def crops(self, path: Any, name: str, request: Any) -> list[bytes]:  # noqa: ANN401 - a path, and plain JSON
        """A small picture of each region."""
        ...


@dataclass(frozen=True)
class Pictured:
    """A result that names its pictures, and those that are new."""

    result: SubmissionResult
    pictures: Mapping[str, bytes] = field(default_factory=dict, repr=False)


class _Album:
    """The pictures that a submission asks for, by key."""

    def __init__(self, submission: Submission, documents: Sequence[Document], nodes: Sequence[Node], identity: Identity) -> None:
        self.paths = {file.name: file.path for file in submission.files}
        self._laid = documents, nodes, identity
        self.digests: dict[str, bytes] = {}
        self.wanted: dict[str, tuple[str, Region]] = {}

    @cached_property
    def sights(self) -> dict[str, Sight]:
        """The documents by their names, looked at when something of one is to be shown: of most submissions nothing is."""
        documents, nodes, identity = self._laid
        shown = [document for document in documents if document.file in self.paths]
        placed = {one.file: [spot.path for spot in found] for one, found in zip(shown, spots_of(shown, nodes), strict=True)}
        return {document.file: sight(document, placed[document.file], identity) for document in shown}

    def key(self, file: str, region: Region) -> str:
        """The key of a picture, which is asked for with it; empty where there can be none."""
        if file not in self.digests:
            self.digests[file] = content_hash(self.paths[file])
        key = hashlib.sha256(b"\0".join((_FORM.encode(), self.digests[file], repr(tuple(region)).encode()))).hexdigest()[:32]
        if key not in self.wanted and len(self.wanted) >= MOST:
            return ""
        self.wanted[key] = file, region
        return key

    def at(self, file: str, page: int | None) -> Sight | None:
        """The document in whose pages something can be shown."""
        drawn = ending(file) in PICTURES | {".pdf"}
        return self.sights.get(file) if drawn and page is not None else None


def pictured(
    submission: Submission,
    result: SubmissionResult,
    documents: Sequence[Document],
    nodes: Sequence[Node],
    readers: Drawing,
    known: Collection[str] = (),
) -> Pictured:
    """The result with the keys of its pictures, and those pictures that are not among the `known`; names are masked in its texts.

    A picture that could not be drawn leaves its key behind: the place stands on the page in words.
    """
    identity = identity_of(submission)
    album = _Album(submission, documents, nodes, identity)
    marks = tuple(_mark(mark, album, identity) for mark in result.marks)
    unread = tuple(_unread(one, documents, album) for one in result.unread)
    undecided = list(dict.fromkeys(mark.task for mark in marks if mark.points is None))
    tasks = tuple(part for task in undecided for part in _task(task, album, identity))
    whole = result.model_copy(update={"marks": marks, "unread": unread, "tasks": tasks})
    return Pictured(whole, dict(_drawn(album, readers, known)))


def keys_of(result: SubmissionResult) -> Iterator[str]:
    """The keys of all pictures that a result names."""
    for mark in result.marks:
        yield from (answer.crop for answer in (mark.answer, *mark.also) if answer is not None)
        yield mark.look.crop if mark.look is not None else ""
    yield from (key for one in result.unread for key in one.crops)
    yield from (part.crop for part in result.tasks)


def _mark(mark: MarkResult, album: _Album, identity: Identity) -> MarkResult:
    """A mark whose places have pictures, or texts without names."""
    answer = None if mark.answer is None else _answer(mark.answer, album, identity)
    also = tuple(_answer(answer, album, identity) for answer in mark.also)
    look = None if mark.look is None else _look(mark.look, album, identity)
    if answer is mark.answer and look is None and all(map(is_, also, mark.also)):
        return mark
    return mark.model_copy(update={"answer": answer, "also": also, "look": look})


def _answer(answer: AnswerResult, album: _Album, identity: Identity) -> AnswerResult:
    seen = album.at(answer.file, answer.page)
    crop = ""
    if seen is not None and answer.page is not None and answer.box is not None:
        crop = album.key(answer.file, around_value(seen, answer.page, answer.box))
    context = identity.masked(answer.context)
    return answer if (crop, context) == (answer.crop, answer.context) else answer.model_copy(update={"crop": crop, "context": context})


def _look(look: LookResult, album: _Album, identity: Identity) -> LookResult:
    """A place to look at: its picture, or its text."""
    seen = album.at(look.file, look.page)
    if seen is not None and look.page is not None:
        gap = any(one.page == look.page and one.box == look.box for one in seen.document.unread)
        region = unread_part(seen, look.page, look.box) if gap or look.box is None else around_line(seen, look.page, look.box)
        return look.model_copy(update={"crop": album.key(look.file, region)})
    held = album.sights.get(look.file)
    lines = () if held is None or look.line is None else held.document.lines
    text = "\n".join(_raw(line) for line in lines if line.number == look.line and line.page == look.page)
    return look.model_copy(update={"text": identity.masked(text[:LONGEST_TEXT])})


def _unread(one: UnreadResult, documents: Sequence[Document], album: _Album) -> UnreadResult:
    """What was not read, with a picture of each of its parts."""
    seen = album.at(one.file, one.page)
    if seen is None or one.page is None:
        return one
    gaps = [gap for document in documents if document.file == one.file for gap in document.unread]
    boxes = dict.fromkeys(gap.box for gap in gaps if (gap.page, gap.why) == (one.page, one.why))
    crops = (album.key(one.file, unread_part(seen, one.page, box)) for box in list(boxes)[:MOST_PARTS])
    return one.model_copy(update={"crops": tuple(key for key in crops if key)})


def _task(task: str, album: _Album, identity: Identity) -> Iterator[TaskResult]:
    """What stands under a task: pictures of pages, or lines of text."""
    path = path_of(task)
    for file, seen in album.sights.items():
        if ending(file) in PICTURES | {".pdf"}:
            for region in list(of_task(seen, path))[:MOST_PAGES]:
                yield TaskResult(task=task, file=file, page=region.page, crop=album.key(file, region))
            continue
        lines = [line for line, own in zip(seen.document.lines, seen.paths, strict=True) if own is not None and own[: len(path)] == path]
        text = "\n".join(dict.fromkeys(MASK if says_who(line.text) else _raw(line) for line in lines[:MOST_LINES]))
        if text:
            yield TaskResult(task=task, file=file, text=identity.masked(text[:LONGEST_TEXT]))


def _raw(line: Line) -> str:
    """A line as it was printed."""
    return ("   " if line.kind is LineKind.ROW else "").join(piece.raw for piece in line.pieces).strip()


def _drawn(album: _Album, readers: Drawing, known: Collection[str]) -> Iterator[tuple[str, bytes]]:
    """The pictures that are not known, each looked at before it is taken; what cannot be drawn is left out."""
    files: dict[str, list[tuple[str, Region]]] = {}
    for key, (file, region) in album.wanted.items():
        if key not in known:
            files.setdefault(file, []).append((key, region))
    for file, asked in files.items():
        for start in range(0, len(asked), AT_ONCE):
            part = asked[start : start + AT_ONCE]
            try:
                pictures = readers.crops(album.paths[file], file, [list(region) for _, region in part])
            except (Unreadable, ReaderFault):
                break
            for (key, _), picture in zip(part, pictures, strict=False):
                if picture_size(picture) is not None:
                    yield key, picture
