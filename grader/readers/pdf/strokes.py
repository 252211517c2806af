"""What is drawn on a page besides characters: rules, strokes, filled shapes, drawings and pictures."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from grader.document import Box
from grader.readers.pdf.clips import UNMOVED, Matrix, bounds, clipped, matrix_of, sides_alone, times
from grader.readers.pdf.gate import OBJECTS
from grader.readers.pdf.glyphs import Seen
from grader.readers.pdf.shapes import Point, Segment, round_bracket, rounded_frame, sides, square_bracket, upright
from grader.readers.pdf.stencils import is_painted

if TYPE_CHECKING:
    from ctypes import _Pointer as RawPointer

    from pypdfium2 import PdfPage

    Pointer = RawPointer[ctypes.Structure]

THIN = 2.4
"""The thickest rule, in points, its own width on either side included."""
DEEPEST = 12
MOST_SEGMENTS = 400
_PAINTED = 0.88
"""A shape lighter than this share of white, on a white page, is not seen, and so on pages of other colours."""
COVERS = 0.6
"""A shape over more of the page is its ground."""
Colour = tuple[int, int, int, int]
OPAQUE = 255
CORNERS = 12
"""A rectangle with round corners has four curves of three points each."""
FEW = 8
"""Lines of one path that may be strokes by which somebody crosses something out."""
FLAT = 5.0
"""A shading no deeper than this, in points, is a shadow and holds no writing."""


@dataclass(frozen=True)
class Rule:
    """A thin straight line, level (`y0 == y1`) or upright (`x0 == x1`)."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def level(self) -> bool:
        """Whether it lies level."""
        return self.y0 == self.y1

    @property
    def y(self) -> float:
        """Where a level rule lies."""
        return self.y0

    @property
    def length(self) -> float:
        """How long it is."""
        return max(self.x1 - self.x0, self.y1 - self.y0)


@dataclass(frozen=True)
class Shape:
    """A filled shape or a picture, with its colour (None: a picture) and how late it is painted."""

    box: Box
    colour: Colour | None
    order: int


@dataclass(frozen=True)
class Written:
    """A text object: how late it is painted and where its ink is."""

    order: int
    handle: "Pointer"
    matrix: Matrix

    def box(self, view: Seen) -> Box:
        """Where its ink is, whether or not its characters have codes."""
        return bounds(self.handle, self.matrix, view)


@dataclass
class Strokes:
    """Everything on a page that is no character, and its text objects by their address."""

    rules: list[Rule] = field(default_factory=list)
    slants: list[Box] = field(default_factory=list)
    """Single straight lines that are neither level nor upright."""
    crossings: list[Segment] = field(default_factory=list)
    """The same as they run, and those that a path of few lines is made of."""
    shapes: list[Shape] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    drawings: list[Box] = field(default_factory=list)
    written: dict[int, Written] = field(default_factory=dict)
    brackets: list[tuple[str, Box]] = field(default_factory=list)
    """Brackets drawn as a shape, left or right."""
    overlays: list[Box] = field(default_factory=list)
    """Pictures that let through what is under them: ink from a tablet, perhaps."""
    strips: list[tuple[Box, Box]] = field(default_factory=list)
    """What is to be seen of a shape of which a window shows its left or right side alone, and the whole shape."""
    ground: Colour = (255, 255, 255, 255)
    count: int = 0
    pixels: int = 0
    """Of all pictures together."""

    @property
    def crowded(self) -> bool:
        """Whether there is more than any honest page holds."""
        return self.count > OBJECTS


def strokes(page: "PdfPage", view: Seen) -> Strokes:
    """Walk over all objects of a page, those inside forms too."""
    import pypdfium2.raw as pdfium

    found = Strokes()
    objects = (pdfium.FPDFPage_GetObject(page, index) for index in range(pdfium.FPDFPage_CountObjects(page)))
    _walk(objects, UNMOVED, view, found, page)
    found.brackets.extend(sides_alone(found.strips))
    return found


def _walk(objects: "Iterator[Pointer]", matrix: Matrix, view: Seen, found: Strokes, page: "PdfPage", depth: int = 0) -> None:
    import pypdfium2.raw as pdfium

    kind = pdfium.FPDFPageObj_GetType
    for item in objects:
        found.count += 1
        if found.crowded:
            return
        match kind(item):
            case pdfium.FPDF_PAGEOBJ_TEXT:
                found.written[ctypes.cast(item, ctypes.c_void_p).value or 0] = Written(found.count, item, matrix)
            case pdfium.FPDF_PAGEOBJ_PATH:
                _path(item, matrix, view, found)
            case pdfium.FPDF_PAGEOBJ_IMAGE:
                _picture(item, matrix, view, found, page)
            case pdfium.FPDF_PAGEOBJ_SHADING:
                box = bounds(item, matrix, view)
                if min(box[2] - box[0], box[3] - box[1]) > FLAT:
                    found.drawings.append(box)
            case pdfium.FPDF_PAGEOBJ_FORM if depth < DEEPEST:
                inner = (pdfium.FPDFFormObj_GetObject(item, index) for index in range(pdfium.FPDFFormObj_CountObjects(item)))
                _walk(inner, times(matrix_of(item), matrix), view, found, page, depth + 1)


def _picture(item: "Pointer", matrix: Matrix, view: Seen, found: Strokes, page: "PdfPage") -> None:
    """A picture; a stencil of a single pixel is the line or the rectangle that older programs draw by it."""
    import pypdfium2.raw as pdfium

    box, count = bounds(item, matrix, view), _pixels(item)
    found.pixels += count
    if count == 1 and is_painted(item, matrix, page) and (colour := _colour(item, stroked=False))[3] == OPAQUE:
        if min(box[2] - box[0], box[3] - box[1]) > THIN:
            found.shapes.append(Shape(box, colour, found.count))
        elif not _faint(colour, found):
            _thin(box, found)
        return
    found.pictures.append(box)
    if pdfium.FPDFPageObj_HasTransparency(item):
        found.overlays.append(box)
    else:
        found.shapes.append(Shape(box, None, found.count))


def _pixels(item: "Pointer") -> int:
    import pypdfium2.raw as pdfium

    width, height = ctypes.c_uint(), ctypes.c_uint()
    return width.value * height.value if pdfium.FPDFImageObj_GetImagePixelSize(item, width, height) else 0


def _path(item: "Pointer", matrix: Matrix, view: Seen, found: Strokes) -> None:
    import pypdfium2.raw as pdfium

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
    colour = _colour(item, stroked=not fill.value)
    if not (fill.value or stroke.value) or colour[3] == 0:
        return
    box = bounds(item, matrix, view)
    faint = _faint(colour, found)
    if min(box[2] - box[0], box[3] - box[1]) <= THIN:
        if not faint:
            _thin(box, found)
        return
    lines, curves = _lines(item, times(matrix_of(item), matrix), view)
    rounded = bool(curves) and rounded_frame(lines, curves)
    plain = rounded or (len(curves) <= CORNERS and len(lines) >= 3 and all(map(upright, lines)))
    points = [*(point for line in lines for point in line), *curves]
    if fill.value and not faint and (side := round_bracket(points) if curves else square_bracket(lines)):
        found.brackets.append((side, box))
    elif fill.value and plain and not faint and (strip := clipped(item, box, matrix, view)) is not None:
        found.strips.append((strip, box))
    elif fill.value and plain:
        found.shapes.append(Shape(box, colour, found.count))
        if (box[2] - box[0]) * (box[3] - box[1]) > COVERS * view.size[0] * view.size[1] and colour[3] == OPAQUE:
            found.ground = colour
    elif fill.value and not faint:
        found.drawings.append(box)
    elif stroke.value and not faint:
        _outline(sides(lines) if rounded else lines, box, found, straight=plain or (not curves and all(map(upright, lines))))


def _faint(colour: Colour, found: Strokes) -> bool:
    """Whether a colour is not seen on the page's own."""
    return all(abs(one - other) < 255 * (1 - _PAINTED) for one, other in zip(colour[:3], found.ground[:3], strict=True))


def _thin(box: Box, found: Strokes) -> None:
    x0, y0, x1, y1 = box
    width, height = x1 - x0, y1 - y0
    inset = min(width, height, 1.0) / 2
    if width <= THIN and height <= THIN:
        return
    if width >= height:
        found.rules.append(Rule(x0 + inset, (y0 + y1) / 2, x1 - inset, (y0 + y1) / 2))
    else:
        found.rules.append(Rule((x0 + x1) / 2, y0 + inset, (x0 + x1) / 2, y1 - inset))


def _outline(lines: "list[Segment]", box: Box, found: Strokes, *, straight: bool) -> None:
    """A stroked path: rules where all its lines lie level or upright, one slanting stroke, or a drawing."""
    if straight:
        for (a, b), (c, d) in lines:
            if abs(b - d) < abs(a - c):
                found.rules.append(Rule(min(a, c), (b + d) / 2, max(a, c), (b + d) / 2))
            elif abs(b - d) > THIN:
                found.rules.append(Rule((a + c) / 2, min(b, d), (a + c) / 2, max(b, d)))
    else:
        (found.slants if len(lines) == 1 else found.drawings).append(box)
        found.crossings.extend(line for line in lines[:FEW] if not upright(line))


def _lines(item: "Pointer", matrix: Matrix, view: Seen) -> "tuple[list[Segment], list[Point]]":
    """The straight lines of a path, and the points of its curves."""
    import pypdfium2.raw as pdfium

    count = pdfium.FPDFPath_CountSegments(item)
    if count > MOST_SEGMENTS:
        return [], [view.point(matrix[4], matrix[5])] * count
    found: list[Segment] = []
    curves: list[Point] = []
    start = last = (0.0, 0.0)
    x, y = ctypes.c_float(), ctypes.c_float()
    a, b, c, d, e, f = matrix
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = view.point(a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            curves.append(point)
        else:
            found.append((last, point))
        last = point
        if pdfium.FPDFPathSegment_GetClose(segment) and last != start:
            found.append((last, start))
    return found, curves


def _colour(item: "Pointer", *, stroked: bool) -> Colour:
    import pypdfium2.raw as pdfium

    get = pdfium.FPDFPageObj_GetStrokeColor if stroked else pdfium.FPDFPageObj_GetFillColor
    red, green, blue, alpha = ctypes.c_uint(0), ctypes.c_uint(0), ctypes.c_uint(0), ctypes.c_uint(255)
    get(item, red, green, blue, alpha)
    return red.value, green.value, blue.value, alpha.value
