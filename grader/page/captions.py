r"""Matrices that are tables of numbers with a caption, `Table 1: Y_1, from filter 1`, as one line: `Y_1 = ⟦1 & 2 \\ 3 & 4⟧`.

Whether a document's captions stand above its tables or below them, the rows of tables and captions say: one that begins with a table and
ends with a caption has them below. Where that is not the same all through a document, nothing is read so.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from grader.document import Document, Line, LineKind, Piece
from grader.page.bare_rows import MOST_ROWS, as_math, grid, is_symbol, is_title, named_by
from grader.page.stacked import around, joined, plain

_CAPTION = re.compile(
    r"(?:table|tabelle|tab|figure|fig|abbildung|abb)\b\.?\s*\d{1,2}(?:\.\d{1,2})?\s*[:.–-]?\s+(?P<said>.+)", re.IGNORECASE
)
_LINKS = frozenset("with mit filter kernel kern filters von of for für durch by using to auf applied on * ⋆ ∗".split())
"""Words behind which another symbol only says what a matrix was made of."""
_SYMBOL = re.compile(r"[A-Za-z](?:_?\{?\d\}?|\^\{\(\d\)\})")
Place = tuple[int, int]
"""The first line of something, and the one behind its last."""


@dataclass(frozen=True)
class Part:
    """A table of numbers, or a caption."""

    place: Place
    name: str = ""
    rows: tuple[str, ...] = ()


def captioned(document: Document) -> Document:
    """The document with every matrix that a caption names on one line with its name."""
    every = list(runs_of(document.lines))
    runs = [run for run in every if any(part.rows for part in run) and any(not part.rows for part in run)]
    parted = any(part.name for run in every if run not in runs for part in run)  # a caption whose table is on another page
    if not runs or parted:
        return document
    lines, at = document.lines, 0
    out: list[Line] = []
    for first, second in pairs_of(runs):
        table, caption = (first, second) if first.rows else (second, first)
        start, stop = first.place[0], second.place[1]
        out += lines[at:start] if caption.name else ()
        if caption.name:
            out.append(as_one(lines[slice(*caption.place)], caption.name, lines[slice(*table.place)], table.rows))
            at = stop
    return replace(document, lines=(*out, *lines[at:]))


def runs_of(lines: Sequence[Line]) -> Iterator[list[Part]]:
    """Tables of numbers and captions that follow one another."""
    run: list[Part] = []
    at = 0
    while at < len(lines):
        part = caption_at(lines, at) or table_at(lines, at)
        if part is None or (run and lines[at].page != lines[run[-1].place[0]].page):
            yield run
            run = []
        run += [part] if part is not None else []
        at = part.place[1] if part is not None else at + 1
    yield run


def caption_at(lines: Sequence[Line], at: int) -> Part | None:
    """The caption that begins at a line, over the lines of its block."""
    found = _CAPTION.match(plain(lines[at])) if lines[at].kind is LineKind.TEXT else None
    if found is None:
        return None
    stop = at + 1
    while stop < len(lines) and stop - at < 3 and lines[stop].kind is LineKind.TEXT and lines[stop].block == lines[at].block:
        stop += 1
    said = " ".join([found["said"], *map(plain, lines[at + 1 : stop])])
    return Part((at, stop), "" if any(line.doubts for line in lines[at:stop]) else name_in(said))


def table_at(lines: Sequence[Line], at: int) -> Part | None:
    """The rows of numbers that begin at a line."""
    if lines[at].kind is not LineKind.ROW:
        return None
    stop = at
    while stop < len(lines) and lines[stop].kind is LineKind.ROW and stop - at < MOST_ROWS:
        stop += 1
    if any(char.isalpha() for line in lines[at:stop] for char in plain(line)):
        return None  # a table of several things
    rows = grid(lines[at], lines[at:stop])
    return Part((at, at + len(rows)), rows=tuple(rows)) if len(rows) == stop - at else None


def pairs_of(runs: Sequence[Sequence[Part]]) -> list[tuple[Part, Part]]:
    """Each table with its caption, in the order of the page; none where it is open which caption is which table's."""
    begins = {bool(run[0].rows) for run in runs}
    alternating = all(bool(one.rows) == (bool(run[0].rows) == (at % 2 == 0)) for run in runs for at, one in enumerate(run))
    if len(begins) != 1 or not alternating or any(len(run) % 2 for run in runs):
        return []
    return [(run[at], run[at + 1]) for run in runs for at in range(0, len(run), 2)]


def name_in(said: str) -> str:
    """The symbol of the matrix that a caption speaks of; nothing where it may be one of several, or speaks of something else."""
    told, equals, _ = said.rstrip(". ").partition("=")
    if not is_title(told):
        return ""
    if name := named_by(told):
        return name
    words = [word.strip("(),.;:$") for word in told.split()]
    places = [at for at, word in enumerate(words) if _SYMBOL.fullmatch(word) and is_symbol(word)]
    others = [at for at in places[1:] if words[at] != words[places[0]]]
    if not places or (equals and places[0] != len(words) - 1):
        return ""
    return words[places[0]] if all(words[at - 1].casefold() in _LINKS for at in others) else ""


def as_one(caption: Sequence[Line], name: str, table: Sequence[Line], rows: Sequence[str]) -> Line:
    """A caption's name with the rows of its table."""
    raw = " ".join(map(plain, caption))
    named = replace(caption[0], pieces=(Piece(f"{name} = ", f"{raw} ", around(caption[0]), caption[0].number),))
    return joined(as_math(named), table, rows)
