"""Text that a person cannot see is not evidence: invisible, tiny, off the page, in the background's colour, covered, clipped away."""

from grader.document import Box
from grader.readers.pdf.glyphs import LEAST_SIZE, Glyph, Style
from grader.readers.pdf.paper import HARDLY, PLAINLY, Paper
from grader.readers.pdf.strokes import Colour, Strokes

INVISIBLE_MODES = (3, 7)
CONTRAST = 34
"""Colours that differ by less in every channel (of 255) are told apart by nobody."""
SOLID = 128
WHITE: Colour = (255, 255, 255, 255)
MOST_SHAPES = 200
SPECK = 0.05
"""Characters without any ink of their own are not missed, in points."""
WATERMARK, LARGE = "a watermark", 24.0
"""Pale and large: left out like what nobody sees, and no reason to look twice at a page."""
TINY = "text too small to read"
UNSEEN = "text that is not to be seen"
"""Clipped away, in a layer that is switched off, under something: all the same to who looks at the page."""


class Eye:
    """Sees a page with its filled shapes and pictures, and misses what is hidden; what is drawn decides, and shapes tell why."""

    def __init__(self, size: tuple[float, float], drawn: Strokes, paper: Paper) -> None:
        self.width, self.height = size
        self.layers = drawn.shapes[:MOST_SHAPES]
        self.written = drawn.written
        self.paper = paper
        self.styles: dict[int, str | None] = {}
        """By the address of the text object: a style is dear to compare."""

    def misses(self, glyph: Glyph, style: Style) -> str | None:
        """Why a glyph cannot be seen; None for an honest one."""
        if glyph.x1 < 0 or glyph.y < 0 or glyph.x0 > self.width or glyph.top > self.height:
            return "text off the page"
        if style.address not in self.styles:
            self.styles[style.address] = _by_itself(style)
        if (reason := self.styles[style.address]) is not None:
            return reason
        if self.paper.blind:
            return self._against(glyph, style)
        if min(glyph.right - glyph.left, glyph.bottom - glyph.top) < SPECK:
            return None
        trace = self.paper.trace(glyph)
        if trace == PLAINLY:
            return None
        if trace == HARDLY and glyph.size >= LARGE:
            return WATERMARK
        return self._against(glyph, style) or (None if self.paper.trace_in_colour(glyph) else UNSEEN)

    def finds_ink_in(self, glyph: Glyph) -> bool:
        """Whether something is seen in the middle of what is called a space."""
        aside = (glyph.right - glyph.left) / 4
        middle = glyph._replace(left=glyph.left + aside, right=glyph.right - aside)
        return not self.paper.blind and self.paper.trace(middle) == PLAINLY

    def _against(self, glyph: Glyph, style: Style) -> str | None:
        """Whether the glyph is covered, or stands on a ground of its own colour."""
        x, y = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
        ground: Colour | None = WHITE
        order = self.written[style.address].order if style.address in self.written else 0
        for shape in self.layers:
            if not _holds(shape.box, x, y) or (shape.colour is not None and shape.colour[3] < SOLID):
                continue
            if shape.order > order:
                return "covered text"
            ground = shape.colour
        return None if ground is None else _too_faint(style.fill, ground)


def _by_itself(style: Style) -> str | None:
    if style.mode in INVISIBLE_MODES or style.fill[3] < CONTRAST:
        return "invisible text"
    return TINY if style.size < LEAST_SIZE else None


def _too_faint(colour: Colour, ground: Colour) -> str | None:
    if max(abs(a - b) for a, b in zip(colour[:3], ground[:3], strict=True)) >= CONTRAST:
        return None
    return "white text" if min(ground[:3]) > 255 - CONTRAST else "text in the colour of its ground"


def _holds(box: Box, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
