"""Values nobody asked for: while one of the right kind is left unexplained, an answer cannot be called missing."""

from collections.abc import Sequence
from dataclasses import dataclass

from grader.answer import Entries, NotFound, flat, shape
from grader.chain import member_value
from grader.document import LineKind, Place
from grader.labels import last_label
from grader.items import Fraction, Item, Number, Symbol, walk
from grader.literals import literal
from grader.numerals import Custom, Kind
from grader.scalars import Wish
from grader.scene import Scene
from grader.sections import Path
from grader.wanted import Wanted


@dataclass(frozen=True)
class Leftover:
    """A value without a name of ours."""

    path: Path | None
    entries: Entries
    place: Place
    lone: bool
    """No label at all stands before it."""


@dataclass(frozen=True)
class Leftovers:
    """What the documents hold besides the answers, and what of them could not be read."""

    values: tuple[Leftover, ...]
    sections: frozenset[Path]
    """The tasks that occur as headings."""
    unread: tuple[tuple[str, Place], ...]
    doubtful: tuple[tuple[Path | None, Place], ...]
    """Lines that were read but are not to be trusted."""
    empty: bool
    labels: tuple[tuple[Path | None, str, Place], ...] = ()
    """Where the symbols stand that could be somebody's name."""

    def why(self, w: Wanted) -> NotFound:
        """Why there is no answer to a name; certain only where nothing could hold it."""
        if self.empty:
            return NotFound("nothing that could be read was handed in")
        if self.unread:
            why, place = self.unread[0]
            return NotFound(f"not found, and {why}", place=place)
        here = w.task in self.sections
        for path, place in self.doubtful:
            if not here or path is None or path[: len(w.task)] == w.task or w.task[: len(path)] == path:
                return NotFound("not found, and lines that could hold it are garbled", place=place)
        for path, key, place in self.labels:
            if (not here or path is None or path[: len(w.task)] == w.task) and key in {
                s.label.key for s in w.spellings if s.label is not None
            }:
                return NotFound("not found: its name stands there, but no value that could be read", place=place)
        for left in self.values:
            if (not here or left.path is None or left.path[: len(w.task)] == w.task) and of_kind(
                left.entries, w.wish, named_nothing=left.lone
            ):
                return NotFound("not found under any of its names, but a value without a name is left", place=left.place)
        return NotFound("not found: neither its name nor a value that could be it stands in what was handed in", certain=True)


def of_kind(entries: Entries, wish: Wish, *, named_nothing: bool) -> bool:
    """Whether a value could be of the kind that is asked for, or hold it among numbers without a name."""
    if wish.kind is Kind.SHARE:
        return any(0 < abs(number.value) <= 1 and (number.share or number.value.denominator != 1) for number in flat(entries)) or any(
            number.unit is not None and number.unit < 1 and 1 < number.value <= 100  # noqa: PLR2004 - per cent
            for number in flat(entries)
        )
    if wish.shape is None:
        return True
    return (
        shape(entries) == wish.shape or len(flat(entries)) == size(wish.shape) or (named_nothing and len(flat(entries)) >= size(wish.shape))
    )


def size(wanted: tuple[int, ...]) -> int:
    """How many numbers a shape holds."""
    total = 1
    for length in wanted:
        total *= length
    return total


def leftovers(scenes: Sequence[Scene], wanted: Sequence[Wanted], used: set[tuple[int, int]]) -> Leftovers:
    """Everything literal that no name of ours explains, what was not read, and which tasks have a heading."""
    kept: list[Leftover] = []
    sections: set[Path] = set()
    unread: list[tuple[str, Place]] = []
    doubtful: list[tuple[Path | None, Place]] = []
    labels: list[tuple[Path | None, str, Place]] = []
    keys = {s.label.key for w in wanted for s in w.spellings if s.label is not None}
    shapes = {w.wish.shape for w in wanted} | {()}
    for number, scene in enumerate(scenes):
        document = scene.document
        unread.extend((gap.why, Place(document.file, gap.page, gap.box)) for gap in document.unread)
        for order, statement in enumerate(scene.statements):
            if statement.label is not None:
                labels.append((statement.spot.path, statement.label.key, place_of(scene, statement.line)))
            if (number, order) not in used:
                kept.extend(unexplained(scene, order, shapes))
        paths = scene.paths
        for index, line in enumerate(document.lines):
            path = paths[index]
            if path is not None:
                sections.add(path)
            place = place_of(scene, index)
            labels.extend((path, key, place) for key in symbols_in(scene.parsed[index]) & keys)
            if line.doubts and line.kind is not LineKind.HEADING and has_number(scene.parsed[index]):
                doubtful.append((path, place))
    empty = not any(scene.document.lines for scene in scenes) and not unread
    return Leftovers(tuple(kept), frozenset(sections), tuple(unread), tuple(doubtful), empty, tuple(labels))


def place_of(scene: Scene, index: int) -> Place:
    """Where a line stands."""
    line = scene.document.lines[index]
    return Place(scene.document.file, line.page, None, line.number if line.page is None else None)


def symbols_in(items: Sequence[Item]) -> set[str]:
    """The keys of all symbols and derivatives that stand in a line."""
    found = set()
    for item in walk(items):
        if isinstance(item, Symbol | Fraction) and (label := last_label((item,))) is not None:
            found.add(label[0].key)
    return found


def has_number(items: Sequence[Item]) -> bool:
    """Whether a line holds a number at all."""
    return any(isinstance(item, Number) for item in walk(items))


def unexplained(scene: Scene, order: int, shapes: set[tuple[int, ...] | None]) -> list[Leftover]:
    """The values of a statement that no name claimed; a sentence's numbers one by one."""
    statement = scene.statements[order]
    lone = statement.label is None and not statement.words
    out: list[Leftover] = []
    for member in statement.members[-1:] if not statement.prose else statement.members:
        place = place_of(scene, member.line)
        found = next((value for wanted in shapes if (value := member_value(scene, member, Wish(wanted))) is not None), None)
        if found is not None:
            out.append(Leftover(statement.spot.path, found.entries, place, lone))
        elif statement.prose:
            numbers = numbers_in(scene, order)
            out.extend(
                Leftover(statement.spot.path, entries, place, lone) for entries in (*numbers, *([tuple(numbers)] if numbers else []))
            )
    return out


def numbers_in(scene: Scene, order: int) -> list[Entries]:
    """The single numbers of a sentence."""
    out: list[Entries] = []
    for member in scene.statements[order].members:
        for at, item in enumerate(member.items):
            if isinstance(item, Number):
                following = member.items[at : at + 2]
                for items in (following, following[:1]):
                    found = literal(items, Wish((), Kind.NUMBER), scene.customs.get(member.line, Custom()))
                    if found is not None:
                        out.append(found.entries)
                        break
    return out
