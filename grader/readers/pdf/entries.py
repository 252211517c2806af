"""Characters of form fields and notes among those of the page: set on the row of their label, checked against the value they stand for."""

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from grader.document import OTHERWISE, OVER_PRINT, Box, Line, LineKind, Piece, Source, Unread
from grader.readers.pdf.annotations import Entry
from grader.readers.pdf.glyphs import Glyph
from grader.readers.pdf.strokes import Rule, Strokes

UNPRINTED = "the name of the form field is not printed beside it"
_LEADERS = frozenset("._-…·:˙ ")
_FOLD = {ord("−"): "-", ord("–"): "-", ord("—"): "-", ord("·"): "·", ord("⋅"): "·", ord("×"): "×"}
FARTHEST = 20_000.0
"""No page is higher, in points; what is said to stand beyond it is nowhere."""
SAME_LINE, ONE_LINE = 0.6, 2.6
"""How far baselines of one line may lie apart, and how high a field for one line may be, in sizes of its label."""
STEP = 24.0
"""Stretches of the page in which neighbours are looked for, in points."""
T = TypeVar("T")
Mark = tuple[str, int, int]
"""A character and where it is drawn, to a tenth of a point."""


@dataclass(frozen=True)
class Ink:
    """Where the characters of an entry stand now, and how far they were moved down to their row."""

    entry: Entry
    box: Box
    down: float

    def holds(self, piece: Piece) -> bool:
        """Whether a piece is of the entry alone."""
        x0, top, x1, bottom = piece.box or (0.0, 0.0, -FARTHEST, -FARTHEST)
        return self.box[0] - 1 <= (x0 + x1) / 2 <= self.box[2] + 1 and self.box[1] - 1 <= (top + bottom) / 2 <= self.box[3] + 1

    def touches(self, piece: Piece) -> bool:
        """Whether something of the entry stands in a piece."""
        x0, top, x1, bottom = piece.box or (0.0, 0.0, -FARTHEST, -FARTHEST)
        return x0 < self.box[2] and x1 > self.box[0] and top < self.box[3] and bottom > self.box[1]


@dataclass(frozen=True)
class Typed:
    """The characters of a page with those of its entries set on their rows."""

    glyphs: list[Glyph]
    doubts: dict[Entry, str]
    """What is wrong with an entry."""
    outside: int = 0
    """Characters that an entry draws outside of itself, where nobody sees them."""
    empty: tuple[Entry, ...] = ()
    """Entries with a value of which no character is seen."""
    inks: tuple[Ink, ...] = ()

    def unread(self, number: int) -> tuple[Unread, ...]:
        """What may be drawn as a picture."""
        return tuple(Unread(f"a {entry.what} that shows no text was not read", number, entry.box, picture=True) for entry in self.empty)

    def notes(self, number: int) -> tuple[str, ...]:
        """What is said of the page besides."""
        said = f"text of a form field or note drawn outside of it on page {number} was left out ({self.outside} characters)"
        return (said,) if self.outside else ()


def mark_of(glyph: Glyph) -> Mark:
    """By which a character is known again after the entries have been drawn."""
    return glyph.raw, round(10 * glyph.left), round(10 * glyph.bottom)


def typed_in(shown: Sequence[Glyph], printed: Collection[Mark], entries: Sequence[Entry]) -> Typed:
    """The characters that are shown, `printed` those that were there without the entries."""
    rest: list[Glyph] = []
    own: dict[Entry, list[Glyph]] = {entry: [] for entry in entries}
    doubts: dict[Entry, str] = {}
    under: list[tuple[Glyph, Entry]] = []
    outside = 0
    near = by_height(((entry.box[1], entry.box[3]), entry) for entry in entries)
    for glyph in shown:
        x, y = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
        entry = next((one for one in near.get(_step(y), ()) if one.holds(x, y)), None)
        if mark_of(glyph) not in printed:
            if entry is not None:
                own[entry].append(glyph)
            else:
                outside += 1
        elif entry is None:
            rest.append(glyph)
        elif glyph.text not in _LEADERS:
            under.append((glyph, entry))
            doubts[entry] = OVER_PRINT
    for entry, drawn in own.items():
        if folded("".join(glyph.text for glyph in drawn)) != folded(entry.value):
            doubts[entry] = OTHERWISE
    written = {entry: _around(drawn) for entry, drawn in own.items() if drawn}
    rest += [glyph for glyph, entry in under if not _is_under(glyph, written.get(entry))]
    rows = by_height(((glyph.y, glyph.y), glyph) for glyph in rest)
    moved = {entry: on_row(drawn, entry.box, rows) for entry, drawn in own.items() if drawn}
    inks = tuple(Ink(entry, _around(glyphs), glyphs[0].y - own[entry][0].y) for entry, glyphs in moved.items())
    empty = tuple(entry for entry, drawn in own.items() if not drawn and entry.value.strip())
    return Typed([*rest, *(glyph for glyphs in moved.values() for glyph in glyphs)], doubts, outside, empty, inks)


def _is_under(glyph: Glyph, ink: Box | None) -> bool:
    """Whether a printed character stands under what an entry wrote over it."""
    return ink is not None and ink[0] < (glyph.left + glyph.right) / 2 < ink[2] and ink[1] < (glyph.top + glyph.bottom) / 2 < ink[3]


def _around(glyphs: Sequence[Glyph]) -> Box:
    lefts, tops, rights, bottoms = zip(*((glyph.left, glyph.top, glyph.right, glyph.bottom) for glyph in glyphs), strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def by_height(standing: Iterable[tuple[tuple[float, float], T]]) -> dict[int, list[T]]:
    """What stands from one height to another, by stretches of the page."""
    found: dict[int, list[T]] = {}
    for (top, bottom), one in standing:
        for step in range(_step(top - 1), _step(bottom + 1) + 1):
            found.setdefault(step, []).append(one)
    return found


def _step(y: float) -> int:
    return int(y // STEP) if abs(y) < FARTHEST else -1


def folded(text: str) -> str:
    """A text without spaces and without what fonts draw alike."""
    return "".join(unicodedata.normalize("NFKC", text).translate(_FOLD).split())


def on_row(drawn: list[Glyph], box: Box, rows: Mapping[int, Sequence[Glyph]]) -> list[Glyph]:
    """One line of an entry, moved to the baseline and the size of what is printed right before it, or behind it."""
    if max(glyph.y for glyph in drawn) - min(glyph.y for glyph in drawn) > max(glyph.size for glyph in drawn) / 2:
        return drawn
    base, size = max(glyph.y for glyph in drawn), max(glyph.size for glyph in drawn)
    left, right = min(glyph.left for glyph in drawn), max(glyph.right for glyph in drawn)
    printed = dict.fromkeys(glyph for step in (-1, 0, 1) for glyph in rows.get(_step(base) + step, ()))
    beside = [glyph for glyph in printed if _beside(glyph, base, size, box) and (glyph.right <= left + 1 or glyph.left >= right - 1)]
    if not beside:
        return drawn
    nearest = min(beside, key=lambda glyph: (glyph.right > left + 1, round(abs(glyph.y - base)), abs(glyph.right - left), -glyph.size))
    largest = max((glyph for glyph in beside if abs(glyph.right - nearest.right) < 4 * nearest.size), key=lambda glyph: glyph.size)
    down = largest.y - base
    return [
        glyph._replace(y=glyph.y + down, top=glyph.top + down, bottom=glyph.bottom + down, size=largest.size, bold=False) for glyph in drawn
    ]


def _beside(glyph: Glyph, base: float, size: float, box: Box) -> bool:
    """Whether a printed character stands on about the same line, or at the height of a field that has room for one."""
    if abs(glyph.y - base) < SAME_LINE * max(size, glyph.size):
        return True
    return box[3] - box[1] < ONE_LINE * max(size, glyph.size) and box[1] < glyph.y - glyph.size / 3 < box[3]


def without_frames(drawn: Strokes, printed: Collection[Rule], entries: Sequence[Entry]) -> Strokes:
    """The strokes of a page without the frames that its entries brought, which are no fraction bars; what is printed stays."""
    return replace(drawn, rules=[rule for rule in drawn.rules if rule in printed or not any(_frames(rule, entry.box) for entry in entries)])


def _frames(rule: Rule, box: Box, by: float = 2.5) -> bool:
    x0, top, x1, bottom = box
    return x0 - by <= rule.x0 and rule.x1 <= x1 + by and top - by <= rule.y0 and rule.y1 <= bottom + by


def entered(lines: Sequence[Line], typed: Typed) -> list[Line]:
    """The lines, with the doubts of the entries in them, boxes where the entries are drawn, and names where no label is printed."""
    out: list[Line] = []
    waiting: list[Line] = []
    for line in lines:
        if waiting and line.block != waiting[-1].block:
            out.extend(waiting)
            waiting = []
        here = [ink for ink in typed.inks if any(ink.touches(piece) for piece in line.pieces)]
        doubts = tuple(dict.fromkeys((*line.doubts, *(typed.doubts[ink.entry] for ink in here if ink.entry in typed.doubts))))
        pieces = tuple(_as_drawn(piece, here) for piece in line.pieces)
        out.append(replace(line, doubts=doubts, pieces=pieces))
        if (
            here
            and line.kind is not LineKind.ROW
            and all(any(ink.holds(piece) for ink in here) for piece in line.pieces if piece.text.strip())
        ):
            waiting.extend(_by_name(out[-1], line.pieces, ink) for ink in here if ink.entry.label)
    return [*out, *waiting]


def _as_drawn(piece: Piece, inks: Sequence[Ink]) -> Piece:
    """A piece with the box where it is drawn, which is not quite on its row."""
    ink = next((ink for ink in inks if ink.down and ink.holds(piece)), None)
    if ink is None or piece.box is None:
        return piece
    x0, top, x1, bottom = piece.box
    return replace(piece, box=(x0, round(top - ink.down, 2), x1, round(bottom - ink.down, 2)))


def _by_name(line: Line, moved: Sequence[Piece], ink: Ink) -> Line:
    """A line that says the name of a field and its value."""
    own = [piece for piece, at in zip(line.pieces, moved, strict=True) if ink.holds(at)]
    first = replace(own[0], text=own[0].text.lstrip().removeprefix(r"\quad").lstrip()) if own else Piece("", "")
    pieces = (Piece(f"{ink.entry.label} = ", "", None), first, *own[1:])
    return replace(line, pieces=pieces, kind=LineKind.MATH, source=Source.TEXT, doubts=(*line.doubts, UNPRINTED))
