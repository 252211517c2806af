"""Type that is drawn but has no character behind it: pieces of a large bracket are put to it, anything else stays unread."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from grader.document import Box
from grader.readers.pdf.fonts import WHOLE
from grader.readers.pdf.glyphs import Glyph, Seen
from grader.readers.pdf.strokes import Strokes

SPECK = 0.4
"""Ink smaller than this, in points, is none."""
TWICE = 1.2
"""Type drawn twice to look bold is off by less, in points."""
ALIGNED = 1.0
TOUCH = 1.5
MOST = 300
_BRACKETS = frozenset("()[]{}|‖")


@dataclass
class Looked:
    """What stands on a page, sorted by whether and how a person sees it."""

    shown: list[Glyph] = field(default_factory=list)
    sideways: list[Glyph] = field(default_factory=list)
    hidden: Counter[str] = field(default_factory=Counter)
    """How many characters are hidden for which reason."""
    instead: list[Box] = field(default_factory=list)
    """Numbers for which the file gives a text in the place of what is drawn."""
    coded: set[int] = field(default_factory=set)
    """The text objects that have characters."""


def without_characters(looked: Looked, drawn: Strokes, view: Seen) -> list[Box]:
    """Where there is type without characters."""
    boxes = [written.box(view) for address, written in drawn.written.items() if address not in looked.coded][:MOST]
    inked = [box for box in boxes if box[2] - box[0] > SPECK and box[3] - box[1] > SPECK and box[3] > 0 and box[2] > 0]
    return [box for box in inked if not any(_same(box, glyph) for glyph in looked.shown)]


def completed(shown: Sequence[Glyph], codeless: Sequence[Box]) -> tuple[list[Glyph], list[Box]]:
    """The glyphs, brackets with all their pieces, and the ink that belongs to none."""
    glyphs, left = list(shown), list(codeless)
    if not left:
        return glyphs, left
    for index, first in enumerate(glyphs):
        if first.text not in _BRACKETS:
            continue
        glyph = first
        while (piece := next((box for box in left if _goes_on(glyph, box)), None)) is not None:
            left.remove(piece)
            glyph = glyph._replace(text=WHOLE + glyph.text[-1], top=min(glyph.top, piece[1]), bottom=max(glyph.bottom, piece[3]))
        glyphs[index] = glyph
    return glyphs, _stacked(left)


def _stacked(boxes: Sequence[Box]) -> list[Box]:
    """Pieces that stand on each other as one."""
    found: list[Box] = []
    for box in sorted(boxes, key=lambda box: box[1]):
        upper = next((one for one in found if box[1] - one[3] < TOUCH and box[0] < one[2] and one[0] < box[2]), None)
        if upper is None:
            found.append(box)
        else:
            found[found.index(upper)] = (min(upper[0], box[0]), upper[1], max(upper[2], box[2]), max(upper[3], box[3]))
    return found


def _goes_on(glyph: Glyph, box: Box) -> bool:
    """Whether a piece continues a bracket upwards or downwards."""
    aligned = abs(box[0] - glyph.left) < ALIGNED or abs(box[2] - glyph.right) < ALIGNED
    if glyph.text[-1] in "{}":
        aligned = aligned or (box[0] < glyph.right and glyph.left < box[2] and box[2] - box[0] < box[3] - box[1])
    return aligned and box[1] < glyph.bottom + TOUCH and box[3] > glyph.top - TOUCH


def _same(box: Box, glyph: Glyph) -> bool:
    return (
        abs(box[0] - glyph.left) < TWICE
        and abs(box[1] - glyph.top) < TWICE
        and abs(box[2] - glyph.right) < TWICE
        and abs(box[3] - glyph.bottom) < TWICE
    )
