"""Where objects of a page stand, and what of them is seen through the windows that they are drawn in."""

import ctypes
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from grader.document import Box
from grader.readers.pdf.glyphs import Seen

if TYPE_CHECKING:
    from ctypes import _Pointer as RawPointer

    Pointer = RawPointer[ctypes.Structure]

Matrix = tuple[float, float, float, float, float, float]
UNMOVED: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
MOST_WINDOWS, MOST_POINTS, MOST_STRIPS = 8, 60, 200
"""Of one object; what has more is no side of a box. And such sides of one page."""
STRIP, SLENDER, LOWEST = 0.45, 0.3, 12.0
"""How wide what is seen of a side is, in the width of its box and in its own height, and how tall at least, in points."""


def clipped(item: "Pointer", box: Box, matrix: Matrix, view: Seen) -> Box | None:
    """What is seen of a shape if that is but its left or its right side, as browsers draw one side of a frame with round corners."""
    import pypdfium2.raw as pdfium

    windows = pdfium.FPDFPageObj_GetClipPath(item)
    count = pdfium.FPDFClipPath_CountPaths(windows) if windows else 0
    if not 0 < count <= MOST_WINDOWS:
        return None
    x0, top, x1, bottom = box
    for index in range(count):
        if (window := _window(windows, index, matrix, view)) is not None:
            x0, top, x1, bottom = max(x0, window[0]), max(top, window[1]), min(x1, window[2]), min(bottom, window[3])
    width, height = x1 - x0, bottom - top
    beside = (x0 - box[0] < 1) is not (box[2] - x1 < 1)
    slim = 0 < width < min(STRIP * (box[2] - box[0]), SLENDER * height)
    return (x0, top, x1, bottom) if beside and slim and height > LOWEST and height > box[3] - box[1] - 2 else None


def sides_alone(strips: Sequence[tuple[Box, Box]]) -> Iterator[tuple[str, Box]]:
    """The sides of boxes of which both are drawn and nothing else is: round brackets."""
    for strip, box in strips[:MOST_STRIPS]:
        others = [other for other, own in strips[:MOST_STRIPS] if own == box and other != strip]
        if len(others) == 1:
            yield "(" if strip[0] - box[0] < 1 else ")", strip


def _window(windows: object, index: int, matrix: Matrix, view: Seen) -> Box | None:
    """The box around a window."""
    import pypdfium2.raw as pdfium

    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for at in range(min(pdfium.FPDFClipPath_CountPathSegments(windows, index), MOST_POINTS)):
        pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(windows, index, at), x, y)
        points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
    if not points:
        return None
    xs, ys = zip(*points, strict=True)
    return view.box(min(xs), min(ys), max(xs), max(ys))


def bounds(item: "Pointer", matrix: Matrix, view: Seen) -> Box:
    """Where an object stands on the page."""
    import pypdfium2.raw as pdfium

    x0, y0, x1, y1 = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(item, x0, y0, x1, y1)
    a, b, c, d, e, f = matrix
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (x0.value, x1.value) for y in (y0.value, y1.value)]
    xs, ys = zip(*corners, strict=True)
    return view.box(min(xs), min(ys), max(xs), max(ys))


def matrix_of(item: "Pointer") -> Matrix:
    """How an object is moved and stretched."""
    import pypdfium2.raw as pdfium

    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, found):
        return UNMOVED
    return found.a, found.b, found.c, found.d, found.e, found.f


def times(inner: Matrix, outer: Matrix) -> Matrix:
    """First the inner, then the outer."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u
