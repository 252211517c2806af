"""Which task a line of a document belongs to: headings followed down the lines, corrections that reopen a task."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from grader.document import Line, LineKind
from grader.page.headings import CORRECTED, ROMAN, TASK_WORD, Heading, arabic, heading_of, named_node
from grader.page.nodes import Node, Path, words_of

OF_A_TASK = frozenset("solution solutions answer answers lösung lösungen antwort antworten result results ergebnis code check".split())
"""Words of headings that stand inside a task."""


@dataclass(frozen=True)
class Spot:
    """Where a line stands: its task (None where unknown), whether it is marked as a correction, how much of it is the heading."""

    path: Path | None = None
    corrected: bool = False
    skip: int = 0
    heading: bool = False


def spots(lines: Sequence[Line], nodes: Sequence[Node]) -> tuple[Spot, ...]:
    """For each line the task it belongs to."""
    known = {node.path[:depth] for node in nodes for depth in range(1, len(node.path) + 1)}
    lines = [replace(line, pieces=()) if line.kind is LineKind.MARGIN else line for line in lines]
    found = [printed_heading(line, known) if line.printed else heading_of(line, known) for line in lines]
    numbers = numbers_by_style(found)
    if (title := sheet_title(found, known, numbers)) is not None:
        found[title] = None
    sorter = _Sorter(known, numbers)
    out = []
    for index, (line, candidate) in enumerate(zip(lines, found, strict=True)):
        alone = all(other < 0 or other >= len(lines) or lines[other].block != line.block for other in (index - 1, index + 1))
        named = None if line.printed else named_node(line, nodes, candidate, alone=alone)
        if named is not None and sorter.holds(line, candidate, named, nodes) and not says_all(line, candidate, nodes):
            named = None
        out.append(sorter.place(line, candidate, named))
    return tuple(out)


def says_all(line: Line, candidate: Heading | None, nodes: Sequence[Node]) -> bool:
    """Whether the words are the whole heading of a task, of more words than one: `Forward pass`, not `Standard convolutions`."""
    words = words_of(line.text[candidate.skip :] if candidate else line.text)
    return len(words) > 1 and any(words in node.names or words in node.phrases for node in nodes)


def shared_words(words: Sequence[str], named: Path, path: Path, nodes: Sequence[Node]) -> bool:
    """Whether what names a task in some words stands in another task's heading too: the convolutions of both 2.1 and 2.5."""
    told, own = ({word for node in nodes if node.path == task for phrase in node.phrases for word in phrase} for task in (named, path))
    return told & set(words) <= own


def printed_heading(line: Line, known: set[Path]) -> Heading | None:
    """What a program prints as a heading: `Task 1.1`, with a keyword and a number of the sheet; `1. 0.5` and `Step 2` are none."""
    found = heading_of(line, known) if TASK_WORD.match(line.text) else None
    return found if found is not None and found.keyed and found.path in known else None


def numbers_by_style(found: Sequence[Heading | None]) -> dict[str, set[str]]:
    """Which single numbers occur in each style of heading."""
    numbers: dict[str, set[str]] = {}
    for heading in found:
        if heading is not None and len(heading.path) == 1:
            numbers.setdefault(heading.style, set()).add(heading.path[0])
    return numbers


def sheet_title(found: Sequence[Heading | None], known: set[Path], numbers: Mapping[str, set[str]]) -> int | None:
    """Where `Exercise 6` at the top numbers the sheet: the headings below it are not tasks of a chapter 6."""
    headings = [(index, heading) for index, heading in enumerate(found) if heading is not None][:2]
    if len(headings) < 2:
        return None
    (index, first), (_, second) = headings
    below = {(*first.path, arabic(number)) for number in numbers.get(second.style, ())}
    alone = first.keyed and not first.corrected and len(first.path) == len(second.path) == 1 and first.style != second.style
    return index if alone and below and not below <= known else None


def level_of(line: Line) -> int:
    """How high a heading stands, 1 above all; 0 where nobody can tell."""
    raw = line.pieces[0].raw if line.pieces and line.kind is LineKind.HEADING else ""
    return len(raw) - len(raw.lstrip("#"))


class _Sorter:
    """Follows the headings down a document, with a stack of those that are open."""

    def __init__(self, known: set[Path], numbers: dict[str, set[str]]) -> None:
        self.known = known
        self.numbers = numbers
        self.open: list[tuple[str, Path | None]] = []
        self.seen: list[Path] = []
        self.corrected = False
        self.level = 0
        """Of the last heading of the sheet's, where it is known."""
        self.numbered = False
        """Whether the last heading bore the whole number of its task."""
        self.cell: tuple[int | None, bool] = (None, False)
        self.outside: tuple[list[tuple[str, Path | None]], bool] = ([], False)
        """What was open above the output of a cell; a heading that is printed ends with it."""

    @property
    def path(self) -> Path | None:
        return self.open[-1][1] if self.open else None

    def place(self, line: Line, found: Heading | None, named: Path | None) -> Spot:
        """The spot of the next line."""
        self.enter_cell((line.page, line.printed))
        by_words = found is None or not found.keyed
        if named is not None and not self.repeats(named, by_words=by_words):
            self.enter([("words" if found is None else found.style, named)], corrected=bool(found and found.corrected))
            self.level, self.numbered = level_of(line), found is not None and found.path == named
            return Spot(named, self.corrected, found.skip if found else len(line.text), heading=True)
        if found is not None and (target := self.target(found)) is not None:
            inner = not found.keyed and len(found.path) == 1 and self.path is not None
            self.numbered = found.path == target[-1][1] or (inner and self.numbered and target[-1][1] == self.path)
            self.level = self.level if inner and line.kind is not LineKind.HEADING else level_of(line)
            self.enter(target, corrected=found.corrected)
            return Spot(self.path, self.corrected, found.skip, heading=True)
        marked = CORRECTED.search(line.text) is not None
        if line.kind is LineKind.HEADING and found is None and not marked:
            self.corrected = False
            self.close(line)
        return Spot(self.path, self.corrected or marked, 0, heading=line.kind is LineKind.HEADING)

    def holds(self, line: Line, found: Heading | None, named: Path, nodes: Sequence[Node]) -> bool:
        """Whether a line stands inside the open task, whatever its words: `1. full convolutions`, a lower heading under `## 2.5`."""
        if not self.numbered or self.path is None or named[: len(self.path)] == self.path:
            return False
        if found is not None and (found.keyed or len(found.path) > 1):
            return False
        item = found is not None and line.kind is not LineKind.HEADING
        return item or 0 < self.level < level_of(line) or shared_words(words_of(line.text), named, self.path, nodes)

    def enter_cell(self, cell: tuple[int | None, bool]) -> None:
        """Where the output of a cell ends, what was open above it is open again."""
        if cell != self.cell:
            if self.cell[1]:
                self.open, self.corrected = self.outside
            self.outside = (self.open, self.corrected)
            self.cell = cell

    def close(self, line: Line) -> None:
        """A heading of one's own ends a task where it stands as high as the task's: `# Training` after `## 1.3`."""
        level = level_of(line)
        if 0 < level <= self.level and not set(words_of(line.text)) & OF_A_TASK:
            self.open = []

    def repeats(self, named: Path, *, by_words: bool) -> bool:
        """A heading in words alone that names a task already left behind ("Forward pass", once more) opens nothing."""
        return (
            by_words
            and named in self.seen
            and self.path is not None
            and self.path != named
            and self.path[: len(named)] != named
            and (self.path[:-1] == named[:-1])
        )

    def enter(self, stack: list[tuple[str, Path | None]], *, corrected: bool) -> None:
        self.open = stack
        self.corrected = corrected
        if self.path is not None:
            self.seen.append(self.path)

    def target(self, found: Heading) -> list[tuple[str, Path | None]] | None:
        """The stack of open headings once this one is open; None where it is none of the sheet's."""
        if len(found.path) > 1:
            if found.path in self.known:
                above = [("", found.path[:-1])] if found.parted else []
                return [*above, (found.style, found.path)]
            shorter = next((found.path[:n] for n in range(len(found.path) - 1, 1, -1) if found.path[:n] in self.known), None)
            if shorter is not None:
                return [(found.style, shorter)]
            return [(found.style, None)] if found.keyed else None
        below = self.open
        for depth, (style, _) in enumerate(self.open):
            if style == found.style:
                below = self.open[:depth]
                break
        parent = below[-1][1] if below else ()
        node = self.child(parent, found)
        return None if node is False else [*below, (found.style, node)]  # type: ignore[list-item]

    def child(self, parent: Path | None, found: Heading) -> Path | bool | None:
        """The task that a single number means under the open heading; False where it opens nothing."""
        number = found.path[0]
        if parent is None:
            return None
        if parent == ():
            return self.top(found)
        for spelled in (
            number,
            *([str(ROMAN[number])] if number in ROMAN else []),
            *([str(ord(number) - 96)] if len(number) == 1 and number.isalpha() else []),
        ):
            if (*parent, spelled) in self.known:
                return (*parent, spelled)
        return parent

    def top(self, found: Heading) -> Path | bool | None:
        """A single number with nothing open above it: a chapter, or a task of the only chapter that has all such numbers."""
        numbers = self.numbers.get(found.style, set())
        tops = {path[0] for path in self.known if len(path) == 1}
        if numbers <= tops or (found.keyed and found.path[0] in tops):
            return found.path
        chapters = [top for top in sorted(tops) if all((top, number) in self.known for number in numbers)]
        if chapters:
            return (chapters[0], found.path[0])
        return found.path if found.path[0] in tops else None if found.keyed else False
