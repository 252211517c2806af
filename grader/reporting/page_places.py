"""Places on a group's page: what was read where, what was not read, and where a person should look, with their pictures."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from grader.records.results import AnswerResult, LookResult, Markup, SubmissionResult, UnreadResult
from grader.reporting import wording
from grader.reporting.page_pictures import ROOM_FOR_UNREAD, PagePictures, Picture


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
    before, after = ("", "") if picture is not None and picture.anchor else _beside(answer)
    return Reading(
        text=answer.text,
        value="" if wording.value(answer.value) == answer.text else wording.value(answer.value),
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
    whole = [match.span() for match in re.finditer(rf"(?<![\w.,]){re.escape(answer.text)}(?!\w|[.,]\d)", answer.context)]
    start = answer.context.find(answer.text)
    start, end = whole[-1] if whole else (start, start + len(answer.text))
    return (answer.context[:start], answer.context[end:]) if start >= 0 else ("", "")


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
