"""A page that lies askew or on its side is turned level, and every point of it can be brought back."""

from dataclasses import dataclass
from typing import Any

from grader.document import Box
from grader.readers.ocr.image import Grey

STEEPEST = 5.0
"""Degrees; scanners and steady hands do better."""
_COARSE, _FINE = 0.5, 0.05
_SMALL = 900
"""Pixels of the longer side at which a page's slope can be told."""
SHEET = (0.3, 0.95)
"""How much of a photograph the sheet fills."""
EDGE, STEP = 0.025, 0.25
"""How far beyond its edge a sheet is over, as a share of the picture, and by which share it is darker there."""
WRITTEN = 0.3
"""From which share of the writing on the sheet on there is writing beside it, too."""
_LEAST = 0.04
"""A slope below this, in degrees, is left alone: turning costs sharpness."""


@dataclass(frozen=True)
class Turned:
    """A picture turned level, and the way back."""

    grey: Grey
    back: Any
    """A map (3 × 3) from its pixels to those of the picture as it came."""

    def box(self, x0: float, top: float, x1: float, bottom: float) -> Box:
        """A box of the turned picture, in pixels of the picture as it came."""
        corners = [self.point(x, y) for x in (x0, x1) for y in (top, bottom)]
        xs, ys = zip(*corners, strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the turned picture, in pixels of the picture as it came."""
        (a, b, c), (d, e, f), (g, h, i) = self.back
        away = g * x + h * y + i
        return float((a * x + b * y + c) / away), float((d * x + e * y + f) / away)


def turned(grey: Grey, quarters: int, degrees: float) -> Turned:
    """The picture turned clockwise by so many quarters, and then by some degrees."""
    import cv2
    import numpy as np

    height, width = grey.shape
    back = np.eye(3)
    if quarters:
        grey = np.ascontiguousarray(np.rot90(grey, -quarters))
        back = np.array(
            {
                1: [[0.0, 1.0, 0.0], [-1.0, 0.0, height], [0.0, 0.0, 1.0]],
                2: [[-1.0, 0.0, width], [0.0, -1.0, height], [0.0, 0.0, 1.0]],
                3: [[0.0, -1.0, width], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]],
            }[quarters]
        )
    if abs(degrees) >= _LEAST:
        height, width = grey.shape
        there = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0), [0.0, 0.0, 1.0]])
        grey = cv2.warpAffine(grey, there[:2], (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=255)
        back = back @ np.linalg.inv(there)
    return Turned(grey, back)


def sheet(grey: Grey) -> Turned:
    """The sheet of paper alone, drawn straight, where a photograph shows one with its four corners before something darker."""
    import cv2
    import numpy as np

    share = min(_SMALL / max(grey.shape), 1.0)
    small = cv2.GaussianBlur(cv2.resize(grey, None, fx=share, fy=share, interpolation=cv2.INTER_AREA), (9, 9), 0)
    bright = cv2.threshold(small, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)[1]
    bright = cv2.morphologyEx(bright, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8))
    found = max(cv2.findContours(bright, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0], key=cv2.contourArea, default=None)
    if found is None or not SHEET[0] * small.size < cv2.contourArea(found) < SHEET[1] * small.size:
        return Turned(grey, np.eye(3))
    outline = cv2.approxPolyDP(found, 0.02 * cv2.arcLength(found, closed=True), closed=True)
    if len(outline) != 4 or not cv2.isContourConvex(outline) or not _edged(small, _in_order(outline.reshape(4, 2))):
        return Turned(grey, np.eye(3))
    corners = _in_order(outline.reshape(4, 2) / share)
    sides = np.linalg.norm(corners - np.roll(corners, -1, axis=0), axis=1)
    width, height = round(float(max(sides[0], sides[2]))), round(float(max(sides[1], sides[3])))
    inset = 0.008 * max(width, height)  # the edge itself is a line, and no writing
    straight = np.array([[-inset, -inset], [width + inset, -inset], [width + inset, height + inset], [-inset, height + inset]], np.float32)
    there = cv2.getPerspectiveTransform(np.array(corners, np.float32), straight)
    drawn = cv2.warpPerspective(grey, there, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return Turned(drawn, np.linalg.inv(there))


def _edged(small: Grey, corners: Any) -> bool:  # noqa: ANN401 - arrays
    """Whether it gets dark at once beyond every side: a shadow on the paper has no such edge, and what it covers is no table."""
    import numpy as np

    away = EDGE * max(small.shape)
    height, width = small.shape
    for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        along = (end - start) / max(float(np.linalg.norm(end - start)), 1.0)
        outward = np.array([along[1], -along[0]])
        points = start + np.linspace(0.1, 0.9, 30)[:, None] * (end - start)
        outside, inside = np.rint(points + away * outward).astype(int), np.rint(points - away * outward).astype(int)
        seen = [
            1.0 - float(small[o[1], o[0]]) / max(float(small[i[1], i[0]]), 1.0)
            for i, o in zip(inside, outside, strict=True)
            if 0 <= o[0] < width and 0 <= o[1] < height and 0 <= i[0] < width and 0 <= i[1] < height
        ]
        # Less than a third of a side within the picture: the sheet reaches to its edge there.
        if len(seen) > len(points) // 3 and np.quantile(seen, 0.25) < STEP:
            return False
    return not _written_beside(small, corners, away)


def _written_beside(small: Grey, corners: Any, away: float) -> bool:  # noqa: ANN401 - arrays
    """Whether there is nearly as much to be read beside the sheet as on it: then it is no sheet on a table."""
    import cv2
    import numpy as np

    edges = cv2.Canny(small, 30, 60) > 0
    inside = np.zeros(small.shape, np.uint8)
    cv2.fillConvexPoly(inside, np.rint(corners).astype(np.int32), 1)
    reach = np.ones((2 * int(away) + 1, 2 * int(away) + 1), np.uint8)
    on, beside = cv2.erode(inside, reach) > 0, cv2.dilate(inside, reach) == 0
    if not on.any() or not beside.any():
        return False
    return bool(edges[beside].mean() > WRITTEN * edges[on].mean() + 0.002)


def _in_order(corners: Any) -> Any:  # noqa: ANN401 - arrays
    """Top left, top right, bottom right, bottom left."""
    import numpy as np

    sums, differences = corners.sum(axis=1), corners[:, 0] - corners[:, 1]
    return corners[[int(np.argmin(sums)), int(np.argmax(differences)), int(np.argmax(sums)), int(np.argmin(differences))]]


def slope(ink: Grey) -> float:
    """By how many degrees (counter-clockwise) the page must be turned for its lines to lie level."""
    import cv2
    import numpy as np

    share = min(_SMALL / max(ink.shape), 1.0)
    small = cv2.resize(ink * np.float32(1.0), None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    coarse = max(np.arange(-STEEPEST, STEEPEST + _COARSE, _COARSE), key=lambda angle: _sharpness(small, float(angle)))
    fine = max(np.arange(coarse - _COARSE, coarse + _COARSE + _FINE, _FINE), key=lambda angle: _sharpness(small, float(angle)))
    return float(fine)


def lies_on_its_side(ink: Grey) -> bool:
    """Whether the lines of writing run up or down: their profile is then sharper from the side."""
    import numpy as np

    return _sharpest(np.ascontiguousarray(ink.T)) > 1.5 * _sharpest(ink)


def _sharpest(ink: Grey) -> float:
    import cv2
    import numpy as np

    share = min(_SMALL / max(ink.shape), 1.0)
    small = cv2.resize(ink * np.float32(1.0), None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    height, width = small.shape
    return max(_sharpness(small, float(angle)) for angle in np.arange(-STEEPEST, STEEPEST + 1, 1.0)) * float(height / width**2)


def _sharpness(small: Grey, angle: float) -> float:
    """How clearly rows of writing and white strips alternate when the page is turned so."""
    import cv2
    import numpy as np

    height, width = small.shape
    there = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    profile = cv2.warpAffine(small, there, (width, height), flags=cv2.INTER_LINEAR).sum(axis=1)
    return float((np.diff(profile) ** 2).sum())
