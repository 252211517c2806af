"""A hand that leans: the page is sheared until its large brackets stand upright, for a bracket's box must not hold its cells."""

from statistics import median

from grader.readers.ocr.blobs import Blob, Inked
from grader.readers.ocr.level import Turned

TALL = 2.4
"""How tall a bracket around rows is at least, in heights of a capital: those around a single line lean as their font does."""
LEAST, MOST = 0.02, 0.25
"""A lean (pixels across to one down) that is left alone, and one that no hand has."""
PAIR = 2
ALIKE = 0.06
"""By how much most of them may differ."""
STRAY = 0.05
"""How far from a straight line a bracket's ink lies on the whole, in its heights."""


def lean(ink: Inked) -> float:
    """By how many pixels to the right the tall brackets of a page move on each pixel down; 0 where they stand, or where there are none."""
    found = [slant for blob in ink.blobs if (slant := _slant(ink, blob)) is not None]
    usual = median(found) if len(found) >= PAIR else 0.0
    agreed = 3 * sum(abs(slant - usual) < ALIKE for slant in found) >= 2 * len(found)
    return usual if agreed and LEAST < abs(usual) < MOST else 0.0


def _slant(ink: Inked, blob: Blob) -> float | None:
    """The lean of one tall thin stroke; None for other ink."""
    import numpy as np

    if blob.height < TALL * ink.cap or blob.width > 0.5 * blob.height or blob.area > 0.4 * blob.width * blob.height + 3 * blob.height:
        return None
    part = ink.of(blob)
    weight = part.sum(axis=1)
    if (weight == 0).any():
        return None
    rows = np.arange(blob.height)
    places = (part * np.arange(blob.width)).sum(axis=1) / weight
    stem = slice(int(0.15 * blob.height), int(0.85 * blob.height))
    slant, start = np.polyfit(rows[stem], places[stem], 1)
    straight = float(np.abs(places[stem] - slant * rows[stem] - start).mean()) < STRAY * blob.height
    return float(slant) if straight else None


def upright(level: Turned, slant: float) -> Turned:
    """The page sheared against its lean."""
    import cv2
    import numpy as np

    height, width = level.grey.shape
    aside = int(abs(slant) * height / 2) + 1  # nothing may fall off the page
    there = np.array([[1.0, -slant, slant * height / 2 + aside], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    grey = cv2.warpAffine(
        level.grey, there[:2], (width + 2 * aside, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=255
    )
    return Turned(grey, level.back @ np.linalg.inv(there))
