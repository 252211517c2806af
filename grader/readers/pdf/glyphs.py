"""Glyphs as a person sees them: character, font, size, baseline and boxes, from the page's top left."""

import ctypes
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from grader.document import Box
from grader.readers.pdf.codings import STRANGE as UNLIKE
from grader.readers.pdf.ems import Ems, told_size
from grader.readers.pdf.fonts import UNKNOWN, WHOLE, as_character, hanging, is_extension
from grader.readers.pdf.letters import STRANGE, Letters
from grader.readers.pdf.type3 import Coding, address_of, codings
from grader.text.latex_symbols import VARIANTS

if TYPE_CHECKING:
    from ctypes import _Pointer as RawPointer

    from pypdfium2 import PdfPage, PdfTextPage
    from pypdfium2.raw import FS_RECTF

    Pointer = RawPointer[ctypes.Structure]

BLACK = (0, 0, 0, 255)
LEAST_SIZE = 3.0
BLANKS = frozenset(" \u00a0\u2002\u2003\u2004\u2005\u2009\u200a\u200b\u202f\u3000\ufeff\u00ad\u2060\t\r\n" + VARIANTS)
"""Characters without ink."""
SPACE = ord(" ")
SPECK = 0.4
"""Ink smaller than this, in points, is none."""
LEVEL = 0.05
"""How far a line of text may climb and still be level (sine of the angle)."""
HANGING = 0.4
"""What ends so far below its line, in sizes, may be a large bracket or an operator, and what ends above it an accent."""
_BOLD = re.compile(r"(?i)bold|black|heavy|demi|medi\b|medi$|CMBX|SFBX|CMB\d|CMSSBX|[-,]bd\b")


class Glyph(NamedTuple):
    """One character with its advance (x0 to x1), its baseline y, and the tight box of its ink."""

    text: str
    raw: str
    font: str
    size: float
    x0: float
    x1: float
    y: float
    left: float
    top: float
    right: float
    bottom: float
    bold: bool

    @property
    def height(self) -> float:
        """How tall the ink is."""
        return self.bottom - self.top


@dataclass(frozen=True)
class Style:
    """What all glyphs of one text object share."""

    font: str
    size: float
    bold: bool
    level: bool
    mode: int
    fill: tuple[int, int, int, int]
    address: int
    """Which text object it was."""
    odd: frozenset[int] = frozenset()
    """Codes that do not look like what they stand for in a font of this coding."""


@dataclass(frozen=True)
class Seen:
    """From a page's own coordinates to those of the page as seen: y downwards, rotation undone."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as seen."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.turns % 2 else (width, height)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point as seen."""
        match self.turns:
            case 1:
                return y - self.bottom, x - self.left
            case 2:
                return self.right - x, y - self.bottom
            case 3:
                return self.top - y, self.right - x
            case _:
                return x - self.left, self.top - y

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """A box as seen."""
        if self.turns:
            (a, b), (c, d) = self.point(x0, y0), self.point(x1, y1)
        else:  # as nearly every page is, for each of its characters
            a, b, c, d = x0 - self.left, self.top - y0, x1 - self.left, self.top - y1
        (a, c), (b, d) = (c, a) if c < a else (a, c), (d, b) if d < b else (b, d)
        return a, b, c, d

    def runs_level(self, a: float, b: float) -> bool:
        """Whether writing in the direction (a, b) runs from left to right."""
        x0, y0 = self.point(0.0, 0.0)
        x1, y1 = self.point(a, b)
        length = math.hypot(a, b)
        return length > 0 and x1 - x0 > 0 and abs(y1 - y0) <= LEVEL * length


def seen(page: "PdfPage") -> Seen:
    """How this page's coordinates are to be taken."""
    import pypdfium2.raw as pdfium

    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    return Seen(box.left, box.bottom, box.right, box.top, pdfium.FPDFPage_GetRotation(page) % 4)


def glyphs(text: "PdfTextPage", view: Seen) -> Iterator[tuple[Glyph | None, Style]]:
    """Every printed character with its style; None for a space."""
    import pypdfium2.raw as pdfium

    handle = text.raw
    generated, letter_of, object_of = pdfium.FPDFText_IsGenerated, pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetTextObject
    origin, tight, loose = pdfium.FPDFText_GetCharOrigin, pdfium.FPDFText_GetCharBox, pdfium.FPDFText_GetLooseCharBox
    x, y, x0, x1, y0, y1 = (ctypes.c_double() for _ in range(6))
    wide = pdfium.FS_RECTF()
    styles: dict[int, Style] = {}
    unnamed: dict[int, Coding] | None = None
    letters, ems = Letters(), Ems()
    high = before = 0
    for index in range(text.count_chars()):
        code = letter_of(handle, index)
        if generated(handle, index) or (chr(code) in VARIANTS and chr(before).isalpha()):
            continue  # which shape of the letter before is meant: the two share a glyph
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code, high = (0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD), 0
        before = code
        pointer = object_of(handle, index)
        address = ctypes.addressof(pointer.contents) if pointer else 0
        style = styles.get(address)
        if style is None:
            style = _style(handle, index, pointer, view, address)
            style = replace(style, size=style.size * ems.of(handle, index, pointer, style.font)) if address else style
            if not style.font and address:
                unnamed = codings(text) if unnamed is None else unnamed
                coding = unnamed.get(address_of(pointer))
                style = style if coding is None else replace(style, font=coding.name, odd=coding.odd)
            styles[address] = style
        font = "" if style.font == UNLIKE and code and pdfium.FPDFText_HasUnicodeMapError(handle, index) != 1 else style.font
        character = UNKNOWN if code in style.odd else as_character(code, font)
        tight(handle, index, x0, x1, y0, y1)
        if not character and code and (chr(code) not in BLANKS or min(x1.value - x0.value, y1.value - y0.value) < SPECK):
            yield None, style
            continue
        origin(handle, index, x, y)
        loose(handle, index, wide)
        at, base = view.point(x.value, y.value)
        left, top, right, bottom = view.box(x0.value, y0.value, x1.value, y1.value)
        start, end = _advance(handle, index, view, wide, (right, base))
        if not character or abs(bottom - base) > HANGING * style.size:
            character = _nameless(handle, index, code, character, style, (top - base, bottom - base))
        if code in STRANGE:
            reach = min(left - at, 0.0), base - top, max(right, end) - at, bottom - base
            code = letters.drawn(code, pdfium.FPDFTextObj_GetFont(object_of(handle, index)), reach, style.size)
            character = as_character(code, style.font)
        glyph = Glyph(character, chr(code), style.font, style.size, start, end, base, left, top, right, bottom, style.bold)
        yield glyph if character else None, style


def _advance(handle: "Pointer", index: int, view: Seen, wide: "FS_RECTF", ink: tuple[float, float]) -> tuple[float, float]:
    """From where to where a letter's advance reaches; where ink hangs over the space behind it, as a slanted f does, up to that space."""
    import pypdfium2.raw as pdfium

    start, _, end, _ = view.box(wide.left, wide.bottom, wide.right, wide.top)
    right, base = ink
    if end > right or pdfium.FPDFText_GetUnicode(handle, index + 1) != SPACE or pdfium.FPDFText_IsGenerated(handle, index + 1):
        return start, end
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(handle, index + 1, x, y)
    at, level = view.point(x.value, y.value)
    return start, at if start < at < end and abs(level - base) < SPECK else end


def _nameless(handle: "Pointer", index: int, code: int, character: str, style: Style, reach: tuple[float, float]) -> str:
    """What a character without a name is by how it hangs; empty for one without a code, of which nothing is known."""
    import pypdfium2.raw as pdfium

    mapped = pdfium.FPDFText_HasUnicodeMapError(handle, index) != 1
    if mapped and is_extension(style.font) and chr(code) in "()[]{}|":
        return WHOLE + chr(code)
    known = character not in ("", UNKNOWN) and mapped
    hung = "" if known or not style.size else hanging(code, style.font, reach[0] / style.size, reach[1] / style.size)
    return hung or character or (UNKNOWN if code else "")  # what is called a space and has a shape


def _style(handle: "Pointer", index: int, pointer: "Pointer", view: Seen, address: int) -> Style:
    import pypdfium2.raw as pdfium

    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(handle, index, name, 128, flags)
    size, across, up = told_size(handle, index)
    font = name.value.decode("utf-8", "replace")
    mode = pdfium.FPDFTextObj_GetTextRenderMode(pointer) if address else 0
    fill = _colour(pointer, mode) if address else BLACK
    return Style(font, size, bool(_BOLD.search(font)), view.runs_level(across, up), mode, fill, address)


def _colour(pointer: "Pointer", mode: int) -> tuple[int, int, int, int]:
    import pypdfium2.raw as pdfium

    get: Callable[..., int] = pdfium.FPDFPageObj_GetStrokeColor if mode in (1, 5) else pdfium.FPDFPageObj_GetFillColor
    red, green, blue, alpha = (ctypes.c_uint(0), ctypes.c_uint(0), ctypes.c_uint(0), ctypes.c_uint(255))
    get(pointer, red, green, blue, alpha)
    return red.value, green.value, blue.value, alpha.value
