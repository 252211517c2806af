"""What a row is made of: tokens, brackets, operators and formulas, each with text, box, baseline and size."""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from operator import attrgetter

from grader.document import Box
from grader.readers.pdf.fonts import OPERATOR, PIECE, ROOT, UNKNOWN, WHOLE
from grader.readers.pdf.glyphs import Glyph
from grader.readers.pdf.spelling import spelt

AXIS = 0.25
"""How far above the baseline fractions and large brackets are centred, in sizes."""
SMALLER = 0.85
"""Below this share of its neighbour's size something is a script."""
APART = 0.12
"""A gap that ends a token, in sizes."""
BEHIND_COMMA = 0.07
"""The same behind a comma between numbers."""
BEHIND_POINT = 0.19
"""The same behind a decimal point: some mathematics sets a thin space there, narrower than any space between words."""
SAME_LINE = 0.35
"""Baselines that differ by less, in points, are one."""
TALL = 1.2
"""A bracket taller than this many sizes of the page's text encloses several rows."""
SLENDER_ROUND, SLENDER = 0.3, 0.22
"""Brackets that were stretched are narrower than this, in their height; those of the text are wider."""
TOUCHING = 1.0
"""How far apart, in points, pieces of one stroke are."""
HANGING, DEEP = 0.15, 0.5
"""A character hangs from its baseline where it rises no higher than this and reaches at least so deep, in sizes."""
NAMELESS = "a character that has no name"
_WHOLE_BRACKETS = re.compile(r"KaTeX_Size\d|MathJax_Size\d|MJX\w*-S\d")
"""Fonts of browsers that hold large brackets under the codes of the small ones, and their pieces under codes of their own."""
_OPERATORS = frozenset("∑∏∫⋃⋂")
_SIGNS_OF_LOSS = {UNKNOWN: NAMELESS, "ˆ˜¯": "an accent that stands over no letter"}
_LONG = frozenset("∫∮/\\↑↓↕")
_BRACKETS = frozenset("()[]{}⟨⟩⌊⌋⌈⌉|‖")


class Sort(Enum):
    """What an item is."""

    TOKEN = auto()
    BRACKET = auto()
    PIECE = auto()
    OPERATOR = auto()
    ROOT = auto()
    FORMULA = auto()


_SORTS = {WHOLE: Sort.BRACKET, PIECE: Sort.PIECE, OPERATOR: Sort.OPERATOR, ROOT: Sort.ROOT}


@dataclass(frozen=True, slots=True)
class Item:
    """Something that stands in a row: its linear notation, its extent, the baseline it stands on."""

    text: str
    raw: str
    sort: Sort
    x0: float
    x1: float
    top: float
    bottom: float
    y: float
    size: float
    bold: bool = False
    doubts: tuple[str, ...] = ()
    sound: bool = True
    """False for a large bracket from a font that may show only a part of it under this code."""

    @property
    def box(self) -> Box:
        """Where it stands."""
        return self.x0, self.top, self.x1, self.bottom

    @property
    def middle(self) -> float:
        """Half way down."""
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        """Half way across."""
        return (self.x0 + self.x1) / 2


def items_of(glyphs: Sequence[Glyph], body: float, fences: Sequence[Box] = ()) -> list[Item]:
    """Glyphs of a page (accents already set on their letters) as items; no token reaches out of a `fence` (what a root covers)."""
    plain: list[Glyph] = []
    found: list[Item] = []
    stacked = _stacked(glyphs)
    for index, glyph in enumerate(glyphs):
        special = _special(glyph, body, stacked=index in stacked)
        if special is None:
            plain.append(glyph)
        else:
            found.append(special)
    found.extend(tokens(plain, fences))
    return found


def _stacked(glyphs: Sequence[Glyph]) -> set[int]:
    """Upright strokes that stand on each other: pieces of one long stroke."""
    strokes = sorted((round(glyph.left), glyph.text, glyph.top, index) for index, glyph in enumerate(glyphs) if glyph.text in "|‖")
    found: set[int] = set()
    for (left, text, _, index), (other, same, top, below) in itertools.pairwise(strokes):
        if left == other and text == same and top - glyphs[index].bottom < TOUCHING:
            found |= {index, below}
    return found


def _stroke_of_brace(glyph: Glyph) -> bool:
    """Whether a brace is only the straight piece of a larger one, as fonts of OpenType give it."""
    return glyph.text in "{}" and glyph.right - glyph.left < min(0.25 * (glyph.x1 - glyph.x0), 0.3 * glyph.height)


def _special(glyph: Glyph, body: float, *, stacked: bool) -> Item | None:
    """Large brackets and their pieces, operators and roots, whose baselines have to be worked out."""
    first, rest = glyph.text[0], glyph.text[1:]
    if _stroke_of_brace(glyph):
        first, rest = PIECE, "{e"
    sort = _SORTS.get(first)
    extended = sort is not None
    if sort is None and glyph.text in _BRACKETS and (_tall(glyph, body) or _hangs(glyph) or stacked):
        sort, rest = Sort.BRACKET, glyph.text
    if sort is None and glyph.raw in _OPERATORS:
        sort, rest = Sort.OPERATOR, glyph.text
    if sort is None and glyph.text == "√":
        sort = Sort.ROOT
    if sort is None and ((glyph.text == UNKNOWN and glyph.height > body) or (_hangs(glyph) and glyph.text not in _LONG)):
        return Item(UNKNOWN, glyph.raw, Sort.FORMULA, glyph.x0, glyph.x1, glyph.top, glyph.bottom, glyph.y, body, doubts=(NAMELESS,))
    if sort is None:
        return None
    sound = extended or _WHOLE_BRACKETS.search(glyph.font) is not None
    y = (glyph.top + glyph.bottom) / 2 + AXIS * body
    return Item(rest or "√", glyph.raw, sort, glyph.x0, glyph.x1, glyph.top, glyph.bottom, y, body, sound=sound)


def _tall(glyph: Glyph, body: float) -> bool:
    """Whether a bracket is larger than those of the text, and not only because it stands in a heading."""
    if glyph.height <= TALL * body:
        return False
    slender = SLENDER_ROUND if glyph.text in "(){}" else SLENDER
    return glyph.height > TALL * glyph.size or glyph.x1 - glyph.x0 < slender * glyph.height


def _hangs(glyph: Glyph) -> bool:
    """Whether a character hangs from its line, as TeX's large brackets do and nothing that stands in a line of text."""
    return glyph.top - glyph.y > -HANGING * glyph.size and glyph.bottom - glyph.y > DEEP * glyph.size


def tokens(glyphs: Iterable[Glyph], fences: Sequence[Box] = ()) -> list[Item]:
    """Runs of glyphs as items."""
    return list(map(token, runs(glyphs, fences)))


def runs(glyphs: Iterable[Glyph], fences: Sequence[Box] = ()) -> Iterator[list[Glyph]]:
    """Glyphs on one baseline, of one size, without a gap."""
    for line in _baselines(sorted(glyphs, key=attrgetter("y"))):
        line.sort(key=attrgetter("x0"))
        near = [fence for fence in fences if fence[1] < line[0].y < fence[3] + 0.2 * line[0].size]
        run: list[Glyph] = []
        for glyph in line:
            parts = run and _parts(run[-1], glyph) and not _decimal(run, glyph)
            if parts or (run and any(_inside(run[-1], fence) is not _inside(glyph, fence) for fence in near)):
                yield run
                run = []
            run.append(glyph)
        yield run


def _inside(glyph: Glyph, fence: Box) -> bool:
    return fence[0] < (glyph.left + glyph.right) / 2 < fence[2]


def _baselines(glyphs: Iterable[Glyph]) -> Iterable[list[Glyph]]:
    line: list[Glyph] = []
    for glyph in glyphs:
        if line and glyph.y - line[-1].y > SAME_LINE:
            yield line
            line = []
        line.append(glyph)
    if line:
        yield line


def _decimal(run: Sequence[Glyph], right: Glyph) -> bool:
    """Whether a digit stands a thin space behind the point of its number: `0. 69`."""
    size = min(run[-1].size, right.size)
    known = len(run) > 1 and run[-1].text == "." and run[-2].text.isdigit() and right.text.isdigit()
    level = size >= SMALLER * max(run[-1].size, right.size)
    return known and level and 0 < right.x0 - run[-1].x1 < BEHIND_POINT * size


def _parts(left: Glyph, right: Glyph) -> bool:
    size, larger = (left.size, right.size) if left.size < right.size else (right.size, left.size)
    if left.text == "," and (right.text.isdigit() or right.text == "-") and right.x0 - left.x1 > BEHIND_COMMA * size:
        return True
    return right.x0 - left.x1 > APART * size or size < SMALLER * larger or left.x0 - right.x0 > size


def token(run: Sequence[Glyph]) -> Item:
    """One token; precomposed accents and scripts are spelt out."""
    texts, raws, _, sizes, _, ends, _, _, tops, _, bottoms, bold = zip(*run, strict=True)
    text = spelt("".join(texts))
    lost = () if text.isascii() else tuple(doubt for signs, doubt in _SIGNS_OF_LOSS.items() if any(sign in text for sign in signs))
    extent = run[0].x0, max(ends), min(tops), max(bottoms)
    return Item(text, "".join(raws), Sort.TOKEN, *extent, run[0].y, max(sizes), all(bold), lost)


def joined(items: Sequence[Item], text: str, sort: Sort, y: float, doubts: Iterable[str] = ()) -> Item:
    """One item in the place of several, with their doubts and more."""
    return Item(
        text,
        " ".join(item.raw for item in sorted(items, key=lambda item: (round(item.y), item.x0))),
        sort,
        min(item.x0 for item in items),
        max(item.x1 for item in items),
        min(item.top for item in items),
        max(item.bottom for item in items),
        y,
        max(item.size for item in items),
        doubts=tuple(dict.fromkeys((*doubts, *(doubt for item in items for doubt in item.doubts)))),
    )


def doubted(item: Item, doubt: str) -> Item:
    """The item with one more doubt."""
    return item if doubt in item.doubts else replace(item, doubts=(*item.doubts, doubt))
