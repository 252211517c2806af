"""Letters of mathematics that a page has strange codes for: the font's own file knows their names, and their extent tells which it is."""

import ctypes
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ctypes import _Pointer as RawPointer

    Pointer = RawPointer[ctypes.Structure]

Extent = tuple[float, float, float, float]
"""How far a character reaches to the left, up, to the right and down from where it stands, in sizes; its room counts to its width."""
STRANGE = range(0xFF, 0x250)
"""Ghostscript puts letters whose names it does not know (`u1D44C`) among these, ever anew."""
LETTERS = (*range(0x1D400, 0x1D49C), 0x210E, *range(0x1D6A8, 0x1D756), *range(0xEBA0, 0xEBFF))
NAMELESS = "\U0010ffff"
UNITS = 1000
ALIKE = 0.008
"""How far extents that are the same may differ, in sizes."""
LARGEST, MOST_FONTS = 500_000, 20
"""Bytes of a font's file and fonts of a page that are looked into; a subset with a formula's letters has some kB."""


class Letters:
    """The letters that the fonts of a page hold by name, each font looked into once."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[tuple[int, Extent], ...]] = {}

    def drawn(self, code: int, font: "Pointer", reach: Extent, size: float) -> int:
        """The one letter of a font that reaches so far, in points at a size; the code as it is where the font has none, or several."""
        address = ctypes.cast(font, ctypes.c_void_p).value or 0
        if size <= 0:
            return code
        if address not in self._known:
            self._known[address] = _named(font) if len(self._known) < MOST_FONTS else ()
        known = self._known[address]
        found = {letter for letter, own in known if all(abs(a - b / size) < ALIKE for a, b in zip(own, reach, strict=True))}
        return found.pop() if len(found) == 1 else code


def _named(font: "Pointer") -> tuple[tuple[int, Extent], ...]:
    """The letters of mathematics that an embedded font has by name."""
    from PIL import ImageFont

    data = _file_of(font)
    try:
        drawn = ImageFont.truetype(io.BytesIO(data), UNITS, layout_engine=ImageFont.Layout.BASIC)
        missing = drawn.getbbox(NAMELESS, anchor="ls")
        boxes = [(code, drawn.getbbox(chr(code), anchor="ls")) for code in LETTERS]
    except (OSError, ValueError):
        return ()
    return tuple((code, _extent(*box)) for code, box in boxes if box != missing)


def _extent(left: float, top: float, right: float, bottom: float) -> Extent:
    return left / UNITS, -top / UNITS, right / UNITS, bottom / UNITS


def _file_of(font: "Pointer") -> bytes:
    """The file of an embedded font."""
    import pypdfium2.raw as pdfium

    size = ctypes.c_size_t()
    if pdfium.FPDFFont_GetIsEmbedded(font) != 1 or not pdfium.FPDFFont_GetFontData(font, None, 0, size) or size.value > LARGEST:
        return b""
    held = (ctypes.c_uint8 * size.value)()
    return bytes(held) if pdfium.FPDFFont_GetFontData(font, held, size.value, size) else b""
