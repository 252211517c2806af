"""Values nobody asked for: while one of the right kind is left unexplained, an answer cannot be called missing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from grader.answer import Entries, NotFound, Printed, flat, shape
from grader.document import LineKind, Place, Source
from grader.finding.chain import member_value
from grader.page.labels import last_label
from grader.page.nodes import Path
from grader.page.scene import Scene
from grader.page.sides import cut, left_hand
from grader.page.strays import Stray, strays
from grader.page.wanted import Wanted
from grader.text.items import Fraction, Item, Number, Sign, Symbol, inside, walk
from grader.text.notation import parse
from grader.text.numerals import Kind
from grader.text.phrases import SPLIT_WORDS, phrase
from grader.text.scalars import Wish
from grader.text.symbols import of_symbol

MOST_DERIVATIVES = 20


@dataclass(frozen=True)
class Leftover:
    """A value without a name of ours."""

    path: Path | None
    entries: Entries
    place: Place


@dataclass(frozen=True)
class Leftovers:
    """What the documents hold besides the answers, and what of them could not be read."""

    values: list[Leftover] = field(default_factory=list)
    strays: list[tuple[Path | None, Stray, Place]] = field(default_factory=list)
    """Single numbers that nothing explains, and numbers in words."""
    sections: set[Path] = field(default_factory=set)
    """The tasks that occur as headings."""
    unread: list[tuple[str, Place]] = field(default_factory=list)
    doubtful: list[tuple[Path | None, Place]] = field(default_factory=list)
    """Lines that were read but are not to be trusted."""
    labels: list[tuple[Path | None, str, Place]] = field(default_factory=list)
    """Where the symbols stand that could be somebody's name."""
    told: list[tuple[Path, frozenset[str], Place]] = field(default_factory=list)
    """The words of the lines of text, where a matrix is asked for: people describe one in a sentence."""
    empty: bool = False

    def why(self, w: Wanted) -> NotFound:
        """Why there is no answer to a name; certain only where nothing could hold it."""
        if self.empty:
            return NotFound("nothing that could be read was handed in")
        if self.unread:
            why, place = self.unread[0]
            return NotFound(f"not found, and {why}", place=place)
        if (garbled := next((place for path, place in self.doubtful if self.near(w, path)), None)) is not None:
            return NotFound("not found, and lines that could hold it are garbled", place=garbled)
        keys = {label.key.casefold() for label in w.labels}
        if (named := next((place for path, key, place in self.labels if key in keys and self.near(w, path)), None)) is not None:
            return NotFound("not found: its name stands there, but no value that could be read", place=named)
        if (sentence := self.sentence_on(w)) is not None:
            return NotFound("not found, but a sentence speaks of it", place=sentence)
        if (unnamed := self.left_for(w)) is not None:
            return NotFound("not found under any of its names, but a value without a name is left", place=unnamed)
        return NotFound("not found: neither its name nor a value that could be it stands in what was handed in", certain=True)

    def near(self, w: Wanted, path: Path | None) -> bool:
        """Whether a line under some task could hold an answer: under its own, above it, under none; anywhere if its own has no heading."""
        return w.task not in self.sections or path is None or path[: len(w.task)] == w.task or w.task[: len(path)] == path

    def sentence_on(self, w: Wanted) -> Place | None:
        """Where the task's own text may tell a matrix in words."""
        if len(w.wish.shape or ()) < 2:
            return None
        own = ((words, place) for path, words, place in self.told if path[: len(w.task)] == w.task)
        return next((place for words, place in own if any(spelling.said_by(words) for spelling in w.spellings)), None)

    def left_for(self, w: Wanted) -> Place | None:
        """Where something stands that could be the answer to a name without saying so."""
        for left in self.values:
            if self.near(w, left.path) and of_kind(left.entries, w.wish) and not given(left.entries, w):
                return left.place
        here = (place for path, stray, place in self.strays if self.near(w, path) and stray.may_be(w) and not given(stray.value, w))
        enough = list(islice(here, size(w.wish.shape or ())))
        return enough[0] if len(enough) == size(w.wish.shape or ()) else None


def given(entries: Entries | None, w: Wanted) -> bool:
    """Whether a value is one that the sheet gives."""
    return entries is not None and tuple(number.value for number in flat(entries)) in w.given_numbers


def of_kind(entries: Entries, wish: Wish) -> bool:
    """Whether a value could be of the kind that is asked for."""
    if wish.kind is Kind.SHARE:
        return any(0 < number.value <= 1 and (number.share or number.value.denominator != 1) for number in flat(entries)) or any(
            number.unit is not None and number.unit < 1 < number.value <= 100 for number in flat(entries)
        )
    if any(number.share for number in flat(entries)):
        return False  # a percentage is no gradient and counts nothing
    return wish.shape is None or shape(entries) == wish.shape or len(flat(entries)) == size(wish.shape)


def size(wanted: tuple[int, ...]) -> int:
    """How many numbers a shape holds."""
    total = 1
    for length in wanted:
        total *= length
    return total


def leftovers(scenes: Sequence[Scene], wanted: Sequence[Wanted], used: set[tuple[int, int]]) -> Leftovers:
    """Everything literal that no name of ours explains, what was not read, and which tasks have a heading."""
    left = Leftovers(empty=not any(scene.document.lines or scene.document.unread or scene.document.pages for scene in scenes))
    keys = {label.key.casefold() for w in wanted for label in w.labels}
    shapes = {w.wish.shape for w in wanted} | {()}
    for number, scene in enumerate(scenes):
        document = scene.document
        left.unread.extend((gap.why, Place(document.file, gap.page, gap.box)) for gap in document.unread)
        explained = [statement for order, statement in enumerate(scene.statements) if (number, order) in used]
        left.strays.extend((scene.paths[stray.line], stray, place_of(scene, stray.line)) for stray in strays(scene, explained))
        for order in range(len(scene.statements)):
            if (number, order) not in used:
                left.values.extend(unexplained(scene, order, shapes))
        lines(left, scene, keys)
        if any(len(w.wish.shape or ()) > 1 for w in wanted):
            left.told.extend(sentences(scene))
    return left


def lines(left: Leftovers, scene: Scene, keys: set[str]) -> None:
    """Which tasks have lines, where names stand, which lines are not to be trusted."""
    for statement in scene.statements:
        if statement.label is not None and statement.label.key.casefold() in keys:
            left.labels.append((statement.spot.path, statement.label.key.casefold(), place_of(scene, statement.line)))
    for index, line in enumerate(scene.document.lines):
        path, items = scene.paths[index], scene.parsed[index]
        if line.kind is LineKind.MARGIN:  # a header may state what stands nowhere else
            left.labels.extend((None, key, place_of(scene, index)) for key in named_in(parse(line.text)) & keys)
        if path is not None:
            left.sections.add(path)
        left.labels.extend((path, key, place_of(scene, index)) for key in symbols_in(items) & keys)
        if line.doubts and line.kind is not LineKind.HEADING and any(isinstance(item, Number) for item in walk(items)):
            left.doubtful.append((path, place_of(scene, index)))


def sentences(scene: Scene) -> Iterator[tuple[Path, frozenset[str], Place]]:
    """The words of every line that stands under a task and is no heading."""
    for index, items in enumerate(scene.parsed):
        path = scene.paths[index]
        if path is None or scene.document.lines[index].kind is LineKind.HEADING:
            continue
        said = {word.casefold() for item in walk(items) if isinstance(item, Symbol) for word in SPLIT_WORDS.findall(item.base)}
        if said:
            yield path, phrase(" ".join(said)), place_of(scene, index)


def place_of(scene: Scene, index: int) -> Place:
    """Where a line stands."""
    line = scene.document.lines[index]
    boxes = [piece.box for piece in line.pieces if piece.box is not None and piece.text.strip()]
    box = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)) if boxes else None
    in_cell = line.source is Source.NOTEBOOK
    return Place(scene.document.file, line.page, box, line.number if line.page is None or in_cell else None, line.printed)


def symbols_in(items: Sequence[Item]) -> set[str]:
    """The keys of all symbols and derivatives that stand in a line, folded."""
    found = set()
    for sequence in (items, *(inner for item in items for inner in inside(item))):
        if any(isinstance(item, Sign) and item.text == "/" for item in sequence):
            found |= derivatives_in(sequence)
    for item in walk(items):
        if isinstance(item, Symbol) and not item.word and (label := of_symbol(item)) is not None:
            key = label.key.casefold()
            found |= {key, key[:-2] if key[-2:-1] == "_" else key}  # `w_R` may be a part of w
        elif isinstance(item, Fraction) and (derivative := last_label((item,))) is not None:
            found.add(derivative[0].key.casefold())
    return found


def named_in(items: Sequence[Item]) -> set[str]:
    """The keys of all symbols of a line, and of the labels left of its relations."""
    labels = (last_label(left_hand(part)) for part in cut(items)[0])
    return symbols_in(items) | {found[0].key.casefold() for found in labels if found is not None}


def derivatives_in(items: Sequence[Item]) -> set[str]:
    """The keys of derivatives that are written on the line (`∂L/∂w`), the first few of it."""
    found = set()
    slashes = [at for at, item in enumerate(items) if isinstance(item, Sign) and item.text == "/"]
    for at in slashes[:MOST_DERIVATIVES]:
        for end in (at + 2, at + 3):
            derivative = last_label(items[max(0, at - 4) : end])
            if derivative is not None and derivative[0].key.startswith("∂"):
                found.add(derivative[0].key.casefold())
    return found


def unexplained(scene: Scene, order: int, shapes: set[tuple[int, ...] | None]) -> list[Leftover]:
    """The values at the end of a statement that no name claimed."""
    statement = scene.statements[order]
    out: list[Leftover] = []
    for member in statement.members[-1:]:
        found = next((value for wanted in shapes if (value := member_value(scene, member, Wish(wanted))) is not None), None)
        if found is not None and not isinstance(found.entries, Printed):
            out.append(Leftover(statement.spot.path, found.entries, place_of(scene, member.line)))
    return out
