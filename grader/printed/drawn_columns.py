"""Vectors and matrices drawn over several lines of text, `⎡14⎤` above `⎣20⎦` or `[14]` above `[20]`, as one bracket on one line."""

import re
from collections.abc import Sequence

from grader.printed.drawn_abreast import abreast

LONGEST, MOST_ROWS = 2_000, 60
_PIECE = re.compile(r"[⎡⎢⎣⎛⎜⎝]([^⎡⎢⎣⎛⎜⎝⎤⎥⎦⎞⎟⎠]{0,200})[⎤⎥⎦⎞⎟⎠]|[\[(|│┃]([-+−\d.,eE ]{1,120})[\])|│┃]")
_TOP, _END = ("⎡", "⎛"), ("⎣", "⎝")
_NUMBER = re.compile(r"[-+]?(?:\d+(?:[.,]\d*)?|\.\d+)(?:e[-+]?\d+)?")


def in_one_line(rows: Sequence[str]) -> list[str]:
    """The lines, as many as before, with every drawn bracket on the line that its name stands in."""
    out = abreast(rows)
    at = 0
    while at < len(out):
        count = 1
        if len(out[at]) <= LONGEST and (match := _PIECE.search(out[at])) is not None:
            below = [at, *(number for number in range(at + 1, min(len(out), at + MOST_ROWS)))]
            count = max(1, gathered(out, below, match.start()))
        at += count
    return out


def gathered(rows: list[str], places: Sequence[int], start: int) -> int:
    """Put the bracket that begins at a place of the first line into one line; how many lines it takes, whatever they hold."""
    pieces: dict[int, re.Match[str]] = {}
    for at in places:
        piece = _PIECE.match(rows[at], start) if len(rows[at]) <= LONGEST else None
        if piece is None or (pieces and rows[at][start] in _TOP) or not alike(rows[at][start], rows[places[0]][start]):
            break
        pieces[at] = piece
        if rows[at][start] in _END:
            break
    named = [at for at in pieces if rows[at][:start].strip()]
    if len(named) > 1 and named[0] == places[0]:  # the next one stands right below
        pieces = {at: piece for at, piece in pieces.items() if at < named[1]}
        named = named[:1]
    cells = [found for piece in pieces.values() if (found := entries(piece.group()[1:-1])) is not None]
    alone = not any(rows[at][piece.end() :].strip() for at, piece in pieces.items())
    whole = len(cells) > 1 and all(cells) and len({len(row) for row in cells}) == 1
    if alone and whole and len(named) == 1 and rows[named[0]][:start].rstrip().endswith(("=", "≈", ":")):
        inner = "; ".join(row[0] if len(row) == 1 else f"[{'; '.join(row)}]" for row in cells)
        for at in pieces:
            rows[at] = f"{rows[at][:start]}[{inner}]" if at == named[0] else ""
    return len(pieces)


def alike(piece: str, first: str) -> bool:
    """Whether a piece of a bracket goes on with one that began so."""
    return piece == first if first in "[(|│┃" else piece not in "[(|│┃"


def entries(cell: str) -> list[str] | None:
    """The numbers of a row; an empty one where something else stands there, None where nothing does."""
    words = cell.replace("−", "-").split()
    if not words:
        return None
    return words if all(_NUMBER.fullmatch(word) for word in words) else []
