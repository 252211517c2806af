"""How large letters are shown: a font may be embedded in units of its own, and then it is set at a fraction of the size it has."""

import ctypes
import math
from typing import TYPE_CHECKING

from grader.readers.pdf.fonts import is_extension

if TYPE_CHECKING:
    from ctypes import _Pointer as RawPointer

    Pointer = RawPointer[ctypes.Structure]

FURTHEST, ENOUGH = 400, 3
"""How many characters on capitals and digits of the same font are looked for, and how many of them are enough."""
TALLEST, USUAL = 1.12, 0.71
"""How tall capitals and digits are at most and as a rule, in sizes."""
UPRIGHT = frozenset("ABCDEFGHIKLMNOPRSTUVWXYZ0123456789")
"""Those that stand on the line."""


class Ems:
    """By how much the sizes of a page's fonts are to be multiplied."""

    def __init__(self) -> None:
        self._known: dict[int, float] = {}

    def of(self, handle: "Pointer", index: int, pointer: "Pointer", font: str) -> float:
        """The factor of a text object's font; the character at `index` is its first on the page."""
        key = _font_of(pointer)
        if key not in self._known:
            least = 0.0 if is_extension(font) else min(_heights(handle, index, key), default=0.0)
            self._known[key] = least / USUAL if least > TALLEST else 1.0
        return self._known[key]


def told_size(handle: "Pointer", index: int) -> tuple[float, float, float]:
    """The size that the file tells for a character, and in which direction its line runs."""
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(handle, index, matrix)
    stretch = math.hypot(matrix.a, matrix.b) or 1.0
    size = pdfium.FPDFText_GetFontSize(handle, index) * abs(matrix.a * matrix.d - matrix.b * matrix.c) / stretch
    return size, matrix.a, matrix.b


def _heights(handle: "Pointer", index: int, font: int) -> list[float]:
    """How tall the first capitals and digits of a font are, in sizes."""
    import pypdfium2.raw as pdfium

    found: list[float] = []
    x0, x1, y0, y1 = (ctypes.c_double() for _ in range(4))
    for at in range(index, min(index + FURTHEST, pdfium.FPDFText_CountChars(handle))):
        if chr(pdfium.FPDFText_GetUnicode(handle, at)) not in UPRIGHT or _font_of(pdfium.FPDFText_GetTextObject(handle, at)) != font:
            continue
        size, _, climb = told_size(handle, at)
        pdfium.FPDFText_GetCharBox(handle, at, x0, x1, y0, y1)
        if size > 0 and abs(climb) < 0.01 * size:
            found.append((y1.value - y0.value) / size)
        if len(found) == ENOUGH:
            break
    return found


def _font_of(pointer: "Pointer | None") -> int:
    import pypdfium2.raw as pdfium

    return ctypes.cast(pdfium.FPDFTextObj_GetFont(pointer), ctypes.c_void_p).value or 0
