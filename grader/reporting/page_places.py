"""Places on a group's page: what was read where, what was not read, and where a person should look, with their pictures."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from grader.records.results import AnswerResult, LookResult, Markup, SubmissionResult, UnreadResult
from grader.reporting import wording
from grader.reporting.page_pictures import ROOM_FOR_UNREAD, PagePictures, Picture

_PART = re.compile(r"[\w.,]")
_GOES_ON = re.compile(r"\w|[.,]\d")
"""What stands before and behind a number or word that is part of a longer one."""


@dataclass(frozen=True)
class View:
    """Who looks at a page, and the pictures on it."""

    pictures: PagePictures
    instructor: bool


@dataclass(frozen=True)
class Reading:
    """A value that was read: as printed, as understood, and where."""

    text: str
    value: str
    where: str
    source: str
    before: str
    """The line it stands in, up to the value; empty where the line is not known."""
    after: str
    doubts: tuple[str, ...] = ()
    confidence: str = ""
    picture: Picture | None = None
    formula: Markup | None = None
    """A formula as it was understood."""


@dataclass(frozen=True)
class Look:
    """Where a person should look, with a picture of it or its text."""

    where: str
    picture: Picture | None = None
    text: str = ""


@dataclass(frozen=True)
class Unread:
    """A page that was not read."""

    where: str
    why: str
    pictures: tuple[Picture, ...] = ()
    """For the instructor."""


def reading_of(answer: AnswerResult, view: View) -> Reading:
    """A value with the picture of its place, or the line it stands in."""
    picture = view.pictures.take(answer.crop, answer.text)
    value = wording.value(answer.value)
    before, after = ("", "") if picture is not None and picture.anchor else _beside(answer)
    return Reading(
        text=answer.text,
        value="" if value == answer.text else value,
        where=wording.place(answer),
        source=wording.source(answer.source),
        before=before,
        after=after,
        doubts=answer.doubts,
        confidence=f"{answer.confidence:.0%}" if view.instructor else "",
        picture=picture,
        formula=answer.formula,
    )


def _beside(answer: AnswerResult) -> tuple[str, str]:
    """The line of an answer before and behind it: where it stands as a whole number or word, and the last time that it does."""
    if not answer.text:
        return "", ""
    start = last_whole(answer.text, answer.context)
    if start < 0:
        start = answer.context.find(answer.text)
    return (answer.context[:start], answer.context[start + len(answer.text) :]) if start >= 0 else ("", "")


def last_whole(text: str, context: str) -> int:
    """Where a text stands for the last time as a whole number or word; -1 if it never does."""
    found, start = -1, context.find(text)
    while start >= 0:
        end = start + len(text)
        whole = not (start and _PART.match(context, start - 1)) and not _GOES_ON.match(context, end)
        found = start if whole else found
        start = context.find(text, end if whole else start + 1)
    return found


def look_of(look: LookResult, view: View) -> Look:
    """Where an answer may stand that was not found."""
    where = wording.located(look.file, look.page, look.line, printed=look.printed)
    return Look(where, view.pictures.take(look.crop, where), look.text)


def unread_of(submission: SubmissionResult, view: View) -> Iterator[Unread]:
    """What was not read, pages of a file together where the reason is the same; the instructor sees them."""
    together: dict[tuple[str, str], list[UnreadResult]] = {}
    for one in submission.unread:
        together.setdefault((one.file, one.why), []).append(one)
    for (file, why), parts in together.items():
        where = wording.located_on(file, [part.page for part in parts])
        keys = [(key, wording.located(file, part.page)) for part in parts for key in part.crops] if view.instructor else []
        pictures = [view.pictures.take(key, alt, ROOM_FOR_UNREAD) for key, alt in keys]
        yield Unread(where, why, tuple(picture for picture in pictures if picture is not None))


def handed_of(submission: SubmissionResult, task: str, view: View) -> Iterator[Look]:
    """What stands under a task in what was handed in."""
    for part in submission.tasks:
        where = wording.located(part.file, part.page)
        picture = view.pictures.take(part.crop, f"Task {task} as handed in: {where}") if part.task == task else None
        if part.task == task and (picture or part.text):
            yield Look(where, picture, part.text)
