r"""What was read from a file, before anyone asks what it means: lines in linear notation, each piece with its place.

Linear notation is what every reader (LaTeX, Markdown, PDF geometry) writes and everything above reads. It is Unicode text with a
few LaTeX words kept: `\hat{y}`, `\frac{a}{b}`, `\sqrt{a}`, `_{…}`, `^{…}`, `\quad` for a wide gap, `\cancel{…}` for
what was struck out, and `⟦a & b \\ c & d⟧` for a matrix whose rows and cells are known. Greek letters, `∂`, `∇`, `·`, `×`, `≈`, `≤`, `Σ`
are Unicode characters; a minus is always `-`.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

HIDDEN = "was left out"
"""What every note says on text that no person sees."""
Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in PDF points from the page's top left."""


LIES = "a digit is drawn as another one than the text of the page says"
INSTEAD = "the file gives a text in the place of what is drawn"
OTHERWISE = "a form field or note shows something else than its value"
OVER_PRINT = "a form field or note lies over printed text"
CROSSED = "something is drawn across it, which may strike it out or change it"
STRAY = "something is drawn beside it that is no character, perhaps a sign, a digit or a point"
TORN = "a formula set off from the text is opened and never closed, or text stands in it"
"""A display that no program shows as it was meant: which of its rows go on with which is not known."""
NOT_LOOKED_AT = "the page is too large, or holds too large pictures, to be looked at closely"
SEEN_OTHERWISE = frozenset((LIES, INSTEAD, OTHERWISE, OVER_PRINT, CROSSED, STRAY, NOT_LOOKED_AT))
"""Doubts of a line by which a person may see another value than was read: such a reading decides nothing, not even that it is right."""
_CUT_SHORT = re.compile("\\d\ufffd|\ufffd\\d")
"""A number with a character beside it that has no name, which may be a digit of it."""


class Source(StrEnum):
    """Where a value was read; the contract's closed list."""

    TEXT = "text"
    TABLE = "table"
    OCR = "ocr"
    MARKDOWN = "markdown"
    NOTEBOOK = "notebook"
    CODE = "code"
    SHEET = "sheet"


class LineKind(StrEnum):
    """What a line is on its page."""

    TEXT = "text"
    MATH = "math"
    HEADING = "heading"
    ROW = "row"
    MARGIN = "margin"
    """A running header, a footer or a page's number: no part of any answer."""


@dataclass(frozen=True)
class Place:
    """Where something stands: a page and box of a PDF, a line of a text file, or a notebook's cell and a line in it; all from 1."""

    file: str
    page: int | None = None
    box: Box | None = None
    line: int | None = None
    printed: bool = False
    """In what a cell put out, not in its text."""


@dataclass(frozen=True)
class Piece:
    """A stretch of a line: `text` in linear notation, `raw` as it was printed, `box` where (PDF only)."""

    text: str
    raw: str
    box: Box | None = None
    number: int | None = None
    """The line of the text file where it stands, where a line of ours was put together from several."""


@dataclass(frozen=True)
class Line:
    """One line in reading order. In a ROW each piece is a cell (perhaps empty); elsewhere the pieces follow each other closely."""

    pieces: tuple[Piece, ...]
    kind: LineKind
    source: Source
    block: int
    """Lines of one paragraph, display or table share a number; it grows down the document."""
    page: int | None = None
    number: int | None = None
    doubts: tuple[str, ...] = ()
    """Why the reading of this line is not to be trusted ("rows of a matrix differ in length"). Any doubt makes it OCR grade."""
    printed: bool = False
    """A program put it out: a saved output of a notebook, which is a claim; `page` and `number` are the cell and the line in it."""

    @property
    def seen_otherwise(self) -> bool:
        """Whether a person may see another value there than was read."""
        return not SEEN_OTHERWISE.isdisjoint(self.doubts) or (bool(self.doubts) and _CUT_SHORT.search(self.text) is not None)

    @cached_property
    def text(self) -> str:
        """The line in linear notation."""
        return (r" \quad " if self.kind is LineKind.ROW else "").join(piece.text for piece in self.pieces)


@dataclass(frozen=True)
class Unread:
    """A page, picture or region that may hold answers and was not read, and why."""

    why: str
    page: int | None = None
    box: Box | None = None
    picture: bool = False
    """OCR could read this page or region."""


@dataclass(frozen=True)
class ProgramText:
    """A program that somebody wrote: a cell of a notebook, or a file."""

    text: str
    page: int | None = None
    """The cell."""


@dataclass(frozen=True)
class Document:
    """A file as it was read."""

    file: str
    lines: tuple[Line, ...] = ()
    unread: tuple[Unread, ...] = ()
    notes: tuple[str, ...] = ()
    """For the instructor: "white text on page 2 was left out"."""
    pages: int = 0
    programs: tuple[ProgramText, ...] = ()
    """Written by the group; what they do is found out elsewhere."""
