"""Signs that a formula was transcribed from a page and not understood: its numbers are of OCR grade."""

import re
from bisect import bisect
from collections.abc import Sequence
from itertools import pairwise

from grader.document import TORN, Piece
from grader.text.notation import Fraction, Group, Item, Matrix, Number, Sign, Symbol, parse, walk

_WORD_CELL = 2
_ENVIRONMENT = re.compile(
    r"\\(begin|end)\s{0,3}\{((?:align|aligned|alignat|alignedat|split|gather|gathered|multline|multlined|equation|eqnarray|flalign"
    r"|cases|dcases|rcases|array|[pbvBV]?matrix|smallmatrix)\*?)\}"
)
_WORDED = re.compile(
    r"\\(?:text(?:rm|it|bf|normal|up)?|mbox|hbox|intertext|shortintertext|tag)\s{0,3}\{(?:[^{}]|\{[^{}]{0,100}\}){0,400}\}"
)
_DOLLAR = re.compile(r"(?<!\\)\$")


def doubts_of(pieces: Sequence[Piece], broken: Sequence[str]) -> tuple[str, ...]:
    """Why a line is not to be trusted; empty for a clean one."""
    text = "".join(piece.text for piece in pieces)
    found = dict.fromkeys(broken)
    if "⟦" in text or "[" in text or "�" in text:
        found.update(dict.fromkeys(garbled(parse(text))))
    if "�" in text:
        found["a character could not be read"] = None
    return tuple(found)


def torn(text: str, *, math: bool) -> tuple[str, ...]:
    """The doubt about a display, or a paragraph, whose environments are not all closed, or where dollar signs stand in mathematics."""
    opened: list[re.Match[str]] = []
    dollars = [dollar.start() for dollar in _DOLLAR.finditer(_WORDED.sub(lambda worded: " " * len(worded[0]), text))]
    for mark in _ENVIRONMENT.finditer(text):
        if mark[1] == "begin":
            opened.append(mark)
        elif not opened or (begun := opened.pop())[2] != mark[2] or bisect(dollars, begun.start()) < bisect(dollars, mark.start()):
            return (TORN,)
    return (TORN,) if opened or (math and dollars) else ()


def garbled(items: Sequence[Item]) -> list[str]:
    """Words inside a matrix of numbers, a single fraction where a column should stand, brackets left open beside matrices."""
    found = []
    for item in walk(items):
        if isinstance(item, Matrix) and any(word_among_numbers(row) for row in item.rows):
            found.append("words stand in a matrix of numbers")
        if isinstance(item, Matrix) and any(two_numbers(cell) for row in item.rows for cell in row):
            found.append("cells of a matrix run into each other")
        if isinstance(item, Group) and item.opening == "[" and lone_fraction(item.items):
            found.append("a fraction stands where a vector should")
    return found


def word_among_numbers(row: Sequence[Sequence[Item]]) -> bool:
    """Whether a row holds numbers and a word."""
    flat = [item for cell in row for item in cell]
    words = [
        item
        for item in flat
        if isinstance(item, Symbol) and len(item.base) > _WORD_CELL and item.base not in ("cases", "diag", "exp", "log")
    ]
    return bool(words) and any(isinstance(item, Number) for item in flat)


def two_numbers(cell: Sequence[Item]) -> bool:
    """Whether two numbers stand in one cell of a matrix of several rows with nothing between them."""
    pairs = pairwise(cell)
    return any(isinstance(a, Number) and isinstance(b, Number) for a, b in pairs)


def lone_fraction(items: Sequence[Item]) -> bool:
    r"""`[\frac{1}{3}]`: a column of a page read as a fraction."""
    only = [item for item in items if not isinstance(item, Sign)]
    return len(only) == 1 and isinstance(only[0], Fraction) and all(isinstance(i, Number) for i in (*only[0].top, *only[0].bottom))
