"""What the page of `grader diff` says: for each sheet what differs for all, what became of each line, and which groups changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from grader.comparing.causes import Cause
from grader.comparing.groups import Direction, GroupChange
from grader.comparing.lines import LineChange
from grader.comparing.marks import MarkChange
from grader.comparing.sheets import OneSided, SheetChange
from grader.comparing.shown import both, one_line, shared, signed, sums_words, verdict_words
from grader.reporting.page_html import rendered
from grader.reporting.wording import counted, points
from grader.score import Outcome
from grader.whole import write_whole

MOST_MARKS = 20_000
"""Marks listed on one page: a whole faculty of which every line changed would make one that no browser opens."""


@dataclass(frozen=True)
class CauseView:
    """One thing that differs."""

    says: str
    before: str
    after: str
    quoted: bool


@dataclass(frozen=True)
class MarkView:
    """A mark before and after."""

    task: str
    label: str
    before: Outcome | None
    after: Outcome | None
    points: str
    look_again: bool
    causes: tuple[CauseView, ...]


@dataclass(frozen=True)
class LineView:
    """What became of a line of the rubric."""

    task: str
    label: str
    name: str
    groups: int
    of: int
    moves: tuple[tuple[Outcome | None, Outcome | None, int], ...]
    change: float
    points: str
    causes: tuple[tuple[CauseView, str], ...]
    """Each with how many groups it is told of, where it is not all of them."""
    beside: tuple[str, ...]


@dataclass(frozen=True)
class GroupView:
    """A group that changed."""

    group: str
    members: str
    sums: str
    change: float
    points: str
    direction: Direction
    causes: tuple[CauseView, ...]
    marks: tuple[MarkView, ...]
    more: int
    """Marks for which the page has no room."""


@dataclass(frozen=True)
class Alone:
    """Groups that only one of the results has."""

    where: str
    groups: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class SheetView:
    """One sheet."""

    assignment: str
    title: str
    nothing: bool
    tiles: tuple[tuple[str, str], ...]
    causes: tuple[CauseView, ...]
    look_again: str
    lines: tuple[LineView, ...]
    groups: tuple[GroupView, ...]
    alone: tuple[Alone, ...]


@dataclass(frozen=True)
class DiffPage:
    """What was compared."""

    old: str
    new: str
    sheets: tuple[SheetChange, ...]
    alone: tuple[str, ...] = ()
    """A line for each sheet that only one of the two has."""


def write_diff_page(path: Path, page: DiffPage) -> None:
    """Replace the page whole."""
    write_whole(path, diff_html(page).encode("utf-8"), durable=False)


def diff_html(page: DiffPage) -> str:
    """The page."""
    return rendered("diff.html.j2", "overview.js", page=page, sheets=tuple(sheet_views(page.sheets)))


def sheet_views(sheets: Sequence[SheetChange]) -> Iterator[SheetView]:
    """All sheets; marks are listed until the page is full."""
    room = MOST_MARKS
    for sheet in sheets:
        groups = []
        for change in sheet.changed:
            view = _group(change, room)
            room -= len(view.marks)
            groups.append(view)
        yield SheetView(
            assignment=sheet.assignment,
            title=sheet.title,
            nothing=sheet.nothing,
            tiles=tuple(_tiles(sheet)),
            causes=_causes(sheet.causes),
            look_again=_look_again(sheet.look_again),
            lines=tuple(map(_line, sheet.lines)),
            groups=tuple(groups),
            alone=tuple(_alone(where, found) for where, found in (("old", sheet.gone), ("new", sheet.come)) if found),
        )


def _tiles(sheet: SheetChange) -> Iterator[tuple[str, str]]:
    """The sums of a sheet."""
    yield "groups in both", points(sheet.groups)
    yield "changed", points(len(sheet.changed))
    for direction in Direction:
        if sheet.count(direction):
            yield direction, points(sheet.count(direction))
    yield "points on average", signed(sheet.mean)


def _look_again(count: int) -> str:
    if not count:
        return ""
    return f"{counted(count, 'decision')} {'stands' if count == 1 else 'stand'} on something else than when a person decided"


def _line(line: LineChange) -> LineView:
    return LineView(
        task=one_line(line.task),
        label=one_line(line.label),
        name=one_line(line.name),
        groups=line.groups,
        of=line.of,
        moves=tuple((before, after, count) for (before, after), count in line.moves),
        change=line.points,
        points=signed(line.points),
        causes=tuple((_cause(cause), shared(line, count)) for cause, count in line.causes),
        beside=tuple(f"{kind}{shared(line, count)}" for kind, count in line.beside),
    )


def _group(change: GroupChange, room: int) -> GroupView:
    marks = change.marks[: max(0, room)]
    return GroupView(
        group=one_line(change.group),
        members=one_line(", ".join(change.members)),
        sums=sums_words(change.before, change.after),
        change=change.change,
        points=signed(change.change),
        direction=change.direction,
        causes=_causes(change.causes),
        marks=tuple(map(_mark, marks)),
        more=len(change.marks) - len(marks),
    )


def _mark(mark: MarkChange) -> MarkView:
    return MarkView(
        task=one_line(mark.task),
        label=one_line(mark.label),
        before=mark.move[0],
        after=mark.move[1],
        points=verdict_words(mark.before, mark.after),
        look_again=mark.look_again,
        causes=_causes(mark.causes),
    )


def _causes(causes: Sequence[Cause]) -> tuple[CauseView, ...]:
    return tuple(map(_cause, causes))


@lru_cache(maxsize=4096)
def _cause(cause: Cause) -> CauseView:
    """The same is said of many groups, and worked out once."""
    said = f"{cause.kind} ({one_line(cause.about)})" if cause.about else str(cause.kind)
    return CauseView(said, *both(cause), cause.quoted)


def _alone(where: str, groups: Sequence[OneSided]) -> Alone:
    return Alone(where, tuple((one_line(group.group), sums_words(group.sums, group.sums)) for group in groups))
