"""What may hold answers and is no text: pictures, drawings, pen strokes."""

from collections.abc import Iterator, Sequence

from grader.document import Box, Unread
from grader.readers.pdf.glyphs import Glyph
from grader.readers.pdf.strokes import Strokes

FEW = 20
"""A page with fewer characters was not written with them."""
COVERS = 0.6
"""A picture that covers more of the page is the page."""
SMALLEST = 12.0
"""Pictures smaller than this, in points, hold no answer."""
SMALLEST_DRAWING, LOWEST_DRAWING = 20.0, 3.5
"""A lower one holds no number that can be read: signs to turn pages with, at the foot of slides."""
TOUCH = 12.0
MOST = 400
"""More strokes than this are pen on paper; they are taken together."""


def regions(drawn: Strokes, shown: Sequence[Glyph], codeless: Sequence[Box], size: tuple[float, float], number: int) -> Iterator[Unread]:
    """Pictures and drawings of a page, or the whole page where there is little else; `codeless` is type without characters."""
    ink = [*drawn.pictures, *drawn.drawings, *drawn.slants, *codeless]
    area = sum(_area(box, size) for box in drawn.pictures)
    if len(shown) < FEW and (area > COVERS * size[0] * size[1] or (not shown and ink)):
        yield Unread("the page is a picture and has no text that can be read", number, picture=True)
        return
    for box in drawn.pictures:
        if min(box[2] - box[0], box[3] - box[1]) >= SMALLEST:
            yield Unread("a picture that was not read", number, _clipped(box, size), picture=True)
    for box in together(codeless):
        yield Unread("characters without a code, which cannot be read", number, _clipped(box, size), picture=True)
    slants = [box for box in drawn.slants[:MOST] if not any(_near(box, (g.left, g.top, g.right, g.bottom), 0.0) for g in shown)]
    for box in together([*drawn.drawings, *slants]):
        if max(box[2] - box[0], box[3] - box[1]) >= SMALLEST_DRAWING and min(box[2] - box[0], box[3] - box[1]) >= LOWEST_DRAWING:
            yield Unread("a drawing that was not read", number, _clipped(box, size), picture=True)


def together(boxes: Sequence[Box]) -> list[Box]:
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
