"""What a path's lines and curves draw: a square bracket, a frame with round corners, or neither."""

import itertools
import math
from collections.abc import Sequence

Point = tuple[float, float]
Segment = tuple[Point, Point]
LEAST_BRACKET, SLENDER, STEM = 12.0, 0.3, 0.45
"""How tall, in points, and how slender, in its height, a drawn bracket is, and how much of its width its stem takes."""
LEAST_FRAME = 12.0
"""A smaller one, in points, may be a figure drawn as a shape."""
ROUNDED = 200
"""More points than the round corners of a frame have."""
CORNER, SIDES = 0.3, 0.6
"""How much of its shorter side a frame's round corner takes, and how much of all sides is straight, at most and at least."""
NEAR = 2.4
"""How far from its side, in points, a frame's line may run."""
_STRAIGHT = 0.8
"""How far, in points, a level line may climb."""


def square_bracket(lines: Sequence[Segment]) -> str:
    """Which square bracket a filled shape is, if one: a stem along one side, a foot at either end, and nothing between these."""
    if len(lines) < 8 or not all(map(upright, lines)):
        return ""
    xs, ys = zip(*(point for line in lines for point in line), strict=True)
    left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
    width, height = right - left, bottom - top
    if height < LEAST_BRACKET or not 1.0 < width < SLENDER * height:
        return ""
    foot = STEM * width
    stems = [(a, b, d) for (a, b), (c, d) in lines if abs(b - d) > max(abs(a - c), foot)]
    feet = [b for (a, b), (c, d) in lines if abs(a - c) > max(abs(b - d), foot)]
    if not stems or not all(any(min(abs(y - end), abs(z - end)) <= foot for _, y, z in stems) for end in (top, bottom)):
        return ""
    if {True, False} != {y - top <= foot for y in feet} or any(foot < y - top < height - foot for y in feet):
        return ""
    if all(x - left <= foot for x, _, _ in stems):
        return "["
    return "]" if all(right - x <= foot for x, _, _ in stems) else ""


def rounded_frame(lines: Sequence[Segment], curves: Sequence[Point]) -> bool:
    """Whether lines run along the sides of a rectangle, and curves only round its corners."""
    if len(lines) < 4 or len(curves) > ROUNDED or not all(map(upright, lines)):
        return False
    xs, ys = zip(*(point for line in lines for point in line), strict=True)
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    if min(width, height) < LEAST_FRAME:
        return False
    reach = CORNER * min(width, height) + NEAR
    along = all(
        min(abs(x - side) for side in (min(xs), max(xs))) < NEAR or min(abs(y - side) for side in (min(ys), max(ys))) < NEAR
        for line in lines
        for x, y in line
    )
    corners = all(min(x - min(xs), max(xs) - x) < reach and min(y - min(ys), max(ys) - y) < reach for x, y in curves)
    return along and corners and sum(math.dist(*line) for line in lines) >= SIDES * 2 * (width + height)


def sides(lines: Sequence[Segment]) -> list[Segment]:
    """The sides of a frame with round corners as if they met."""
    xs, ys = zip(*(point for line in lines for point in line), strict=True)
    corners = [(min(xs), min(ys)), (max(xs), min(ys)), (max(xs), max(ys)), (min(xs), max(ys))]
    return list(itertools.pairwise([*corners, corners[0]]))


def upright(line: Segment) -> bool:
    """Whether a line lies level or stands upright."""
    (a, b), (c, d) = line
    return min(abs(a - c), abs(b - d)) < _STRAIGHT
