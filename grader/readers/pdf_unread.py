"""What may hold answers and is no text: pictures, drawings, pen strokes, notes and form fields laid over the page."""

import ctypes
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from grader.document import Box, Unread
from grader.readers.pdf_glyphs import Glyph, Seen
from grader.readers.pdf_strokes import Strokes

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

FEW = 20
"""A page with fewer characters was not written with them."""
COVERS = 0.6
"""A picture that covers more of the page is the page."""
SMALLEST = 12.0
"""Pictures smaller than this, in points, hold no answer."""
SMALLEST_DRAWING = 20.0
TOUCH = 12.0
MOST = 400
"""More strokes than this are pen on paper; they are taken together."""


def regions(drawn: Strokes, shown: Sequence[Glyph], codeless: Sequence[Box], size: tuple[float, float], number: int) -> Iterator[Unread]:
    """Pictures and drawings of a page, or the whole page where there is little else; `codeless` is type without characters."""
    ink = [*drawn.pictures, *drawn.drawings, *drawn.slants, *codeless]
    area = sum(_area(box, size) for box in drawn.pictures)
    if len(shown) < FEW and (area > COVERS * size[0] * size[1] or (not shown and ink)):
        yield Unread("the page is a picture and has no text that can be read", number)
        return
    for box in drawn.pictures:
        if min(box[2] - box[0], box[3] - box[1]) >= SMALLEST:
            yield Unread("a picture that was not read", number, _clipped(box, size))
    for box in _together(codeless):
        yield Unread("characters without a code, which cannot be read", number, _clipped(box, size))
    slants = [box for box in drawn.slants[:MOST] if not any(_near(box, (g.left, g.top, g.right, g.bottom), 0.0) for g in shown)]
    for box in _together([*drawn.drawings, *slants]):
        if max(box[2] - box[0], box[3] - box[1]) >= SMALLEST_DRAWING:
            yield Unread("a drawing that was not read", number, _clipped(box, size))


def annotated(page: "PdfPage", view: Seen, number: int) -> Iterator[Unread]:
    """Notes, form fields and strokes that were put on the page later."""
    import pypdfium2.raw as pdfium

    names = {
        pdfium.FPDF_ANNOT_FREETEXT: "a note on the page that was not read",
        pdfium.FPDF_ANNOT_WIDGET: "a form field that was not read",
        pdfium.FPDF_ANNOT_INK: "pen strokes that were not read",
        pdfium.FPDF_ANNOT_STAMP: "a stamp that was not read",
        pdfium.FPDF_ANNOT_STRIKEOUT: "text struck out by a note",
    }
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), MOST)):
        note = pdfium.FPDFPage_GetAnnot(page, index)
        kind = pdfium.FPDFAnnot_GetSubtype(note)
        if kind in names and not pdfium.FPDFAnnot_GetFlags(note) & pdfium.FPDF_ANNOT_FLAG_HIDDEN:
            box = pdfium.FS_RECTF()
            pdfium.FPDFAnnot_GetRect(note, ctypes.byref(box))
            yield Unread(names[kind], number, _rounded(view.box(box.left, box.bottom, box.right, box.top)))
        pdfium.FPDFPage_CloseAnnot(note)


def _together(boxes: Sequence[Box]) -> list[Box]:
    """Drawings that lie close to each other, as one."""
    if len(boxes) > MOST:
        return [_union(boxes)]
    found: list[Box] = []
    for box in sorted(boxes, key=lambda box: box[1]):
        near = [other for other in found if _near(box, other)]
        found = [other for other in found if other not in near]
        found.append(_union([box, *near]))
    return found


def _near(one: Box, other: Box, touch: float = TOUCH) -> bool:
    return one[0] < other[2] + touch and other[0] < one[2] + touch and one[1] < other[3] + touch and other[1] < one[3] + touch


def _union(boxes: Sequence[Box]) -> Box:
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def _area(box: Box, size: tuple[float, float]) -> float:
    x0, top, x1, bottom = _clipped(box, size)
    return max(x1 - x0, 0) * max(bottom - top, 0)


def _clipped(box: Box, size: tuple[float, float]) -> Box:
    x0, top, x1, bottom = box
    return _rounded((max(x0, 0.0), max(top, 0.0), min(x1, size[0]), min(bottom, size[1])))


def _rounded(box: Box) -> Box:
    x0, top, x1, bottom = box
    return round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2)
