"""Running headers, footers and page numbers: what stands at the same place of several pages and belongs to no answer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from grader.readers.pdf.glyphs import Glyph

OUTERMOST = 3
"""A header or footer has no more lines."""
SAME_LINE = 2.0
SAME_PLACE = 2.0
"""How far, in points, a header moves from page to page."""
APART = 1.6
"""A page number alone is further away from the text than its lines from each other, in sizes."""
RIM, SHARE = 32.0, 0.04
"""What stands nearer to the paper's edge, in points and in its height (slides are small), is outside the text of every page."""
WORD_GAP = 0.18
_WORDS = re.compile(r"^(?=.*(?:[^\W\d_]{3}|\d))[^=≈<>]*$")
"""A header has words or a number, and no relation."""
_LETTERS = re.compile(r"[^\W\d_]{3}")
_NUMBER = re.compile(r"\d+")
_PAGE = re.compile(r"(?i)^[\s\W]*(?:page|seite|p\.|s\.|blatt|-)?\s*(\d{1,3})\s*(?:(?:/|of|von|-)\s*(\d{1,3})?)?[\s\W]*$")
_KEY = re.compile(r"(?i)(?:aufgabe|task|exercise|problem|question|übung|frage|teil|part|section|abschnitt|chapter|kapitel)[\W\d]*$")


@dataclass(frozen=True)
class Edge:
    """The text of a page lies below `top` and above `bottom`."""

    top: float = float("-inf")
    bottom: float = float("inf")

    def holds(self, glyph: Glyph) -> bool:
        """Whether a glyph stands in the text."""
        return self.top < glyph.y < self.bottom


@dataclass(frozen=True)
class _Row:
    text: str
    y: float
    size: float


def edges(pages: Sequence[tuple[Sequence[Glyph], float]]) -> list[Edge]:
    """Where the text of each page begins and ends; a page is its glyphs and its height."""
    outer = [(_outermost(glyphs, top=True), _outermost(glyphs, top=False)) for glyphs, _ in pages]
    found = []
    for number, (_, height) in enumerate(pages):
        sides = []
        for side in (0, 1):
            rows = outer[number][side]
            others = [one[side] for index, one in enumerate(outer) if index != number]
            count = 0
            while count < min(len(rows) - 1, OUTERMOST) and (
                any(
                    _runs(rows[count], number, other, index + (index >= number))
                    for index, one in enumerate(others)
                    for other in one[:OUTERMOST]
                )
                or _rim(rows, count, height)
                or (side == 1 and _folio(rows, count, number))
            ):
                count += 1
            sides.append((rows[count - 1].y + rows[count].y) / 2 if count else None)
        top, bottom = sides
        found.append(Edge(float("-inf") if top is None else top, float("inf") if bottom is None else bottom))
    return found


def _outermost(glyphs: Sequence[Glyph], *, top: bool) -> list[_Row]:
    """The first or last rows of a page, from the edge inwards."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=attrgetter("y"), reverse=not top):
        if rows and abs(glyph.y - rows[-1][0].y) < SAME_LINE:
            rows[-1].append(glyph)
        elif len(rows) > OUTERMOST:
            break
        else:
            rows.append([glyph])
    return [_row(row) for row in rows]


def _row(glyphs: list[Glyph]) -> _Row:
    glyphs.sort(key=lambda glyph: glyph.x0)
    text = glyphs[0].text
    for left, right in pairwise(glyphs):
        text += (" " if right.x0 - left.x1 > WORD_GAP * right.size else "") + right.text
    return _Row(text, glyphs[0].y, max(glyph.size for glyph in glyphs))


def _runs(row: _Row, page: int, other: _Row, other_page: int) -> bool:
    """Whether two rows of different pages are the same header, but for the number of the page."""
    if abs(row.y - other.y) > SAME_PLACE or abs(row.size - other.size) > 0.5 or not _WORDS.search(row.text):
        return False
    if row.text == other.text:
        return _LETTERS.search(row.text) is not None
    mine, theirs = _NUMBER.findall(row.text), _NUMBER.findall(other.text)
    if len(mine) != len(theirs) or _NUMBER.sub("#", row.text) != _NUMBER.sub("#", other.text):
        return False
    differing = [(a, b, match) for a, b, match in zip(mine, theirs, _NUMBER.finditer(row.text), strict=True) if a != b]
    return all(
        len(a) < 4 and len(b) < 4 and int(a) - int(b) == page - other_page and not _KEY.search(row.text[: match.start()])
        for a, b, match in differing
    )


def _rim(rows: Sequence[_Row], count: int, height: float) -> bool:
    """Whether a row stands at the very edge of the paper, as what a browser prints there."""
    row, inner = rows[count], rows[count + 1]
    return min(row.y, height - row.y) < min(RIM, SHARE * height) and abs(inner.y - row.y) > APART * inner.size


def _folio(rows: Sequence[_Row], count: int, number: int) -> bool:
    """Whether the last row of a page is its number alone."""
    row, inner = rows[count], rows[count + 1]
    match = _PAGE.match(row.text)
    return match is not None and int(match[1]) == number + 1 and row.y - inner.y > APART * inner.size
