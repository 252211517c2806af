"""What a path's lines and curves draw: a square bracket, a frame with round corners, or neither."""

import itertools
import math
from collections.abc import Sequence

Point = tuple[float, float]
Segment = tuple[Point, Point]
LEAST_BRACKET, SLENDER, STEM = 12.0, 0.3, 0.45
"""How tall, in points, and how slender, in its height, a drawn bracket is, and how much of its width its stem takes."""
BENT, END, TIP, WAIST = 0.45, 0.06, 0.12, 0.25
"""How slender a round bracket or a brace is, how long its ends are, in its height, and how far a brace's tip stands out, in its width."""
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


def round_bracket(points: Sequence[Point]) -> str:
    """Which round bracket or brace a filled shape is, if one, told by where its outline runs at its ends and in its middle."""
    if len(points) < 8:
        return ""
    xs, ys = zip(*points, strict=True)
    left, top, width, height = min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)
    if height < LEAST_BRACKET or not 1.0 < width < BENT * height:
        return ""
    parts: list[list[float]] = [[], [], []]
    for x, y in points:
        at = (y - top) / height
        parts[0 if at < END else 1 if at > 1 - END else 2].append((x - left) / width)
    ends = [max(part, default=0.0) > 0.9 for part in parts[:2]], [min(part, default=1.0) < 0.1 for part in parts[:2]]
    opening, closing = all(ends[0]) and not any(ends[1]), all(ends[1]) and not any(ends[0])
    inner = parts[2]
    if not inner or opening is closing:
        return ""
    tip = [(x - left) / width for x, y in points if abs((y - top) / height - 0.5) < TIP]
    stem = [(x - left) / width for x, y in points if END < (y - top) / height < 0.5 - TIP]
    if opening and max(inner) < 0.9 and min(inner) < 0.1:
        return "{" if tip and stem and min(stem) - min(tip) > WAIST else "("
    if closing and min(inner) > 0.1 and max(inner) > 0.9:
        return "}" if tip and stem and max(tip) - max(stem) > WAIST else ")"
    return ""


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
