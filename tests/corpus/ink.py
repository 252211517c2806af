"""A pen: letters of a handwriting font that are not quite in place, and hats, fractions, brackets and matrices as trembling strokes."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FONTS = Path(__file__).parent / "fonts"
Point = tuple[float, float]


@dataclass
class Pen:
    """A drawing, a hand and its chance."""

    canvas: Any
    chance: random.Random
    font: str
    width: float = 3.2

    def letter(self, text: str, at: Point, size: float) -> None:
        """One character, not quite where and as large as it should be."""
        size *= self.chance.uniform(0.96, 1.04)
        x, y = at[0] + self.chance.uniform(-1, 1), at[1] + self.chance.uniform(-1.6, 1.6)
        self.canvas.text((x, y), text, font=typeface(self.font, size), fill=30, anchor="ls")

    def stroke(self, points: Sequence[Point]) -> None:
        """A line through some points, with a tremor."""
        trembling = [(x + self.chance.uniform(-1.2, 1.2), y + self.chance.uniform(-1.2, 1.2)) for x, y in points]
        self.canvas.line(smooth(trembling), fill=30, width=round(self.width), joint="curve")


def typeface(font: str, size: float) -> Any:
    """A handwriting font at a size in pixels."""
    from PIL import ImageFont

    return ImageFont.truetype(str(FONTS / f"{font}.ttf"), round(size))


def smooth(points: Sequence[Point], steps: int = 6) -> list[Point]:
    """A Catmull-Rom curve through points; two points stay a line."""
    if len(points) < 3:
        return list(points)
    full = [points[0], *points, points[-1]]
    curve = []
    for a, b, c, d in zip(full, full[1:], full[2:], full[3:], strict=False):
        for step in range(steps):
            t = step / steps
            curve.append(tuple(_blend(a[k], b[k], c[k], d[k], t) for k in (0, 1)))
    return [*curve, points[-1]]


def _blend(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)


@dataclass(frozen=True)
class Box:
    """Something to write: its width, how far it reaches above and below the baseline, and how it is drawn at a place."""

    width: float
    up: float
    down: float
    draw: Callable[[Pen, float, float], None]


def glyph(text: str, font: str, size: float) -> Box:
    """A character of the font."""
    advance = typeface(font, size).getlength(text) + (0.03 * size if text != " " else 0.06 * size)
    return Box(advance, 0.72 * size, 0.2 * size, lambda pen, x, y: pen.letter(text, (x, y), size))


def partial(size: float) -> Box:
    """∂, which no handwriting font has."""
    shape = [(0.10, 0.52), (0.24, 0.62), (0.36, 0.48), (0.38, 0.22), (0.24, 0.02), (0.08, 0.06), (0.06, 0.24), (0.20, 0.34), (0.37, 0.26)]
    return Box(0.46 * size, 0.65 * size, 0.0, lambda pen, x, y: pen.stroke([(x + a * size, y - b * size) for a, b in shape]))


def approximately(size: float) -> Box:
    """≈ as two waves."""

    def draw(pen: Pen, x: float, y: float) -> None:
        for height in (0.18, 0.36):
            pen.stroke([(x + a * size, y - (height + b) * size) for a, b in ((0.06, 0), (0.2, 0.08), (0.34, -0.02), (0.48, 0.07))])

    return Box(0.58 * size, 0.5 * size, 0.0, draw)


def row(boxes: Sequence[Box]) -> Box:
    """One box after another on the same line."""

    def draw(pen: Pen, x: float, y: float) -> None:
        for box in boxes:
            box.draw(pen, x, y)
            x += box.width

    return Box(sum(box.width for box in boxes), max((b.up for b in boxes), default=0), max((b.down for b in boxes), default=0), draw)


def raised(box: Box, by: float) -> Box:
    """The same, higher or lower."""
    return Box(box.width, box.up + by, max(box.down - by, 0), lambda pen, x, y: box.draw(pen, x, y - by))


def hatted(box: Box, size: float) -> Box:
    """A circumflex over a letter."""

    def draw(pen: Pen, x: float, y: float) -> None:
        box.draw(pen, x, y)
        middle, top = x + box.width / 2, y - 0.56 * size
        pen.stroke([(middle - 0.16 * size, top), (middle, top - 0.15 * size)])
        pen.stroke([(middle, top - 0.15 * size), (middle + 0.17 * size, top + 0.01 * size)])

    return Box(box.width, max(box.up, 0.76 * size), box.down, draw)


def fraction(above: Box, below: Box, size: float) -> Box:
    """A bar with something above and below it."""
    width, axis = max(above.width, below.width) + 0.24 * size, 0.26 * size

    def draw(pen: Pen, x: float, y: float) -> None:
        above.draw(pen, x + (width - above.width) / 2, y - axis - 0.12 * size - above.down)
        below.draw(pen, x + (width - below.width) / 2, y - axis + 0.14 * size + below.up)
        pen.stroke([(x + 0.05 * size, y - axis), (x + width / 2, y - axis + 1), (x + width - 0.05 * size, y - axis)])

    return Box(width, axis + 0.12 * size + above.up + above.down, below.up + below.down + 0.14 * size - axis, draw)


def crossed(box: Box) -> Box:
    """Struck out."""

    def draw(pen: Pen, x: float, y: float) -> None:
        box.draw(pen, x, y)
        pen.stroke([(x - 4, y - 0.28 * box.up), (x + box.width / 2, y - 0.45 * box.up), (x + box.width + 4, y - 0.5 * box.up)])

    return Box(box.width, box.up, box.down, draw)


def boxed(box: Box) -> Box:
    """Framed, as final results are."""
    gap = 14.0

    def draw(pen: Pen, x: float, y: float) -> None:
        box.draw(pen, x + gap, y)
        left, right, top, bottom = x + 4, x + box.width + 2 * gap - 4, y - box.up - gap, y + box.down + gap
        for a, b in (
            ((left, top), (right, top)),
            ((right, top), (right, bottom)),
            ((right, bottom), (left, bottom)),
            ((left, bottom), (left, top)),
        ):
            pen.stroke([a, b])

    return Box(box.width + 2 * gap, box.up + gap, box.down + gap, draw)


def matrix(cells: Sequence[Sequence[Box]], size: float, *, square: bool) -> Box:
    """Rows and columns between brackets."""
    columns = [max(box.width for box in column) for column in zip(*cells, strict=True)]
    pitch = max(max(box.up + box.down for box in line) for line in cells) + 0.22 * size
    gap, edge = 0.5 * size, 0.3 * size
    width = sum(columns) + gap * (len(columns) - 1) + 2 * edge
    height, axis = pitch * len(cells), 0.26 * size

    def draw(pen: Pen, x: float, y: float) -> None:
        top, bottom = y - axis - height / 2, y - axis + height / 2
        bracket(pen, (x + 0.06 * size, top), (x + 0.2 * size, bottom), square=square)
        bracket(pen, (x + width - 0.06 * size, top), (x + width - 0.2 * size, bottom), square=square)
        for number, line in enumerate(cells):
            left, base = x + edge, top + pitch * (number + 0.5) + 0.26 * size
            for box, column in zip(line, columns, strict=True):
                box.draw(pen, left + (column - box.width) / 2, base)
                left += column + gap

    return Box(width, axis + height / 2, height / 2 - axis, draw)


def bracket(pen: Pen, outer: Point, inner: Point, *, square: bool) -> None:
    """A bracket whose back is at `outer`'s x and whose ends are at `inner`'s."""
    (x, top), (end, bottom) = outer, inner
    if square:
        pen.stroke([(end, top), (x, top)])
        pen.stroke([(x, top), (x + 1, (top + bottom) / 2), (x, bottom)])
        pen.stroke([(x, bottom), (end, bottom)])
    else:
        third = (bottom - top) / 4
        pen.stroke([(end, top), (x, top + third), (x, bottom - third), (end, bottom)])
