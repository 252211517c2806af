"""Rows in a small notation, written by hand on a sheet of paper.

The notation is LaTeX's where it needs one: `\\hat{y}`, `\\frac{a}{b}`, `_{new}`, `^2`, `\\d` (∂), `\\approx`, `\\strike{400}`, `\\box{…}`,
and matrices by rows, `\\pmat{14;20}`, `\\bmat{1|2;3|4}`.
"""

import random
import re
from collections.abc import Callable, Sequence
from typing import Any

from ink import Box, Pen, approximately, boxed, crossed, fraction, glyph, hatted, matrix, partial, raised, row

PAGE = (1654, 2339)
"""A4 at 200 dpi."""
MARGIN = 150
TOKEN = re.compile(r"\\[a-zA-Z]+|[{}^_ ]|[^\\{}^_ ]")


class Writer:
    """Reads the notation and makes boxes of it."""

    def __init__(self, text: str, font: str, size: float) -> None:
        self._tokens, self._at = TOKEN.findall(text), 0
        self._font, self._size = font, size

    def _next(self) -> str:
        self._at += 1
        return self._tokens[self._at - 1]

    def boxes(self, until: str = "") -> list[Box]:
        """Everything up to a closing brace, or all."""
        made: list[Box] = []
        while self._at < len(self._tokens):
            mark = self._next()
            if mark == until:
                break
            made.append(self._box(mark))
        return made

    def _box(self, mark: str) -> Box:
        size = self._size
        if mark in "^_":
            by = 0.34 * size if mark == "^" else -0.16 * size
            return raised(row(Writer(self._text(), self._font, 0.66 * size).boxes()), by)
        simple = {"\\d": partial, "\\approx": approximately}
        if mark in simple:
            return simple[mark](size)
        if mark.startswith("\\"):
            return self._command(mark[1:])
        return glyph(mark, self._font, size)

    def _text(self) -> str:
        """A group's text as it stands, or one mark."""
        if (first := self._next()) != "{":
            return first
        depth, text = 1, ""
        while depth:
            mark = self._next()
            depth += {"{": 1, "}": -1}.get(mark, 0)
            text += mark if depth else ""
        return text

    def _inner(self, text: str, size: float) -> Box:
        return row(Writer(text, self._font, size).boxes())

    def _command(self, name: str) -> Box:
        text, size = self._text(), self._size
        match name:
            case "hat":
                return hatted(self._inner(text, size), size)
            case "frac":
                return fraction(self._inner(text, 0.9 * size), self._inner(self._text(), 0.9 * size), size)
            case "strike":
                return crossed(self._inner(text, size))
            case "box":
                return boxed(self._inner(text, size))
            case _:
                cells = [[self._inner(cell, size) for cell in line.split("|")] for line in text.split(";")]
                return matrix(cells, size, square=name == "bmat")


def written(rows: Sequence[str], font: str, begin: Callable[[], Pen], size: float = 56) -> list[Pen]:
    """Pens that have written these rows, each on a page of its own."""
    pens, y = [begin()], float(MARGIN)
    for text in rows:
        box = row(Writer(text, font, size).boxes())
        if y + box.up + box.down > PAGE[1] - MARGIN:
            pens.append(begin())
            y = float(MARGIN)
        chance = pens[-1].chance
        box.draw(pens[-1], MARGIN + chance.uniform(-8, 8), y + box.up)
        y += box.up + box.down + 0.55 * size + chance.uniform(0, 8)
    return pens


def on_paper(rows: Sequence[str], font: str, seed: int, *, squared: bool = False) -> list[Any]:
    """Pictures of pages with these rows; on squared paper where wished."""
    chance, pages = random.Random(seed), []

    def begin() -> Pen:
        pages.append(sheet(squared=squared))
        return Pen(canvas_of(pages[-1]), chance, font)

    written(rows, font, begin)
    return pages


def canvas_of(image: Any) -> Any:
    """What draws on an image."""
    from PIL import ImageDraw

    return ImageDraw.Draw(image)


def sheet(*, squared: bool) -> Any:
    """Empty paper."""
    from PIL import Image

    page = Image.new("L", PAGE, 250)
    if squared:
        canvas = canvas_of(page)
        for x in range(20, PAGE[0], 40):
            canvas.line([(x, 0), (x, PAGE[1])], fill=222)
        for y in range(25, PAGE[1], 40):
            canvas.line([(0, y), (PAGE[0], y)], fill=222)
    return page
