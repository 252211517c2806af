"""Characters that may not say what a person sees: something is drawn across them, or the file gives a text in their place."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from grader.document import Box
from grader.readers.pdf.glyphs import Glyph
from grader.readers.pdf.rules import joined
from grader.readers.pdf.shapes import Segment
from grader.readers.pdf.strokes import Rule, Strokes

if TYPE_CHECKING:
    from grader.readers.pdf.paper import Paper
    from grader.readers.pdf.strokes import Pointer

TALL = 3.0
"""A drawing that is higher, in sizes of what stands in it, is a background or a figure; lower, it strikes out or frames."""
MOST_LINES, MOST_MARKS, MOST_RULES = 100, 200, 1_000
LONG = 2.5
"""What lies under a slanting line that is higher and wider, in heights of the tallest character, was crossed out as a whole."""
MOST_AREAS, SOME = 300, 2
DASH = 1.1
"""The longest line that may be a minus, in sizes."""
NEAR = 0.6
"""How far before its number a minus may stand, in sizes."""
_SIGNS = frozenset("+-−.,·/%")


def crossed(shown: Sequence[Glyph], drawn: Strokes, notes: Sequence[Box]) -> tuple[Box, ...]:
    """Where characters stand that something crosses: a note, a small drawing, a long slanting line, a minus that is a line."""
    if not (drawn.drawings or drawn.crossings or notes or drawn.rules):
        return ()
    ordered = sorted(shown, key=lambda glyph: glyph.bottom)
    heights = [glyph.bottom for glyph in ordered]
    highest = max((glyph.height for glyph in shown), default=0.0)

    def level_with(top: float, bottom: float) -> Sequence[Glyph]:
        return ordered[bisect_left(heights, top) : bisect_right(heights, bottom + highest)]

    found: dict[Box, None] = {}
    for box in notes:
        found.update((_box(glyph), None) for glyph in level_with(box[1], box[3]) if _holds(box, glyph))
    for box in drawn.drawings:
        found.update((_box(g), None) for g in level_with(box[1], box[3]) if box[3] - box[1] < TALL * g.size and _holds(box, g))
    for line in drawn.crossings[:MOST_LINES]:
        left, right = sorted((line[0][0], line[1][0]))
        top, bottom = sorted((line[0][1], line[1][1]))
        whole = min(right - left, bottom - top) > LONG * highest
        held = (g for g in level_with(top, bottom) if _runs_through(line, g) or (whole and _holds((left, top, right, bottom), g)))
        found.update((_box(glyph), None) for glyph in held)
    for rule in _dashes(joined(drawn.rules) if len(drawn.rules) <= MOST_RULES else []):
        beside = level_with(rule.y - DASH * highest, rule.y + DASH * highest)
        found.update((_box(glyph), None) for glyph in beside if _is_minus_of(rule, glyph, beside))
    return tuple(found)


def crossed_out(shown: Sequence[Glyph], drawn: Strokes, paper: "Paper") -> tuple[Box, ...]:
    """Where characters stand under a large drawing or picture whose ink runs through some of them: a cross over half a page, perhaps."""
    tallest = TALL * max((glyph.size for glyph in shown), default=0.0)
    areas = [box for box in (*drawn.drawings, *drawn.overlays, *drawn.pictures) if min(box[2] - box[0], box[3] - box[1]) > tallest]
    found: dict[Box, None] = {}
    for area in sorted(areas, key=lambda box: (box[0] - box[2]) * (box[3] - box[1]))[:MOST_AREAS]:
        held = [glyph for glyph in shown if glyph.text.isalnum() and _holds(area, glyph)]
        through = (glyph for glyph in held if paper.uneven_under(_box(glyph)))
        if sum(1 for _ in islice(through, SOME)) == SOME:
            found.update((_box(glyph), None) for glyph in held)
    return tuple(found)


def given_instead(handle: "Pointer") -> bool:
    """Whether the file gives a text in the place of what a text object draws (ActualText)."""
    import ctypes

    import pypdfium2.raw as pdfium

    size = ctypes.c_ulong()
    for index in range(min(max(pdfium.FPDFPageObj_CountMarks(handle), 0), MOST_MARKS)):
        mark = pdfium.FPDFPageObj_GetMark(handle, index)
        if mark and pdfium.FPDFPageObjMark_GetParamStringValue(mark, b"ActualText", None, 0, size):
            return True
    return False


def counts(glyph: Glyph) -> bool:
    """Whether a character may be part of a number."""
    return any(letter.isdigit() or letter in _SIGNS for letter in glyph.text)


def _box(glyph: Glyph) -> Box:
    return glyph.left, glyph.top, glyph.right, glyph.bottom


def _holds(box: Box, glyph: Glyph) -> bool:
    across, down = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
    return box[0] - 1 <= across <= box[2] + 1 and box[1] - 1 <= down <= box[3] + 1


def _runs_through(line: Segment, glyph: Glyph) -> bool:
    """Whether a slanting line passes through the middle of a character's ink."""
    (a, b), (c, d) = line
    down = (glyph.top + glyph.bottom) / 2
    if b == d or not min(b, d) <= down <= max(b, d):
        return False
    return glyph.left <= a + (c - a) * (down - b) / (d - b) <= glyph.right


def _dashes(rules: Sequence[Rule]) -> Iterator[Rule]:
    """Short level lines that meet no upright one."""
    uprights = [rule for rule in rules if not rule.level]
    short = [rule for rule in rules if rule.level and rule.length < DASH * 30][:MOST_LINES]
    for rule in short:
        if not any(rule.x0 - 2 <= up.x0 <= rule.x1 + 2 and up.y0 - 2 <= rule.y <= up.y1 + 2 for up in uprights[:MOST_LINES]):
            yield rule


def _is_minus_of(rule: Rule, glyph: Glyph, beside: Sequence[Glyph]) -> bool:
    """Whether a line stands before a digit as its minus would, and neither over nor under anything (a fraction, a hat, a line below)."""
    if not glyph.text.isdigit() or rule.length > DASH * glyph.size or not -1 < glyph.left - rule.x1 < NEAR * glyph.size:
        return False
    if not glyph.top + 0.15 * glyph.height < rule.y < glyph.bottom - 0.15 * glyph.height:
        return False
    return not any(
        other.left < rule.x1 - 0.5 and rule.x0 + 0.5 < other.right and abs((other.top + other.bottom) / 2 - rule.y) < 1.5 * glyph.size
        for other in beside
    )
