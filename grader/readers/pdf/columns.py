"""A page set in columns is parted before its lines are put together: what runs over the whole width, then column by column."""

import itertools
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from grader.readers.pdf.items import Item, Sort
from grader.readers.pdf.strokes import Rule

GUTTER = 7.0
"""The least white strip between two columns, in points."""
STEP = 2.0
CROSSED = 0.45
"""So many of a page's lines may run across the strip."""
MOST_STRIPS = 4
NARROWEST = 200.0
LEAST_HEIGHT = 36.0
WITHIN = (0.25, 0.75)
"""Where, in the width of what stands on the page, the strip may run."""
SAME_LINE = 2.5
LEAST_LINES = 5
"""So many lines of prose a column has at least, on one side; on the other side fewer."""
FEW_LINES = 2
CLEAR, TALLEST, OWN = 9.0, 110.0, 0.6
"""How far apart columns without prose are, and how far they run down, in points; so many of their lines have no other beside them."""
HALF = (0.42, 0.58)
"""Where, in the width of what stands in them, they are parted."""
FULL = 0.55
"""A line of prose fills this share of its column."""
WORDS = 3
MOST_FRAMES = 8
FRAMES_APART = 6.0
SHORTEST_FRAME = 30.0
"""How far apart tables stand beside each other, and how wide one is at least, in points."""
NEAR = 30.0
_FORMULA_NUMBER = re.compile(r"^\(\d{1,2}(?:\.\d{1,2})?[a-z]?\)$")
_NUMBER = re.compile(r"^\d{1,2}(?:\.\d{1,2})*[.:)]?$")
LARGER, OFTEN = 1.1, 0.4
"""How much larger than the text a heading is; so much of it is set in its own size."""
EDGE = 0.12
"""How far the lines of a column begin apart, in its width."""


@dataclass(frozen=True)
class Zone:
    """Items that are put in rows together: a stretch over the whole width, or one column of it, with the rules among them."""

    items: tuple[Item, ...]
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class _Band:
    """From where to where, down the page, it is set in columns that a strip at x parts."""

    top: float
    bottom: float
    x: float


def zones(items: Sequence[Item], rules: Sequence[Rule], before: float | None = None) -> tuple[list[Zone], float | None]:
    """The parts of a page in reading order, one where it is not set in columns, and where the strip runs (`before`: on the last page)."""
    bands = _bands(items, rules) or ([] if before is None else _parted_at(before, items, rules, expected=True))
    if not bands:
        return [Zone(tuple(items), tuple(rules))], None
    found: list[Zone] = []
    top = float("-inf")
    for band in bands:
        found.append(_cut(items, rules, (top, band.top), (float("-inf"), float("inf"))))
        found.append(_cut(items, rules, (band.top, band.bottom), (float("-inf"), band.x)))
        found.append(_cut(items, rules, (band.top, band.bottom), (band.x, float("inf"))))
        top = band.bottom
    found.append(_cut(items, rules, (top, float("inf")), (float("-inf"), float("inf"))))
    return [zone for zone in found if zone.items], bands[0].x


def _cut(items: Sequence[Item], rules: Sequence[Rule], down: tuple[float, float], across: tuple[float, float]) -> Zone:
    inside = [item for item in items if down[0] <= item.middle < down[1] and across[0] <= item.centre < across[1]]
    drawn = [rule for rule in rules if down[0] <= (rule.y0 + rule.y1) / 2 < down[1] and across[0] <= (rule.x0 + rule.x1) / 2 < across[1]]
    return Zone(tuple(inside), tuple(drawn))


def _bands(items: Sequence[Item], rules: Sequence[Rule]) -> list[_Band]:
    """The stretches of a page that are set in columns, all of them parted at the same x."""
    words = [item for item in items if item.sort is Sort.TOKEN]
    if len(words) < 2 * LEAST_LINES * WORDS:
        return []
    found = [(sum(band.bottom - band.top for band in bands), bands) for x in _strips(words) if (bands := _parted_at(x, items, rules))]
    return max(found, key=lambda pair: pair[0])[1] if found else []


def _strips(words: Sequence[Item]) -> list[float]:
    """The middles of the white strips that most lines leave."""
    left, right = min(item.x0 for item in words), max(item.x1 for item in words)
    if right - left < NARROWEST:
        return []
    lines = _lines(words)
    bins = [0] * (int((right - left) / STEP) + 2)
    for line in lines:
        covered: set[int] = set()
        for item in line:
            covered.update(range(max(int((item.x0 - left) / STEP), 0), int((item.x1 - left) / STEP) + 1))
        for index in covered:
            bins[min(index, len(bins) - 1)] += 1
    first, last = int(WITHIN[0] * len(bins)), int(WITHIN[1] * len(bins))
    runs: list[list[int]] = []
    for index in range(first, last):
        if bins[index] > CROSSED * len(lines):
            continue
        if runs and runs[-1][-1] == index - 1 and abs(bins[index] - bins[index - 1]) <= 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    wide = sorted((run for run in runs if len(run) * STEP >= GUTTER - STEP), key=lambda run: bins[run[0]])[:MOST_STRIPS]
    return [left + (run[0] + run[-1] + 1) / 2 * STEP for run in wide]


def _parted_at(x: float, items: Sequence[Item], rules: Sequence[Rule], *, expected: bool = False) -> list[_Band]:
    """The stretches in which nothing crosses a strip at x and prose stands on both of its sides."""
    low, high = x - GUTTER / 2, x + GUTTER / 2
    crossing = [(item.top, item.bottom) for item in items if item.x0 < high and item.x1 > low]
    crossing += [(rule.y - 1, rule.y + 1) for rule in rules if rule.level and rule.x0 < low and rule.x1 > high]
    edges: list[tuple[float, float]] = []
    for top, bottom in sorted(crossing):
        if edges and top <= edges[-1][1]:
            edges[-1] = (edges[-1][0], max(edges[-1][1], bottom))
        else:
            edges.append((top, bottom))
    ends = zip([float("-inf"), *(bottom for _, bottom in edges)], [*(top for top, _ in edges), float("inf")], strict=True)
    stretches = [(top, bottom) for top, bottom in ends if bottom - top > LEAST_HEIGHT]
    tops = [top for top, _ in stretches]
    inside: list[list[Item]] = [[] for _ in stretches]
    for item in items:
        at = bisect_right(tops, item.middle) - 1
        if at >= 0 and item.middle < stretches[at][1]:
            inside[at].append(item)
    return [_Band(top, bottom, x) for (top, bottom), own in zip(stretches, inside, strict=True) if _in_columns(x, own, expected=expected)]


def _in_columns(x: float, items: Sequence[Item], *, expected: bool) -> bool:
    """Whether prose stands on both sides: much of it on one, some on the other; anything, where the page before has columns."""
    sides = [_lines([item for item in items if (item.centre < x) is before]) for before in (True, False)]
    if expected:
        return all(sides) and sum(map(len, sides)) > LEAST_LINES
    counts = sorted(_prosaic(side) for side in sides)
    if _numbered(sides[0], x) and len(sides[1]) >= LEAST_LINES:
        return True
    if not all(sides):
        return False
    return (
        (counts[1] >= LEAST_LINES and counts[0] >= FEW_LINES and all(map(_flush, sides)))
        or _independent(*sides)
        or all(map(_headed, sides))
    )


def _worded(lines: Sequence[Sequence[Item]]) -> int:
    """How many lines have several words."""
    return sum(sum(item.text.isalpha() and len(item.text) > 1 for item in line) >= WORDS for line in lines)


def _headed(lines: Sequence[Sequence[Item]]) -> bool:
    """Whether a numbered heading stands at the left edge of a column."""
    items = [item for line in lines for item in line]
    edge, size = min(item.x0 for item in items), _usual(items)
    for line in lines:
        start = sorted(line, key=lambda item: item.x0)[:2]
        if start[0].x0 - edge > SAME_LINE or not _NUMBER.match(start[0].text):
            continue
        if len(start) > 1 and start[1].text.isalpha() and all(item.bold or item.size > LARGER * size for item in start):
            return True
        if len(start) == 1 and "." in start[0].text and start[0].size > LARGER * max(size, _largest(items)):
            return True
    return False


def _usual(items: Sequence[Item]) -> float:
    """The largest size in which much of a text is set."""
    counts: Counter[float] = Counter()
    for item in items:
        counts[round(item.size, 1)] += len(item.text)
    return max((size for size, count in counts.items() if count > OFTEN * counts.total()), default=0.0)


def _largest(items: Sequence[Item]) -> float:
    """The size of the largest characters that number nothing."""
    return max((item.size for item in items if not _NUMBER.match(item.text)), default=0.0)


def _independent(left: Sequence[Sequence[Item]], right: Sequence[Sequence[Item]]) -> bool:
    """Whether the lines in both halves run each at heights of their own, far down the page, as those of one table or formula never do."""
    if min(len(left), len(right)) < LEAST_LINES or min(map(_worded, (left, right))) < FEW_LINES:
        return False
    start, end = min(item.x0 for line in left for item in line), max(item.x1 for line in right for item in line)
    edge, other = max(item.x1 for line in left for item in line), min(item.x0 for line in right for item in line)
    if other - edge < CLEAR or not HALF[0] < ((edge + other) / 2 - start) / (end - start) < HALF[1]:
        return False
    heights = [[line[0].y for line in side] for side in (left, right)]
    if min(ys[-1] - ys[0] for ys in heights) < TALLEST:
        return False
    alone = (sum(not _level(y, others) for y in ys) for ys, others in (heights, reversed(heights)))
    return all(count >= OWN * len(ys) for count, ys in zip(alone, heights, strict=True))


def _level(y: float, others: Sequence[float]) -> bool:
    """Whether one of some lines, from top to bottom, stands at a height."""
    at = bisect_right(others, y)
    return any(abs(y - other) <= SAME_LINE / 2 for other in others[max(at - 1, 0) : at + 1])


def _numbered(lines: Sequence[Sequence[Item]], x: float) -> bool:
    """Whether numbers of formulas stand below each other just left of a strip: there a column ends."""
    ends = sorted(item.x1 for line in lines for item in line if _FORMULA_NUMBER.match(item.text) and x - NEAR < item.x1 < x)
    return any(ends[at + FEW_LINES] - ends[at] < SAME_LINE for at in range(len(ends) - FEW_LINES))


def _lines(items: Sequence[Item]) -> list[list[Item]]:
    found: list[list[Item]] = []
    for item in sorted((item for item in items if item.sort is Sort.TOKEN), key=lambda item: item.y):
        if found and item.y - found[-1][-1].y < SAME_LINE:
            found[-1].append(item)
        else:
            found.append([item])
    return found


def _prosaic(lines: Sequence[Sequence[Item]]) -> int:
    """How many lines are prose that fills the column."""
    if not lines:
        return 0
    left, right = min(item.x0 for line in lines for item in line), max(item.x1 for line in lines for item in line)
    return sum(
        max(item.x1 for item in line) - min(item.x0 for item in line) > FULL * (right - left)
        and sum(item.text.isalpha() and len(item.text) > 1 for item in line) >= WORDS
        for line in lines
    )


def _flush(lines: Sequence[Sequence[Item]]) -> bool:
    """Whether most lines of a column begin at its left edge: those of a table's column may be centred anywhere."""
    starts = [min(item.x0 for item in line) for line in lines if sum(item.text.isalpha() and len(item.text) > 1 for item in line) >= WORDS]
    if not starts:
        return False
    width = max(item.x1 for line in lines for item in line) - min(starts)
    return sum(abs(start - median(starts)) < EDGE * width for start in starts) >= 0.6 * len(starts)


def side_by_side(zone: Zone) -> list[Zone]:
    """A zone, parted where ruled tables stand beside each other: what is above them, one after the other, and what is below."""
    frames = sorted(_frames(zone.rules), key=lambda frame: frame.x0)[:MOST_FRAMES]
    for one, other in itertools.combinations(frames, 2):
        shared = min(one.y1, other.y1) - max(one.y0, other.y0)
        if other.x0 - one.x1 < FRAMES_APART or shared < 0.5 * min(one.y1 - one.y0, other.y1 - other.y0):
            continue
        top, bottom, x = min(one.y0, other.y0) - 1, max(one.y1, other.y1) + 1, (one.x1 + other.x0) / 2
        if any(item.x0 < x < item.x1 and top < item.middle < bottom for item in zone.items):
            continue
        every = (float("-inf"), float("inf"))
        parts = [
            _cut(zone.items, zone.rules, (float("-inf"), top), every),
            _cut(zone.items, zone.rules, (top, bottom), (float("-inf"), x)),
            *side_by_side(_cut(zone.items, zone.rules, (top, bottom), (x, float("inf")))),
            *side_by_side(_cut(zone.items, zone.rules, (bottom, float("inf")), every)),
        ]
        return [part for part in parts if part.items]
    return [zone]


def _frames(rules: Sequence[Rule]) -> list[Rule]:
    """The extents of rules that begin and end alike, two or more below each other, as boxes."""
    groups: dict[tuple[int, int], list[Rule]] = defaultdict(list)
    for rule in rules:
        if rule.level and rule.length > SHORTEST_FRAME:
            groups[round(rule.x0 / 2), round(rule.x1 / 2)].append(rule)
    alike = [group for group in groups.values() if len(group) > 1]
    found = [Rule(one[0].x0, min(rule.y for rule in one), one[0].x1, max(rule.y for rule in one)) for one in alike]
    return [frame for frame in found if frame.y1 - frame.y0 > SHORTEST_FRAME / 2]
