"""Handwriting as a tablet exports it: every letter and stroke a curve, no picture and no character on the page."""

import random
import zlib
from collections.abc import Sequence
from functools import cache
from typing import Any

from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont
from hand import PAGE
from ink import FONTS, Pen, Point, smooth

POINT = 72 / 200
"""Points to a pixel of the page."""


class Outline(BasePen):
    """A letter's outline as operators of a PDF."""

    def __init__(self, glyphs: Any, at: Point, scale: float) -> None:
        super().__init__(glyphs)
        self.operators: list[str] = []
        self._at, self._scale = at, scale

    def _placed(self, point: Point) -> str:
        return placed((self._at[0] + point[0] * self._scale, self._at[1] - point[1] * self._scale))

    def _moveTo(self, pt: Point) -> None:  # noqa: N802 - the names are fontTools'
        self.operators.append(f"{self._placed(pt)} m")

    def _lineTo(self, pt: Point) -> None:  # noqa: N802
        self.operators.append(f"{self._placed(pt)} l")

    def _curveToOne(self, pt1: Point, pt2: Point, pt3: Point) -> None:  # noqa: N802
        self.operators.append(f"{self._placed(pt1)} {self._placed(pt2)} {self._placed(pt3)} c")

    def _closePath(self) -> None:  # noqa: N802
        self.operators.append("h")


class Stylus(Pen):
    """A pen that leaves curves."""

    def __init__(self, chance: random.Random, font: str) -> None:
        super().__init__(None, chance, font)
        self.operators: list[str] = []

    def letter(self, text: str, at: Point, size: float) -> None:
        """One character, not quite where and as large as it should be."""
        size *= self.chance.uniform(0.96, 1.04)
        spot = at[0] + self.chance.uniform(-1, 1), at[1] + self.chance.uniform(-1.6, 1.6)
        font = opened(self.font)
        glyphs = font.getGlyphSet()
        outline = Outline(glyphs, spot, size / font["head"].unitsPerEm)
        glyphs[font.getBestCmap()[ord(text)]].draw(outline)
        if outline.operators:
            self.operators += [*outline.operators, "f"]

    def stroke(self, points: Sequence[Point]) -> None:
        """A line through some points, with a tremor."""
        first, *others = smooth([(x + self.chance.uniform(-1.2, 1.2), y + self.chance.uniform(-1.2, 1.2)) for x, y in points])
        self.operators += [f"{placed(first)} m", *(f"{placed(other)} l" for other in others), "S"]


@cache
def opened(font: str) -> TTFont:
    """A font, opened once."""
    return TTFont(FONTS / f"{font}.ttf")


def placed(point: Point) -> str:
    """A place on the page as a PDF counts it: in points, from the bottom."""
    return f"{point[0] * POINT:.2f} {(PAGE[1] - point[1]) * POINT:.2f}"


def as_pdf(pages: Sequence[Stylus]) -> bytes:
    """A PDF with a page for each stylus."""
    box = f"[0 0 {PAGE[0] * POINT:.2f} {PAGE[1] * POINT:.2f}]"
    kids = " ".join(f"{3 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode()]
    for number, page in enumerate(pages):
        drawn = zlib.compress("\n".join(["0.1 0.1 0.35 rg 0.1 0.1 0.35 RG 1.1 w 1 J 1 j", *page.operators]).encode())
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox {box} /Contents {4 + 2 * number} 0 R /Resources << >> >>".encode())
        objects.append(f"<< /Length {len(drawn)} /Filter /FlateDecode >>\nstream\n".encode() + drawn + b"\nendstream")
    return assembled(objects)


def assembled(objects: Sequence[bytes]) -> bytes:
    """Objects, numbered from 1, with a table of where they begin."""
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(data)}\n%%EOF\n"
    return data + end.encode()
