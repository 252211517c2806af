"""A picture of a page as lines: recognised characters put through the same geometry as those of a typed page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from grader.document import Box, Line, Source
from grader.readers.ocr.align import aligned
from grader.readers.ocr.axis import on_lines, set_over
from grader.readers.ocr.blobs import MOST, Blob, Inked, blobs_of
from grader.readers.ocr.glyphs import glyphs_of
from grader.readers.ocr.image import MOST_PIXELS, Grey, flattened, inked
from grader.readers.ocr.lean import lean, upright
from grader.readers.ocr.letters import Letter, letters_of
from grader.readers.ocr.level import Turned, lies_on_its_side, sheet, slope, turned
from grader.readers.ocr.recogniser import Recogniser, Sign
from grader.readers.ocr.runs import Layout, Run, cut_out, layout
from grader.readers.ocr.sizes import CAPITAL, hand, named, written
from grader.readers.pdf.fonts import WHOLE
from grader.readers.pdf.glyphs import Glyph
from grader.readers.pdf.page import Crowded, written_lines
from grader.readers.pdf.strokes import Rule, Strokes

Place = Callable[[Box], Box]
TOO_MUCH = "not read: too much stands in the picture"
MOST_RUNS = 1_500
"""More pieces of writing than any page has: a photograph of a lawn."""


@dataclass(frozen=True)
class Read:
    """What a picture gave."""

    lines: tuple[Line, ...]
    problem: str = ""


def read_grey(grey: Grey, recogniser: Recogniser, scale: float, number: int, block: int, *, whole: bool = True) -> Read:
    """The lines of a picture with `scale` pixels to a point; only a `whole` page may lie on its side."""
    if min(grey.shape) < SMALLEST:
        return Read((), "a picture that is too small to be read")
    grey = widened(grey)
    straight = sheet(grey) if whole else turned(grey, 0, 0.0)
    flat, larger = sized(flattened(straight.grey))
    before, scale = scale, scale * larger
    level = _upright(flat, recogniser) if whole else turned(flat, 0, slope(inked(flat)))
    ink = blobs_of(level.grey, inked(level.grey))
    if len(ink.blobs) >= MOST:
        return Read((), TOO_MUCH)
    if slant := lean(ink):
        level = upright(level, slant)
        ink = blobs_of(level.grey, inked(level.grey))
    parts = layout(ink)
    if len(parts.runs) > MOST_RUNS:
        return Read((), TOO_MUCH)
    letters = _recognised(ink, parts, recogniser)
    glyphs = _glyphs(letters, parts, ink, scale)
    if not glyphs:
        return Read(())
    drawn = Strokes(rules=[_rule(bar, scale) for bar in parts.bars])
    try:
        lines = written_lines(glyphs, drawn, number, block, [])
    except Crowded:
        return Read((), TOO_MUCH)

    def back(box: Box) -> Box:
        x0, top, x1, bottom = straight.box(*(edge / larger for edge in level.box(*(edge * scale for edge in box))))
        return round(x0 / before, 2), round(top / before, 2), round(x1 / before, 2), round(bottom / before, 2)

    return Read(tuple(_as_ocr(line, back) for line in lines))


SMALLEST, SLIMMEST = 8, 30
"""A picture's shorter side in pixels, and how often it may go into the longer one."""


def widened(grey: Grey) -> Grey:
    """The picture with white paper at its right or below where it is but a strip."""
    import numpy as np

    height, width = grey.shape
    least = max(height, width) // SLIMMEST + 1
    return np.pad(grey, ((0, max(least - height, 0)), (0, max(least - width, 0))), constant_values=255)


SMALL, LARGE, WANTED = 15.0, 45.0, 24.0
"""Heights of capitals, in pixels, between which a picture is left as it is, and what others are brought to."""


def sized(flat: Grey) -> tuple[Grey, float]:
    """The picture, made larger or smaller where its writing is not of a size that is read well."""
    import cv2

    cap = blobs_of(flat, inked(flat)).cap
    if SMALL <= cap <= LARGE or cap == 0.0:
        return flat, 1.0
    share = min(WANTED / cap, (MOST_PIXELS / flat.size) ** 0.5, 4.0)
    return cv2.resize(flat, None, fx=share, fy=share, interpolation=cv2.INTER_CUBIC if share > 1 else cv2.INTER_AREA), share


def _upright(flat: Grey, recogniser: Recogniser) -> Turned:
    """The picture turned as a whole, until its lines lie level and can be read."""
    import numpy as np

    ink = inked(flat)
    level = turned(flat, 0, slope(ink))
    aside = lies_on_its_side(ink)
    best = _legibility(level, recogniser)
    if best >= HEAD_DOWN:
        return level
    for quarters in (1, 3) if aside else (2, 1, 3):
        other = turned(flat, quarters, slope(np.ascontiguousarray(np.rot90(ink, -quarters))))
        if (legible := _legibility(other, recogniser)) > best:
            level, best = other, legible
        if best >= HEAD_DOWN:
            break
    return level


HEAD_DOWN = 0.9
"""Writing whose characters are less likely than this, on the whole, may stand on its head."""
SAMPLES = 6


def _legibility(level: Turned, recogniser: Recogniser) -> float:
    """How likely the characters of a few longer lines are."""
    ink = blobs_of(level.grey, inked(level.grey))
    if len(ink.blobs) >= MOST:
        return 1.0  # no way of turning it makes this a page
    runs = sorted(layout(ink).runs, key=lambda run: -len(run.blobs))[:SAMPLES]
    scores = [sign.score for signs in recogniser.read([cut_out(ink, run)[0] for run in runs]) for sign in signs]
    return sum(scores) / len(scores) if scores else 0.0


def _recognised(ink: Inked, parts: Layout, recogniser: Recogniser) -> list[list[Letter]]:
    """The letters of every run."""
    cuts = [cut_out(ink, run) for run in parts.runs]
    found = recogniser.read([picture for picture, _, _ in cuts])
    return [
        _letters(run, signs, left, height, ink)
        for run, signs, (_, left, height) in zip(parts.runs, found, cuts, strict=True)
        if not _stray(run, ink.cap)
    ]


def _stray(run: Run, cap: float) -> bool:
    """Whether a run is a single small blot: a comma behind a matrix, dirt; alone it says nothing, and looks like a digit."""
    only = run.blobs[0]
    return len(run.blobs) == 1 and not only.flat and not only.strokes and max(only.height, only.width) < 0.45 * cap


def _letters(run: Run, signs: Sequence[Sign], left: float, height: float, ink: Inked) -> list[Letter]:
    places = [(sign, left + sign.at * height) for sign in signs]
    spaces = [at for sign, at in places if sign.text == " "]
    return letters_of(aligned([place for place in places if place[0].text != " "], run.blobs, ink.cap), spaces, ink)


def _glyphs(letters: Sequence[Sequence[Letter]], parts: Layout, ink: Inked, scale: float) -> list[Glyph]:
    """Everything on the page as glyphs."""
    page = hand(letters, ink.cap)
    size = page.unit / CAPITAL / scale
    runs = on_lines([named(written(run, page)) for run in letters if run], parts.bars, parts.brackets)
    found = [glyph for run in runs for glyph in glyphs_of(run, scale)]
    found.extend(_glyph(WHOLE + kind, kind, blob, scale, size) for kind, blob in parts.brackets)
    for hat in parts.hats:
        if (over := set_over(hat, runs, ink.cap)) is not None:
            blob, own = over
            found.append(_glyph("ˆ", "ˆ", blob, scale, own / scale if own else size))
    return found


def _glyph(text: str, raw: str, blob: Blob, scale: float, size: float) -> Glyph:
    x0, y0, x1, y1 = (edge / scale for edge in (blob.x0, blob.y0, blob.x1, blob.y1))
    return Glyph(text, raw, "", size, x0, x1, y1, x0, y0, x1, y1, bold=False)


def _rule(bar: Blob, scale: float) -> Rule:
    if bar.width >= bar.height:
        return Rule(bar.x0 / scale, bar.middle / scale, bar.x1 / scale, bar.middle / scale)
    return Rule(bar.centre / scale, bar.y0 / scale, bar.centre / scale, bar.y1 / scale)


def _as_ocr(line: Line, back: Place) -> Line:
    pieces = tuple(replace(piece, box=None if piece.box is None else back(piece.box)) for piece in line.pieces)
    return replace(line, pieces=pieces, source=Source.OCR)
