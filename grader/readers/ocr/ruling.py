"""Ruled and squared paper: its lines are paler than any ink, and where they are seen the ink is told by a darker shade."""

from collections.abc import Sequence
from typing import Any

from grader.readers.ocr.image import Grey

PALE = 0.52
"""How far from the ink's shade to white the darkest of a line of the paper is, at least; hairlines of print are darker."""
THIN = 0.4
"""How thick such a line may be, in heights of a capital."""
MANY, SHARE = 20, 0.1
"""How many pieces of lines there must be: by themselves, and among all that is on the page."""
SURELY = 0.1


def without_ruling(flat: Grey, ink: Grey, labels: Any, boxes: Sequence[tuple[int, int]], cap: float) -> Grey | None:  # noqa: ANN401 - an array
    """The ink without the paper's lines; None where none are seen. `boxes` has width and height of what each label marks."""
    import cv2
    import numpy as np

    darkest = np.full(len(boxes), 255, np.uint8)
    on = labels > 0
    np.minimum.at(darkest, labels[on] - 1, flat[on])
    sides = np.array(boxes)
    low, high = sides.min(axis=1), sides.max(axis=1)
    letters = darkest[(low > 0.3 * cap) & (sides[:, 1] > 0.6 * cap) & (sides[:, 1] < 1.4 * cap)]
    if not len(letters):
        return None
    shade = float(np.median(letters))
    ruled = (darkest > shade + PALE * (255 - shade)) & (low < THIN * cap)
    pale = darkest[ruled]
    if len(pale) < max(MANY, SHARE * int((high > 0.1 * cap).sum())):
        return None
    ink = ink & ~np.concatenate([[True], ruled])[labels]
    sure = ink & (flat < np.quantile(pale, SURELY) - 3).astype(np.uint8)
    return ink & cv2.dilate(sure, np.ones((3, 3), np.uint8))  # a point is pale but for its middle
