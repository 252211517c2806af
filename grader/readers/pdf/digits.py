"""Digits that are drawn as others than the text layer says: a font's map can lie, and so can the text given for what is drawn."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from grader.document import Box, Line
from grader.readers.pdf.glyphs import Glyph, glyphs, seen
from grader.readers.pdf.paper import CLOSE, SCALE, Paper
from grader.readers.pdf.strokes import strokes

if TYPE_CHECKING:
    from PIL.Image import Image

DIGITS = "0123456789"
FONTS = tuple("Helvetica Helvetica-Bold Helvetica-Oblique Times-Roman Times-Bold Times-Italic Courier Courier-Bold".split())
"""Those that every reader of PDF has: what digits look like."""
GRID = (10, 14)
LEAST, MARGIN, ALIKE = 0.02, 0.04, 0.2
"""By how much it must look more like another digit, first from afar and then close to, and how much like that one: shares of the ink
that differs. Of 1,700 honest shapes in fifty fonts none came to more than 0.012; of false ones nineteen in twenty are found."""
LOWEST = 3
"""Pixels of height; ink that is lower is no digit."""
MOST = 200
"""Shapes of one page that are compared."""
MOST_PLACES = 4_000
_ROWS = 30.0


def false_digits(shown: Iterable[Glyph], paper: Paper) -> tuple[Box, ...]:
    """Where digits stand that look like others; each shape of a font is looked at once."""
    known: dict[tuple[object, ...], bool] = {}
    found: list[Box] = []
    for glyph in shown:
        if len(glyph.text) != 1 or glyph.text not in DIGITS:
            continue
        sizes = glyph.size, glyph.right - glyph.left, glyph.height, glyph.y - glyph.bottom
        key = glyph.text, glyph.font, *(round(value, 2) for value in sizes)
        if key not in known:
            known[key] = len(known) < MOST and looks_like_another(glyph, paper)
        if known[key]:
            found.append((glyph.left, glyph.top, glyph.right, glyph.bottom))
    return tuple(found)


def with_doubt(lines: Sequence[Line], why: str, places: Sequence[Box]) -> tuple[Line, ...]:
    """The lines, those in which one of some characters stands with a doubt; all of them where these are too many to look for."""
    if not places:
        return tuple(lines)
    middles = sorted(((box[1] + box[3]) / 2, (box[0] + box[2]) / 2) for box in places)
    everywhere = len(places) > MOST_PLACES
    return tuple(replace(line, doubts=(*line.doubts, why)) if everywhere or _holds_one(line, middles) else line for line in lines)


def looks_like_another(glyph: Glyph, paper: Paper) -> bool:
    """Whether a digit is clearly drawn as another one; what may be is drawn again, larger."""
    far = _framed(paper.ink, *(edge * paper.scale for edge in (glyph.left, glyph.top, glyph.right, glyph.bottom)))
    if far is None or _compared(far, glyph.text, SCALE)[0] < LEAST:
        return False
    ink = paper.close_up(glyph)
    near = _framed(ink, 0.0, 0.0, *ink.size)
    if near is None:
        return False
    margin, other = _compared(near, glyph.text, CLOSE)
    return other < ALIKE and margin > MARGIN


def _compared(shape: bytes, digit: str, scale: float) -> tuple[float, float]:
    """By how much more a shape looks like another digit than like this one, and how unlike it is to that other one."""
    unlike = _distances(shape, _patterns(scale))
    nearest = [min(unlike[at :: len(DIGITS)]) / 255 for at in range(len(DIGITS))]
    own = nearest.pop(DIGITS.index(digit))
    return own - min(nearest), min(nearest)


def _holds_one(line: Line, middles: Sequence[tuple[float, float]]) -> bool:
    """Whether one of some places, from above downwards, lies in a piece of a line."""
    for piece in line.pieces:
        if (box := piece.box) is not None:
            near = middles[bisect_left(middles, (box[1], box[0])) : bisect_right(middles, (box[3], box[2]))]
            if any(box[0] <= x <= box[2] for _, x in near):
                return True
    return False


def _distances(shape: bytes, patterns: "Image") -> bytes:
    """How unlike a shape is to each of the patterns, from 0 to 255."""
    from PIL import Image, ImageChops

    copies = Image.frombytes("L", patterns.size, shape * (patterns.size[1] // GRID[1]))
    return ImageChops.difference(patterns, copies).reduce(GRID).tobytes()


def _framed(ink: "Image", x0: float, y0: float, x1: float, y1: float) -> bytes | None:
    """What stands in a box of a picture, in a small frame of always the same size; None where there is too little of it."""
    from PIL import Image

    box = max(x0, 0.0), max(y0, 0.0), min(x1, float(ink.size[0])), min(y1, float(ink.size[1]))
    if box[2] - box[0] < 1 or box[3] - box[1] < LOWEST:
        return None
    frame = ink.resize(GRID, Image.Resampling.BILINEAR, box=box).tobytes()
    most = max(frame)
    return bytes(value * 255 // most for value in frame) if most else None


@cache
def _patterns(scale: float) -> "Image":
    """All digits of all fonts, one below the other, as they look at so many pixels to a point."""
    import pypdfium2
    from PIL import Image

    document = pypdfium2.PdfDocument(_page_of_digits())
    page = document[0]
    view = seen(page)
    paper = Paper(page, strokes(page, view))
    paper.scale = scale
    drawn = [glyph for glyph, _ in glyphs(page.get_textpage(), view) if glyph is not None]
    boxes = ((edge * scale for edge in (glyph.left, glyph.top, glyph.right, glyph.bottom)) for glyph in drawn)
    shapes = [shape for box in boxes if (shape := _framed(paper.ink, *box)) is not None]
    made = Image.frombytes("L", (GRID[0], GRID[1] * len(shapes)), b"".join(shapes))
    document.close()
    return made


def _page_of_digits() -> bytes:
    """A page of our own with the digits in the fonts that need no file."""
    rows = b"".join(
        b"BT /F%d 10 Tf 20 %d Td (%s) Tj ET " % (number, _ROWS * (len(FONTS) - number), " ".join(DIGITS).encode())
        for number in range(len(FONTS))
    )
    fonts = b"".join(b"/F%d<</Type/Font/Subtype/Type1/BaseFont/%s>>" % (number, name.encode()) for number, name in enumerate(FONTS))
    return (
        b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 %d]/Contents 4 0 R/Resources<</Font<<%s>>>>>>endobj\n"
        b"4 0 obj<</Length %d>>stream\n%s\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%%%EOF\n"
    ) % (_ROWS * (len(FONTS) + 1), fonts, len(rows), rows)
