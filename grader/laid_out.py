"""A document's lines on their pages, and what of them must not be shown: headers, footers, title blocks, lines that say who handed in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from grader.document import Box, Document, Line, LineKind, Source
from grader.identity import Identity, alike, introduces, says_who
from grader.page.nodes import Path

LINE = 11.0
"""Points that a line of a page is tall; the points of a photo are pixels, and its lines taller."""
OUTERMOST = 3
"""Lines at the top and at the bottom of a page that may be its header and footer."""
TITLE_LINES = 14
"""A title block without any heading below it is no longer."""
LONGEST, MOST_ALIKE = 100, 200
"""Characters of such a line, and lines of the same words, that are looked at."""
_DIGITS = re.compile(r"[0-9]{1,9}")
_PAGE_NUMBER = re.compile(r"(?i)^\W{0,3}(?:page|seite|p\.|s\.)?\s{0,2}\d{1,3}\s{0,2}(?:(?:/|of|von)\s{0,2}\d{1,3})?\W{0,3}$")
_REST = re.compile(r"^[^=]{0,40}(?<!\d)\d{5,9}\)?[.,;]?\s*$")


@dataclass(frozen=True)
class Laid:
    """A line on its page, and what of it must not be seen."""

    line: Line
    box: Box
    private: tuple[Box, ...] = ()
    outside: bool = False
    """Part of a header, a footer, a title block, or a line that says who handed in."""


@dataclass(frozen=True)
class Sheet:
    """The lines of a page."""

    number: int
    lines: tuple[Laid, ...]
    unit: float = 1.0
    """How large its points are: 1 on paper, more in a photo."""

    @property
    def known(self) -> bool:
        """Whether the page has a text that can be trusted."""
        return any(one.line.source is not Source.OCR and not one.line.doubts for one in self.lines)


@dataclass(frozen=True)
class Sight:
    """A document as far as it may be shown."""

    document: Document
    paths: tuple[Path | None, ...]
    laid: tuple[Laid | None, ...]
    """For each line of the document; None for one without a place."""

    def on(self, page: int) -> Sheet:
        """A page with its lines."""
        lines = tuple(one for one in self.laid if one is not None and one.line.page == page)
        heights = [one.box[3] - one.box[1] for one in lines]
        photo = not self.document.file.casefold().endswith(".pdf")
        return Sheet(page, lines, max(1.0, median(heights) / LINE) if photo and heights else 1.0)


def sight(document: Document, paths: Sequence[Path | None], identity: Identity) -> Sight:
    """A document with what must not be seen of it marked."""
    frame = _running(document) | _title(document, paths, identity)
    laid = tuple(_laid(line, identity, outside=index in frame) for index, line in enumerate(document.lines))
    return Sight(document, tuple(paths), laid)


def _laid(line: Line, identity: Identity, *, outside: bool) -> Laid | None:
    """A line with its box and the boxes of names in it."""
    boxes = [piece.box for piece in line.pieces if piece.box is not None]
    if line.page is None or not boxes:
        return None
    private = tuple(_named(line, identity))
    return Laid(line, union(boxes), private, outside or says_who(line.text))


def _named(line: Line, identity: Identity) -> Iterator[Box]:
    """Boxes of the pieces that hold a part of a name."""
    spans = identity.spans(line.text, blurred=line.source is Source.OCR)
    at = 0
    gap = len(r" \quad ") if line.kind is LineKind.ROW else 0
    for piece in line.pieces:
        end = at + len(piece.text)
        if piece.box is not None and any(start < end and at < stop for start, stop in spans):
            yield piece.box
        at = end + gap


@dataclass(frozen=True)
class _Edge:
    """A line at the top or the bottom of a page."""

    index: int
    page: int
    top: float
    text: str
    numbers: tuple[int, ...]
    blurred: bool
    apart: bool
    """Whether it is the first or the last of its page, with white paper between it and the others."""

    def runs_on(self, other: "_Edge") -> bool:
        """Whether it stands on another page too, but for numbers that count the pages; what was recognised from a picture, nearly so."""
        if self.page == other.page or abs(self.top - other.top) > LINE * (2 if self.blurred else 1):
            return False
        if self.blurred:
            return self.text == other.text or alike(self.text, other.text)
        step = other.page - self.page
        counts = all(there - here in (0, step) for here, there in zip(self.numbers, other.numbers, strict=False))
        return self.text == other.text and counts


def _running(document: Document) -> set[int]:
    """Headers and footers: lines at the edges of pages that stand on another page too."""
    edges = list(_edges(document))
    same: dict[str, list[_Edge]] = {}
    near: dict[int, list[_Edge]] = {}
    for edge in edges:
        same.setdefault(edge.text, []).append(edge)
        near.setdefault(edge.page, []).append(edge)
    found = {one.index for one in edges if not one.blurred and any(one.runs_on(other) for other in same[one.text][:MOST_ALIKE])}
    found |= {one.index for one in edges if one.apart and _PAGE_NUMBER.match(document.lines[one.index].text)}
    blurred = [one for one in edges if one.blurred]
    return found | {
        one.index for one in blurred if any(one.runs_on(other) for page in (one.page - 1, one.page + 1) for other in near.get(page, ()))
    }


def _edges(document: Document) -> Iterator[_Edge]:
    """The outermost lines of each page."""
    pages: dict[int, list[int]] = {}
    for index, line in enumerate(document.lines):
        if line.page is not None and any(piece.box for piece in line.pieces):
            pages.setdefault(line.page, []).append(index)
    for page, indexes in pages.items():
        by_height = sorted(indexes, key=lambda index: _box(document.lines[index])[1])
        for index in sorted({*by_height[:OUTERMOST], *by_height[-OUTERMOST:]}):
            text = document.lines[index].text[:LONGEST]
            numbers = tuple(int(number) for number in _DIGITS.findall(text))
            blurred, apart = document.lines[index].source is Source.OCR, index in _apart(document, by_height)
            yield _Edge(index, page, _box(document.lines[index])[1], _DIGITS.sub("#", text).strip(), numbers, blurred, apart)


def _apart(document: Document, by_height: Sequence[int]) -> set[int]:
    """The first and the last line of a page where there is white paper between them and the others."""
    found = set()
    for outer, inner in ((by_height[0], by_height[1:]), (by_height[-1], by_height[:-1])):
        one = _box(document.lines[outer])
        if all(other[1] - one[3] > LINE or one[1] - other[3] > LINE for other in (_box(document.lines[index]) for index in inner)):
            found.add(outer)
    return found


def _title(document: Document, paths: Sequence[Path | None], identity: Identity) -> set[int]:
    """The title block: what stands above the first heading of a task, or without one above the last line that says who handed in.

    A heading may be part of it (`Exercise 6 - Ada Lind, 5170002`), so people with their numbers are looked for below it too.
    """
    pages = [line.page for line in document.lines if line.page is not None]
    if not pages:
        return set()
    first = [index for index, line in enumerate(document.lines) if line.page == pages[0]]
    headed = next((index for index in first if paths[index] is not None), None)
    if headed is not None:
        return {index for index in first if index < headed} | _people([document.lines[index].text for index in first[:TITLE_LINES]], first)
    who = [index for index in first[:TITLE_LINES] if _about_people(document.lines[index].text, identity)]
    return {index for index in first if who and index <= who[-1]}


def _people(texts: Sequence[str], indexes: Sequence[int]) -> set[int]:
    """Lines with people and their numbers, and what is left of such a line in the next one."""
    found: set[int] = set()
    for at, (text, index) in enumerate(zip(texts, indexes, strict=False)):
        rest = at > 0 and indexes[at - 1] in found and _REST.search(text) is not None
        if introduces(text) or rest:
            found.add(index)
    return found


def _about_people(text: str, identity: Identity) -> bool:
    """Whether a line is one in which people say who they are."""
    return says_who(text) or introduces(text) or bool(identity.spans(text))


def _box(line: Line) -> Box:
    return union([piece.box for piece in line.pieces if piece.box is not None])


def union(boxes: Sequence[Box]) -> Box:
    """The box around all of them."""
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)
