"""Stencils of a single pixel, by which DVI drivers draw the lines of fractions and tables."""

import ctypes
from typing import TYPE_CHECKING

from grader.readers.pdf.clips import Matrix, matrix_of, times

if TYPE_CHECKING:
    from ctypes import _Pointer as RawPointer

    from pypdfium2 import PdfPage

    Pointer = RawPointer[ctypes.Structure]

SLOPE = 0.1
"""How much, in points, a rectangle that lies level may climb."""
FILLED = 255


def is_painted(item: "Pointer", matrix: Matrix, page: "PdfPage") -> bool:
    """Whether a picture of one pixel fills its place with the page's own colour: it has no colours and lets nothing through."""
    import pypdfium2.raw as pdfium

    a, b, c, d, _, _ = times(matrix_of(item), matrix)
    if min(max(abs(a), abs(d)), max(abs(b), abs(c))) > SLOPE or pdfium.FPDFPageObj_HasTransparency(item):
        return False
    about = pdfium.FPDF_IMAGEOBJ_METADATA()
    if not pdfium.FPDFImageObj_GetImageMetadata(item, page, about):
        return False
    return about.bits_per_pixel == 1 and about.colorspace == pdfium.FPDF_COLORSPACE_UNKNOWN and _is_filled(item)


def _is_filled(item: "Pointer") -> bool:
    import pypdfium2.raw as pdfium

    pixel = pdfium.FPDFImageObj_GetBitmap(item)
    if not pixel:
        return False
    grey: bool = pdfium.FPDFBitmap_GetFormat(pixel) == pdfium.FPDFBitmap_Gray
    filled = grey and ctypes.cast(pdfium.FPDFBitmap_GetBuffer(pixel), ctypes.POINTER(ctypes.c_ubyte))[0] == FILLED
    pdfium.FPDFBitmap_Destroy(pixel)
    return filled
