"""The coloured grounds that numbers stand on: highlighted values, cells of a table, boxes."""

from itertools import pairwise

from grader.document import Box
from grader.readers.pdf.numbers import Run
from grader.readers.pdf.strokes import Strokes

TALL = 1.5
"""An upright line, a bracket or a filled shape that is taller, in heights of the digits, is no character beside them."""
SEAM = (-1.0, -0.5, 0.0, 0.5, 1.0)
"""Where, beside the edge of a ground, a column of pixels is all of one shade if nothing is drawn along that edge."""
MOST_SHAPES = 600


def ground_by_ground(run: Run, drawn: Strokes) -> list[tuple[Run, list[Box]]]:
    """A number and sum parted where a ground begins or ends between its characters, each with the columns along these edges."""
    _, top, _, bottom = run.digits
    edges: dict[int, tuple[float, Box]] = {}
    for shape in drawn.shapes[:MOST_SHAPES]:
        if shape.colour is None or shape.box[1] > top or shape.box[3] < bottom:
            continue
        for x in (shape.box[0], shape.box[2]):
            at = sum(glyph.left >= x for glyph in run.glyphs)
            if 0 < at < len(run.glyphs) and all(glyph.right <= x or glyph.left >= x for glyph in run.glyphs):
                edges[len(run.glyphs) - at] = x, shape.box
    ends = [0, *sorted(edges), len(run.glyphs)]
    parts = [run.part(start, end) for start, end in pairwise(ends)]
    if not edges or not all(any(glyph.text.isdigit() for glyph in part.glyphs) for part in parts):
        return [(run, [])]
    seams: list[list[Box]] = [[], *(_along(*edges[at], run) for at in sorted(edges))]
    return list(zip(parts, seams, strict=True))


def _along(x: float, shape: Box, run: Run) -> list[Box]:
    """The columns beside an edge of a ground, as far as it stands at a number."""
    top, bottom = max(run.reach[1], shape[1] + 1), min(run.reach[3], shape[3] - 1)
    return [(x + off, top, x + off, bottom) for off in SEAM]


def on_one_ground(run: Run, drawn: Strokes) -> list[Box]:
    """A number's reach as far as it lies on one ground, part by part; none where a ground ends under a digit."""
    x0, y0, x1, y1 = run.reach
    left, top, right, bottom = run.core
    height = bottom - top
    beside: list[Box] = []
    for shape in drawn.shapes[:MOST_SHAPES]:
        a, b, c, d = shape.box
        if a >= x1 or c <= x0 or b >= y1 or d <= y0:
            continue
        if a <= left and right <= c and b <= top and bottom <= d:
            beside += [(x0, y0, a - 1, y1), (c + 1, y0, x1, y1)]
            x0, y0, x1, y1 = max(x0, a + 1), max(y0, b + 1), min(x1, c - 1), min(y1, d - 1)
        elif min(c - a, d - b) < height or (shape.colour is None and d - b < TALL * height):
            continue
        elif c <= left or a >= right:
            x0, x1 = (max(x0, c + 1), x1) if c <= left else (x0, min(x1, a - 1))
        elif d <= top or b >= bottom:
            y0, y1 = (max(y0, d + 1), y1) if d <= top else (y0, min(y1, b - 1))
        else:
            return []
    return [(x0, y0, x1, y1), *beside]
