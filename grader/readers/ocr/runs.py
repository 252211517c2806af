"""Blobs into runs: what is read at a time, a line of text or a cell of a matrix, so that cells never merge."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from grader.readers.ocr.blobs import Blob, Inked, bracket, is_hat, together
from grader.readers.ocr.groups import Groups
from grader.readers.ocr.homes import homes_of
from grader.readers.ocr.image import Grey

GAP, GAP_INSIDE = 1.5, 0.75
"""The widest gap in a run, in heights of a capital: in text, and between large brackets."""
LEVEL = 0.4
"""How much of the smaller of two neighbours must be level with the other."""
SCRIPT = 0.2
"""The same for an index or exponent close to its letter."""
STACKED = 0.45
"""How near, in heights of a capital, one part of a character lies above another."""
FRACTION = 1.0
"""How far numerator and denominator may be from their bar."""
FEW, THINNED = 4, 0.2
"""Characters that a line at least has, and how much less ink there is between two lines than in them."""
PADDING = 0.2
MOST_STROKES, MOST_BRACKETS = 1_500, 400
"""What is compared each with each; no page of homework has so many."""


@dataclass(frozen=True)
class Run:
    """Characters (each a blob) from left to right that are read at a time."""

    blobs: tuple[Blob, ...]

    @property
    def box(self) -> Blob:
        """All of it."""
        return together(self.blobs)


@dataclass(frozen=True)
class Layout:
    """A picture taken apart."""

    runs: tuple[Run, ...]
    brackets: tuple[tuple[str, Blob], ...]
    hats: tuple[Blob, ...]
    bars: tuple[Blob, ...]
    """Level lines that have something above and below, and long lines of every kind."""


def layout(inked: Inked) -> Layout:
    """Brackets, bars and hats taken out, the rest as runs."""
    brackets = [(kind, blob) for blob in inked.blobs if (kind := bracket(inked, blob)) is not None]
    brackets = _partnered(brackets[:MOST_BRACKETS])
    taken = {blob.labels for _, blob in brackets}
    left = [blob for blob in inked.blobs if blob.labels not in taken]
    bars = _fraction_bars(left, inked)
    taken = {blob.labels for blob in bars}
    left = [blob for blob in left if blob.labels not in taken]
    hats = [blob for blob in left if not blob.flat and is_hat(inked, blob) and _on_a_letter(blob, left, inked)]
    taken = {blob.labels for blob in hats}
    characters = _stacked([blob for blob in left if blob.labels not in taken], inked.cap)
    contexts: dict[tuple[int, ...], list[Blob]] = defaultdict(list)
    for blob in characters:
        contexts[_context(blob, brackets, bars, inked.cap)].append(blob)
    found = [run for key, blobs in contexts.items() for run in _runs(blobs, inked.cap, GAP_INSIDE if key[0] >= 0 else GAP)]
    return Layout(tuple(found), tuple(brackets), tuple(hats), (*bars, *inked.lines))


def _partnered(brackets: Sequence[tuple[str, Blob]]) -> list[tuple[str, Blob]]:
    """Brackets that have one of like height on the other side; the others are characters."""
    partners = {"(": ")]", "[": "])", ")": "([", "]": "[(", "|": "|", "{": "", "}": ""}

    def fits(kind: str, one: Blob, other_kind: str, other: Blob) -> bool:
        alike = abs(one.y0 - other.y0) < 0.15 * one.height and abs(one.y1 - other.y1) < 0.15 * one.height
        beside = other.x0 > one.x1 if kind in "([|" and other_kind in ")]|" else other.x1 < one.x0
        return other is not one and other_kind in partners[kind] and alike and (beside or kind == "|")

    return [(kind, one) for kind, one in brackets if kind in "{}" or any(fits(kind, one, *other) for other in brackets)]


def _fraction_bars(blobs: Sequence[Blob], inked: Inked) -> list[Blob]:
    """Level strokes with writing closely above and below, all within their own width."""
    cap = inked.cap
    strokes = [blob for blob in blobs if blob.flat and blob.width > 0.5 * cap][:MOST_STROKES]
    writing = sorted((blob for blob in blobs if not blob.flat and blob.height > 0.3 * cap), key=lambda blob: blob.x0)
    starts = [blob.x0 for blob in writing]
    found = []
    for bar in strokes:
        near = [
            blob for blob in writing[bisect_left(starts, bar.x0 - 0.4 * cap) : bisect_left(starts, bar.x1)] if blob.x1 <= bar.x1 + 0.4 * cap
        ]
        above = any(-0.1 * cap <= bar.y0 - blob.y1 <= 0.75 * cap for blob in near)
        below = any(-0.1 * cap <= blob.y0 - bar.y1 <= 0.75 * cap for blob in near)
        if above and below and not _level_neighbour(bar, strokes, cap):
            found.append(bar)
    return found


def _level_neighbour(bar: Blob, strokes: Sequence[Blob], cap: float) -> bool:
    """Whether a stroke is half of an equals sign."""
    return any(
        other is not bar
        and abs(other.centre - bar.centre) < 0.3 * cap
        and abs(other.y0 - bar.y0) < 0.7 * cap
        and other.width < 2 * bar.width
        for other in strokes
    )


def _on_a_letter(hat: Blob, blobs: Sequence[Blob], inked: Inked) -> bool:
    """Whether something stands closely below that a hat may cover."""
    cap = inked.cap
    return any(
        other is not hat
        and not other.flat
        and other.height > 0.4 * cap
        and other.x0 <= hat.centre <= other.x1 + 0.25 * cap
        and -1.6 * cap < other.y0 - hat.y1 < 0.45 * cap
        and other.y1 > hat.y1 + 0.3 * cap
        and -0.15 * cap <= _top_below(hat, other, inked) - hat.y1 <= 0.45 * cap
        for other in blobs
    )


def _top_below(hat: Blob, letter: Blob, inked: Inked) -> float:
    """Where the ink of a letter (and of others that touch it) begins below a hat."""
    import numpy as np

    x0, x1 = max(hat.x0, letter.x0) - letter.x0, min(hat.x1, letter.x1) - letter.x0
    rows = inked.of(letter)[:, x0:x1].any(axis=1) if x1 > x0 else inked.of(letter).any(axis=1)
    rows[: max(hat.y0 - letter.y0, 0)] = False
    found = np.flatnonzero(rows)
    return letter.y0 + float(found[0]) if len(found) else float("inf")


def _stacked(blobs: Sequence[Blob], cap: float) -> list[Blob]:
    """Blobs with their dots, and strokes with their like above: i, j, ä, =, :, %, ≤."""
    ordered = sorted(blobs, key=lambda blob: blob.x0)
    starts = [blob.x0 for blob in ordered]
    widest = min(max((blob.width for blob in ordered), default=0), int(4 * cap))
    groups = Groups(len(ordered))
    for index, blob in enumerate(ordered):
        small = blob.height < 0.5 * cap and blob.width < 1.3 * cap
        for other in range(bisect_left(starts, blob.x0 - widest), bisect_left(starts, blob.x1)):
            if other != index and (small or other > index) and _one_character(blob, ordered[other], cap, small=small):
                groups.link(index, other)
    return [together(part) for part in groups.of(ordered)]


def _one_character(blob: Blob, other: Blob, cap: float, *, small: bool) -> bool:
    """Whether two blobs are parts of one character."""
    overlap = min(blob.x1, other.x1) - max(blob.x0, other.x0)
    dotted = max(blob.width, blob.height) < 0.35 * cap and not blob.flat
    if overlap < 0.5 * min(blob.width, other.width) or max(blob.x1, other.x1) - min(blob.x0, other.x0) > (8.0 if dotted else 1.6) * cap:
        return False
    apart = max(blob.y0, other.y0) - min(blob.y1, other.y1)
    if apart < 0:
        # The tail of a g may reach into the line below, and is no part of the letter that stands there.
        return -apart > 0.35 * min(blob.height, other.height)
    if blob.flat and other.flat:
        return apart < STACKED * cap and overlap > 0.6 * max(blob.width, other.width)
    tall = max(blob.height, other.height)
    whole = max(blob.y1, other.y1) - min(blob.y0, other.y0)
    return small and apart < (STACKED if dotted else 0.2) * cap and whole < 1.6 * cap and (dotted or tall < 0.8 * cap)


def _context(blob: Blob, brackets: Sequence[tuple[str, Blob]], bars: Sequence[Blob], cap: float) -> tuple[int, ...]:
    """Between which brackets, and over or under which bar, a character stands: only what shares that is read together."""
    left = [
        index for index, (kind, one) in enumerate(brackets) if kind in "([|{" and one.x1 <= blob.centre and one.y0 <= blob.middle <= one.y1
    ]
    inside = max(left, key=lambda index: brackets[index][1].x1, default=-1)
    right = [
        index for index, (kind, one) in enumerate(brackets) if kind in ")]|}" and one.x0 >= blob.centre and one.y0 <= blob.middle <= one.y1
    ]
    until = min(right, key=lambda index: brackets[index][1].x0, default=-1)
    over = min(
        (index for index, bar in enumerate(bars) if bar.x0 - 0.3 * cap <= blob.centre <= bar.x1 + 0.3 * cap and _reaches(bar, blob, cap)),
        key=lambda index: bars[index].width,
        default=-1,
    )
    side = 0 if over < 0 else 1 if blob.middle < bars[over].middle else 2
    return (inside if until >= 0 else -1, until if inside >= 0 else -1, over, side)


def _reaches(bar: Blob, blob: Blob, cap: float) -> bool:
    return -0.3 * cap < bar.y0 - blob.y1 < FRACTION * cap or -0.3 * cap < blob.y0 - bar.y1 < FRACTION * cap


def _runs(blobs: Sequence[Blob], cap: float, gap: float) -> Iterable[Run]:
    """Neighbours that are level with each other, linked from left to right."""
    ordered = sorted(blobs, key=lambda blob: blob.x0)
    starts = [blob.x0 for blob in ordered]
    groups = Groups(len(ordered))
    homes = homes_of(ordered, cap)
    for index, blob in enumerate(ordered):
        reach = blob.x1 + gap * cap
        for other in range(index + 1, bisect_left(starts, reach)):
            one, two = homes.get(index, index), homes.get(other, other)
            if one == two or _level(ordered[one], ordered[two], cap):
                groups.link(other, index)
    for part in groups.of(ordered):
        for line in _split(part, cap):
            yield Run(tuple(sorted(line, key=lambda blob: blob.centre)))


def _split(part: list[Blob], cap: float) -> list[list[Blob]]:
    """Lines that a long letter or a stray dot has linked, apart again: between two lines there is next to no ink."""
    top, bottom = min(blob.y0 for blob in part), max(blob.y1 for blob in part)
    if len(part) < 2 * FEW or bottom - top < 1.9 * cap:
        return [part]
    steps = [0] * (bottom - top + 1)
    for blob in part:
        steps[blob.y0 - top] += 1
        steps[blob.y1 - top] -= 1
    level = list(accumulate(steps))
    inner = range(int(0.6 * cap), bottom - top - int(0.6 * cap))
    cut = min(inner, key=lambda y: (level[y], abs(2 * y - bottom + top)))
    if level[cut] > THINNED * min(max(level[:cut]), max(level[cut:])):
        return [part]
    upper, lower = [blob for blob in part if blob.middle < top + cut], [blob for blob in part if blob.middle >= top + cut]
    if min(len(upper), len(lower)) < FEW:
        return [part]
    return [*_split(upper, cap), *_split(lower, cap)]


def _level(blob: Blob, other: Blob, cap: float) -> bool:
    small = min(blob.height, other.height)
    overlap = min(blob.y1, other.y1) - max(blob.y0, other.y0)
    if 2 in (blob.strokes, other.strokes) and max(blob.x0, other.x0) - min(blob.x1, other.x1) < 0.8 * cap:
        return -overlap < 0.3 * cap  # an equals sign behind an index
    if small >= 0.35 * cap:
        script = small < 0.8 * max(blob.height, other.height) and max(blob.x0, other.x0) - min(blob.x1, other.x1) < 0.3 * cap
        return overlap > (SCRIPT if script else LEVEL) * small
    # Dots, dashes and commas: level where their middle is within reach of the other's height.
    tiny, large = (blob, other) if blob.height <= other.height else (other, blob)
    return large.y0 - 0.1 * cap <= tiny.middle <= large.y1 + 0.2 * cap or abs(blob.middle - other.middle) < 0.3 * cap


def cut_out(inked: Inked, run: Run) -> tuple[Grey, float, float]:
    """The run alone on white paper, with its left edge in the page and the height that stands for 1 in the places of its signs."""
    import cv2
    import numpy as np

    box = run.box
    pad = max(int(PADDING * inked.cap), 2)
    height, width = inked.flat.shape
    x0, y0, x1, y1 = max(box.x0 - 2 * pad, 0), max(box.y0 - pad, 0), min(box.x1 + 2 * pad, width), min(box.y1 + pad, height)
    own = np.isin(inked.labels[y0:y1, x0:x1], box.labels).astype(np.uint8)
    return (
        np.where(cv2.dilate(own, np.ones((5, 5), np.uint8)) > 0, inked.flat[y0:y1, x0:x1], 255).astype(np.uint8),
        float(x0),
        float(y1 - y0),
    )
