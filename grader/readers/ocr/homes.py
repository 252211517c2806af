"""Points, commas and primes with the letter that they stand behind: a point at the foot of a row is not the next row's."""

from bisect import bisect_left
from collections.abc import Sequence

from grader.readers.ocr.blobs import Blob

NARROW, SMALL, LETTER = 0.33, 0.55, 0.5
"""How wide and tall a mark is at most, and how tall a letter at least, in heights of a capital."""
NEAR, FOOT = 0.5, 0.4
"""How far behind its letter a mark is, and how far from its foot (or, for a prime, its top)."""
HIGH = 0.75


def homes_of(ordered: Sequence[Blob], cap: float) -> dict[int, int]:
    """For marks, by their number from left to right, the number of the letter that they belong to."""
    starts = [blob.x0 for blob in ordered]
    found: dict[int, int] = {}
    for index, mark in enumerate(ordered):
        if mark.flat or mark.strokes or mark.width > NARROW * cap or mark.height > SMALL * cap:
            continue
        near = [
            other
            for other in range(bisect_left(starts, mark.x0 - int(2.5 * cap)), index)
            if ordered[other].height > LETTER * cap and -0.3 * cap < mark.x0 - ordered[other].x1 < NEAR * cap
        ]
        foot = [other for other in near if abs(mark.middle - ordered[other].y1) < FOOT * cap]
        prime = [other for other in near if mark.height > mark.width and -HIGH * cap < mark.middle - ordered[other].y0 < FOOT * cap]
        home = max(foot or prime, key=lambda other: ordered[other].x1, default=None)
        if home is not None:
            found[index] = home
    return found
