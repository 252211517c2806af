"""A hat that touches its letter, cut free: together they look like a 9, a phi or nothing at all."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

from grader.readers.ocr.image import Grey

TALL, WIDE = (1.22, 2.3), (0.3, 1.3)
"""How tall and wide hat and letter are together, in heights of a capital."""
HIGH = (0.1, 0.62)
"""Where the hat ends, in heights of a capital below its top."""
POINTED = (0.2, 0.74)
"""How wide a hat is half way down, in its widths: a circle is wider there."""
WAIST = 0.6
"""How much narrower than the hat the letter becomes: the arms of a y meet."""
BESIDE = 0.45
"""How near a neighbour is, in heights of a capital."""
Box = tuple[int, int, int, int, int]


def cut_free(part: Any, cap: float) -> int | None:  # noqa: ANN401 - an array
    """The row of a piece of ink at which a hat ends and its letter begins; None where there is no hat."""
    import numpy as np

    height, width = part.shape
    if not (TALL[0] * cap < height < TALL[1] * cap and WIDE[0] * cap < width < WIDE[1] * cap):
        return None
    left = part.argmax(axis=1)
    right = width - part[:, ::-1].argmax(axis=1)
    extent = np.where(part.any(axis=1), right - left, 0)
    low, high = int(HIGH[0] * cap) + 1, min(int(HIGH[1] * cap), height // 2)
    if high <= low:
        return None
    widest = low + int(extent[low:high].argmax())
    most = int(extent[widest])
    half = extent[widest // 2]
    if not (most > 0.26 * cap and POINTED[0] * most < half < POINTED[1] * most and extent[: max(widest // 6, 1)].max() < 0.6 * most):
        return None
    below = extent[widest + int(0.15 * cap) : widest + int(0.95 * cap)]
    if not len(below) or below.min() > WAIST * most:
        return None
    return _between(part, range(max(widest - int(0.1 * cap), low), min(widest + int(0.2 * cap), high)), left, right)


def _between(part: Any, rows: Sequence[int], left: Any, right: Any) -> int | None:  # noqa: ANN401 - arrays
    """Of these rows the one with the least ink, if a row has none in its middle."""
    found = []
    for row in rows:
        start, end = int(left[row]), int(right[row])
        quarter = (end - start) // 3
        if end - start > 4 and not part[row, start + quarter : end - quarter].any():
            found.append((int(part[row].sum()), row))
    return min(found)[1] if found else None


def without_touching(ink: Grey, labels: Any, boxes: Sequence[Box], cap: float) -> Grey:  # noqa: ANN401 - an array
    """The ink with hats cut free from the letters that they touch; `boxes` has left, top, right, bottom and label."""
    letters = sorted(box for box in boxes if box[3] - box[1] > 0.45 * cap)
    starts = [box[0] for box in letters]
    for x0, y0, x1, y1, label in letters:
        if not (TALL[0] * cap < y1 - y0 < TALL[1] * cap and WIDE[0] * cap < x1 - x0 < WIDE[1] * cap):
            continue
        near = letters[bisect_left(starts, x0 - int(2 * cap)) : bisect_left(starts, x1 + int(BESIDE * cap))]
        if all(_higher_and_lower((x0, y0, x1, y1, label), other, cap) for other in near):
            part = labels[y0:y1, x0:x1] == label
            row = cut_free(part, cap)
            if row is not None:
                ink[y0 + row, x0:x1][part[row]] = 0
    return ink


def _higher_and_lower(box: Box, other: Box, cap: float) -> bool:
    """Whether a letter reaches above and below its neighbour, as a y with its hat does; what is no neighbour does not count."""
    _, top, right, bottom, label = other
    beside = label != box[4] and right > box[0] - BESIDE * cap and min(bottom, box[3]) - max(top, box[1]) > 0.5 * (bottom - top)
    return not beside or bottom - top > 2 * cap or (box[1] < top + 0.1 * cap and box[3] > bottom + 0.12 * cap)
