"""Ink beside a number that belongs to no character: a sign, a digit or a point may be drawn as a line, a shape, a picture or a "space"."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

from grader.document import Box
from grader.readers.pdf.glyphs import Glyph
from grader.readers.pdf.grounds import MOST_SHAPES, TALL, ground_by_ground, on_one_ground
from grader.readers.pdf.numbers import BEFORE, Run, runs
from grader.readers.pdf.paper import PLAIN, Paper, cut, pixels, uneven
from grader.readers.pdf.rules import joined
from grader.readers.pdf.strokes import THIN, Rule, Strokes

if TYPE_CHECKING:
    from PIL.Image import Image

THICK, NEAR = THIN / 2, 2.0
UNDER, EDGE = 0.06, 3
"""What begins so far below the line that digits stand on, in sizes, underlines them; what runs above all of them, to so many pixels, is
the line of a table."""
CLOSE = 0.6
"""How far, in sizes, what a fraction's bar parts stands from it."""
FLAT = frozenset("-_¯…~→←⇒⟶˜=")
"""Characters that are as flat as a minus may be."""
TIPS = {"{": (0.5, 0.0), "}": (0.0, 0.5)}
"""How far a large brace's tip may stand out of the box that its font tells, in sizes."""
LOW = frozenset(".,")
HOLLOW = frozenset("\u2800\u3164\u115f\u1160\uffa0\u180e")
"""Characters without ink that are not called spaces."""
SPECK, SLENDER = 0.07, 0.4
"""How large a point is at least, in sizes, and how slender a large bracket, in its height."""
MOST_RULES, MOST_RUNS, MOST_NOTES = 1_000, 600, 300
"""Numbers that are not the only ink where they stand: more are not looked at but doubted."""


def stray(shown: Sequence[Glyph], drawn: Strokes, paper: Paper, notes: Sequence[Box] = ()) -> tuple[Box, ...]:
    """Where numbers stand beside ink that belongs to no character, no line of a table or fraction, no ground and no frame.

    `notes` lie over the page and were not looked at.
    """
    numbers = list(runs(shown))
    if not numbers:
        return ()
    typed, bare = unnamed(shown, numbers, paper), paper.bare
    plain = paper.only_type
    rules = [] if plain else _standing(drawn, shown)
    found: list[Box] = []
    looked = 0
    for run in numbers:
        beside = not plain and uneven(paper.under(run.reach))
        looked += beside
        if beside:
            beside = looked > MOST_RUNS or _drawn_beside(run, bare, drawn, rules, paper.scale)
        if beside or _misshapen(run) or _inked(typed, run, paper.scale) or any(_meet(box, run.reach) for box in notes[:MOST_NOTES]):
            found.extend((glyph.left, glyph.top, glyph.right, glyph.bottom) for glyph in run.glyphs)
    return tuple(found)


def unnamed(shown: Sequence[Glyph], numbers: Sequence[Run], paper: Paper) -> "Image":
    """The ink of the page's type that is no character's; only what stands near a number is looked at."""
    image, scale = paper.ink.copy(), paper.scale
    tall = max(TALL * (run.digits[3] - run.digits[1]) for run in numbers)
    ends: list[tuple[float, float]] = []
    for top, bottom in sorted((run.reach[1] - tall, run.reach[3] + tall) for run in numbers):
        if ends and top <= ends[-1][0]:
            ends[-1] = (max(bottom, ends[-1][0]), ends[-1][1])
        else:
            ends.append((bottom, top))
    for glyph in shown:
        at = bisect_left(ends, (glyph.top, 0.0))
        if at < len(ends) and ends[at][1] <= glyph.bottom:
            top, bottom = int(glyph.top * scale) - 1, int(glyph.bottom * scale) + 2
            tip = TIPS.get(glyph.text[-1:], (0.0, 0.0)) if glyph.height > TALL * glyph.size else (0.0, 0.0)
            box = int((glyph.left - tip[0] * glyph.size) * scale) - 1, top, int((glyph.right + tip[1] * glyph.size) * scale) + 2, bottom
            image.paste(0, box)
    return image


def _misshapen(run: Run) -> bool:
    """Whether a character has not at all the shape of what it is called: a digit with a minus before it, a minus called a letter."""
    for glyph in (run.before, *run.glyphs, run.behind):
        if glyph is None:
            continue
        width = glyph.right - glyph.left
        flat = 0 < glyph.height < 0.13 * glyph.size and width > 2.2 * glyph.height and width > 0.2 * glyph.size
        if flat and not (glyph.text in FLAT and (glyph.text != "=" or glyph.height > 0.11 * glyph.size)):
            return True
        if glyph.raw in HOLLOW and width > 0 < glyph.height:
            return True
        if (glyph.text.isdigit() and width > 1.15 * glyph.height) or (glyph.text in LOW and glyph.height > 0.5 * glyph.size):
            return True
    return False


def _inked(image: "Image", run: Run, scale: float) -> bool:
    """Whether ink stands at a number on a black picture: more than a blurred edge, and less tall than a bracket."""
    x0, y0, x1, y1 = run.reach
    if not uneven(part := cut(image, run.reach, scale)):
        return False
    shades = part.histogram()
    if sum(shade * count for shade, count in enumerate(shades) if shade >= PLAIN) < 255 * (SPECK * run.size * scale) ** 2:
        return False
    height = TALL * (run.digits[3] - run.digits[1])
    part = image.crop(pixels((x0, y0 - height, x1, y1 + height), image.size, scale)).point([0] * PLAIN + [255] * (256 - PLAIN))
    return not all(_is_bracket(group, height * scale) for group in _groups(part))


def _groups(ink: "Image") -> Iterator["Image"]:
    """What stands in a picture from left to right, parted by empty columns."""
    start = None
    for x in range(ink.width + 1):
        filled = x < ink.width and ink.crop((x, 0, x + 1, ink.height)).getbbox() is not None
        if filled and start is None:
            start = x
        elif not filled and start is not None:
            yield ink.crop((start, 0, x, ink.height))
            start = None


def _is_bracket(ink: "Image", height: float) -> bool:
    """Whether something is too tall for a character beside digits, and slender."""
    box = ink.getbbox() or (0, 0, 0, 0)
    return box[3] - box[1] > height and box[2] - box[0] < SLENDER * (box[3] - box[1])


def _drawn_beside(run: Run, bare: "Image", drawn: Strokes, rules: Sequence[Rule], scale: float) -> bool:
    """Whether something is drawn at a number that is neither its ground nor a frame, a line or a bullet."""
    for part, seams in ground_by_ground(run, drawn):
        places = on_one_ground(part, drawn)
        if not places or any(_unexplained(place, part, bare, _known(part, drawn, rules), scale) for place in [*places, *seams]):
            return True
    return False


def _unexplained(place: Box, run: Run, bare: "Image", known: Iterator[Box], scale: float) -> bool:
    """Whether something is left in a place when what is known there is taken away."""
    part = cut(bare, place, scale)
    if not uneven(part):
        return False
    left, top, _, _ = pixels(place, bare.size, scale)
    shades = part.histogram()
    ground = shades.index(max(shades))
    for one in known:
        if _meet(one, run.reach):
            x0, y0, x1, y1 = pixels(one, bare.size, scale)
            part.paste(ground, (x0 - left - 1, y0 - top - 1, x1 - left + 1, y1 - top + 1))
    if not uneven(part):
        return False
    ink = part.point([255 * (abs(shade - ground) >= PLAIN) for shade in range(256)])
    first, last = (int(edge * scale) - top for edge in (run.digits[1] - UNDER * run.size, run.digits[3] + UNDER * run.size))
    if ink.crop((0, max(first, 0), part.width, min(last, part.height))).getbbox():
        return True
    above = ink.crop((0, 0, part.width, max(first, 1))).getbbox()
    start, end = (int(edge * scale) - left for edge in (run.digits[0], run.digits[2]))
    return above is not None and (above[0] > start + EDGE or above[2] < end - EDGE)


def _meet(one: Box, other: Box) -> bool:
    """Whether boxes reach into each other or nearly do."""
    return one[0] < other[2] + 2 and other[0] < one[2] + 2 and one[1] < other[3] + 2 and other[1] < one[3] + 2


def _standing(drawn: Strokes, shown: Sequence[Glyph]) -> list[Rule]:
    """The page's rules, those that part, underline or frame something at least."""
    if len(drawn.rules) > MOST_RULES:
        return []
    ordered = sorted(shown, key=lambda glyph: glyph.y)
    longest = BEFORE * max(glyph.size for glyph in shown)
    rules = joined(drawn.rules)
    uprights = [rule for rule in rules if not rule.level][:MOST_NOTES]
    return [
        rule
        for rule in rules
        if not rule.level or rule.length >= longest or _is_foot(rule, uprights) or not _by_itself(rule, longest, ordered)
    ]


def _is_foot(rule: Rule, uprights: Sequence[Rule]) -> bool:
    """Whether a level line begins or ends where an upright one does: a corner."""
    return any(
        min(abs(end - upright.x0) for end in (rule.x0, rule.x1)) < NEAR
        and min(abs(rule.y - end) for end in (upright.y0, upright.y1)) < NEAR
        for upright in uprights
    )


def _by_itself(rule: Rule, longest: float, shown: Sequence[Glyph]) -> bool:
    """Whether a level line is as short as a sign and strikes nothing and has nothing close above it or below it."""
    near = shown[bisect_left(shown, rule.y - longest, key=lambda glyph: glyph.y) :]
    size = 0.0
    for glyph in takewhile(lambda glyph: glyph.y < rule.y + 2 * longest, near):
        if glyph.left < rule.x1 and rule.x0 < glyph.right and glyph.text.isalnum():
            apart = max(rule.y - glyph.bottom, glyph.top - rule.y)
            middle = (glyph.left + glyph.right) / 2
            if -0.5 <= apart < CLOSE * glyph.size or (apart < -0.5 and rule.x0 <= middle <= rule.x1):
                return False
        if abs(glyph.y - rule.y) < glyph.size:
            size = max(size, glyph.size)
    return rule.length < BEFORE * size


def _known(run: Run, drawn: Strokes, rules: Sequence[Rule]) -> Iterator[Box]:
    """Where lines, brackets and bullets are drawn that are no part of the number."""
    left, top, right, bottom = run.digits
    height = bottom - top
    for rule in rules:
        if rule.level or (rule.length > TALL * height and not _through(rule, run)):
            yield (rule.x0, rule.y - THICK, rule.x1, rule.y + THICK) if rule.level else (rule.x0 - THICK, rule.y0, rule.x1 + THICK, rule.y1)
    for _, box in drawn.brackets:
        yield box
    for box in (*drawn.drawings[:MOST_SHAPES], *(shape.box for shape in drawn.shapes[:MOST_SHAPES])):
        wide, tall = box[2] - box[0], box[3] - box[1]
        if (tall > TALL * height and tall > 2 * wide and not left < (box[0] + box[2]) / 2 < right) or _bullet(box, run):
            yield box


def _through(rule: Rule, run: Run) -> bool:
    """Whether an upright line runs through a character."""
    return any(
        glyph.left + 0.3 < rule.x0 < glyph.right - 0.3 and rule.y0 < glyph.bottom - 1 and glyph.top + 1 < rule.y1 for glyph in run.glyphs
    )


def _bullet(box: Box, run: Run) -> bool:
    """Whether something round or square stands at the beginning of a line, apart from the number that begins it."""
    wide, tall = box[2] - box[0], box[3] - box[1]
    apart = run.digits[0] - box[2] > 0.3 * run.size
    return run.before is None and apart and 0.15 * run.size < tall < 1.1 * run.size and 0.7 < wide / max(tall, 0.1) < 1.4
