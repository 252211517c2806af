"""Which part of a page is shown for a value: the value with its label, and nothing of headers, footers and those who handed in."""

import re
from collections.abc import Iterator

from grader.document import Box, LineKind
from grader.laid_out import Laid, Sheet, Sight, union
from grader.page.nodes import Path
from grader.readers.crops import Region

LEFT, RIGHT, SHORT, EDGE = 460.0, 90.0, 320.0, 7.0
"""Points of a line that are shown before and behind a value, of one that is shown whole, and of paper around them."""
ABOVE = 160.0
"""How far above a line that goes on with `=` its label is looked for."""
TALLEST_TABLE, HEAD = 150.0, 12.0
"""How tall a table is shown, and how far above its rows its head may stand."""
MOST_COVERED = 60
BAND_FIRST, BAND = 1 / 8, 1 / 12
"""The share that is covered at the top of a page of which no text is known: of a file's first page, and of the others."""
SMALL_DPI, SECTION_DPI = 60, 84
_GOES_ON = re.compile(r"\s*(?:\\quad\s*)?(?:[=≈~<>≤≥→⇒+\-·×]|$)")


def around_value(seen: Sight, page: int, box: Box) -> Region:
    """A value with its label: its line, where it goes on with `=` the lines above, in a table the rows up to the head."""
    sheet = seen.on(page)
    own = _holder(sheet, box)
    if own is None:
        line = (box[0] - LEFT / 2 * sheet.unit, box[1], box[2] + RIGHT / 2 * sheet.unit, box[3])
        return _region(sheet, line, box)
    return _region(sheet, union([_beside(own.box, box, sheet.unit), box, *_label(sheet, own, box)]), box, own)


def around_line(seen: Sight, page: int, box: Box) -> Region:
    """A line in which an answer may stand."""
    sheet = seen.on(page)
    return _region(sheet, box, None, _holder(sheet, box))


def unread_part(seen: Sight, page: int, box: Box | None) -> Region:
    """What was not read: a part of a page, or all of it, small; where no text is known, the top of the page is covered instead."""
    sheet = seen.on(page)
    if box is None:
        return Region(page, None, None, _covered(sheet, None, None), _band(sheet), SMALL_DPI)
    return _region(sheet, box, None)._replace(dpi=SECTION_DPI)


def of_task(seen: Sight, task: Path) -> Iterator[Region]:
    """What stands under a task, page by page."""
    held: dict[int, list[Box]] = {}
    for path, one in zip(seen.paths, seen.laid, strict=True):
        if one is not None and not one.outside and one.line.page is not None and path is not None and path[: len(task)] == task:
            held.setdefault(one.line.page, []).append(one.box)
    for page, boxes in held.items():
        yield _region(seen.on(page), union(boxes), None)._replace(dpi=SECTION_DPI)


def _region(sheet: Sheet, shown: Box, value: Box | None, own: Laid | None = None) -> Region:
    """A stretch of a page with some paper around it, its value marked, and covered what nobody is to see; `own` is the value's line."""
    stretch = _edged(shown, sheet)
    return Region(sheet.number, _rounded(stretch), value, _covered(sheet, stretch, value, own), _band(sheet))


def _band(sheet: Sheet) -> float:
    """How much of a page is covered at its top because nobody knows for certain what stands there."""
    return 0.0 if sheet.known else BAND_FIRST if sheet.number == 1 else BAND


def _holder(sheet: Sheet, box: Box) -> Laid | None:
    """The line that a box stands in."""
    best = max(sheet.lines, key=lambda one: _shared(one.box, box), default=None)
    return best if best is not None and _shared(best.box, box) > 0 else None


def _label(sheet: Sheet, own: Laid, box: Box) -> Iterator[Box]:
    """Where the label of a value stands that has none in its line: the head of its table, or the lines that its line goes on from."""
    above = [one for one in sheet.lines if not one.outside and one is not own and one.box[1] < own.box[1]]
    if own.line.kind is LineKind.ROW:
        near = [one for one in above if own.box[3] - one.box[1] <= TALLEST_TABLE * sheet.unit]
        rows = [one.box for one in near if one.line.block == own.line.block]
        top = min([own.box[1], *(box[1] for box in rows)])
        yield from (*rows, *(one.box for one in near if 0 <= top - one.box[3] <= HEAD * sheet.unit))
        return
    goes_on = _GOES_ON.match(own.line.text)
    for one in sorted(above, key=lambda one: -one.box[1]):
        part = _beside(one.box, box, sheet.unit)
        if not goes_on or own.box[1] - one.box[1] > ABOVE * sheet.unit:
            return
        if part[0] < part[2]:
            yield part
            goes_on = _GOES_ON.match(one.line.text)


def _beside(line: Box, value: Box, unit: float) -> Box:
    """What is shown of a value's line, or of one above it."""
    left = max(line[0], value[0] - LEFT * unit)
    return left, line[1], min(line[2], max(value[2] + RIGHT * unit, left + SHORT * unit)), line[3]


def _covered(sheet: Sheet, stretch: Box | None, value: Box | None, own: Laid | None = None) -> tuple[Box, ...]:
    """What is painted over of a stretch of a page; never the value itself."""
    boxes = [box for one in sheet.lines for box in ([one.box] if one.outside and one is not own else one.private)]
    kept = [box for box in boxes if (stretch is None or _shared(box, stretch) > 0) and (value is None or not _same_place(box, value))]
    if len(kept) > MOST_COVERED:
        kept = [*kept[: MOST_COVERED - 1], union(kept[MOST_COVERED - 1 :])]
    x, y = sheet.unit, 2 * sheet.unit
    return tuple(_rounded((box[0] - x, box[1] - y, box[2] + x, box[3] + y)) for box in kept)


def _same_place(box: Box, value: Box) -> bool:
    """Whether most of the smaller of two boxes lies in the other."""
    return _shared(box, value) > 0.5 * min(_area(box), _area(value))


def _edged(box: Box, sheet: Sheet) -> Box:
    """A box with some paper around it, but not the edges of lines above and below."""
    edge = EDGE * sheet.unit
    beside = [one.box for one in sheet.lines if one.box[0] < box[2] and box[0] < one.box[2]]
    top = max([box[1] - edge, *(other[3] + 1 for other in beside if other[3] <= box[1])])
    bottom = min([box[3] + edge, *(other[1] - 1 for other in beside if other[1] >= box[3])])
    return box[0] - edge, min(top, box[1]), box[2] + edge, max(bottom, box[3])


def _shared(one: Box, other: Box) -> float:
    """The area that two boxes share."""
    width, height = min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])
    return max(width, 0.0) * max(height, 0.0)


def _area(box: Box) -> float:
    return max(box[2] - box[0], 0.1) * max(box[3] - box[1], 0.1)


def _rounded(box: Box) -> Box:
    x0, top, x1, bottom = box
    return round(x0, 1), round(top, 1), round(x1, 1), round(bottom, 1)
