r"""Values that a name begins and the lines below it go on with: a matrix in bare rows, a list in brackets over several lines.

They are one line here, as `Y_1 = ⟦1 & 2 \\ 3 & 4⟧`, so that nothing above has to know how they were broken. What is odd in any way
(rows of unequal length, a mark that is no number) stays as it was.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from grader.document import Box, Document, Line, LineKind, Piece
from grader.page.labels import last_label
from grader.text.notation import parse

MOST_ROWS = 200
LONGEST_NAME, LONGEST_LINE = 40, 20_000
_MATRIX = re.compile(r"⟦[^⟦⟧]*⟧")
_NUMBER = r"[-+]?(?:\d+(?:[.,]\d*)?|\.\d+)(?:e[-+]?\d+)?"
_BARE = re.compile(rf"[|\[(⎡⎢⎣⎛⎜⎝│┃]?\s*(?P<cells>{_NUMBER}(?:[,;&]?\s+{_NUMBER})*)\s*[|\])⎤⎥⎦⎞⎟⎠│┃]?")
_DRAWN = "⎡⎢⎣⎛⎜⎝⎤⎥⎦⎞⎟⎠│┃"
_SIGNS = frozenset(f"0123456789.,;-+e|[]()&… \\?*{_DRAWN}")
_EDGE = re.compile(r"[┌┐└┘╭╮╰╯⌈⌉⌊⌋ ]+")
_LISTS = re.compile(r"[\[\],;\d.eE+\-\s]*")
_OPENED = re.compile(r"[=:≈]\s*\[[\[\],;\d.eE+\-\s]*$")


def stacked(document: Document) -> Document:
    """The document with every value that is broken over lines in one line."""
    lines: list[Line] = []
    at = 0
    while at < len(document.lines):
        line = document.lines[at]
        following = document.lines[at + 1 : at + 1 + MOST_ROWS]
        if heads_matrices(line, following):
            lines.append(under_heads(line, following[0]))
            at += 2
            continue
        texts = rows_below(line, following) or lists_below(line, following)
        lines.append(joined(line, following[: len(texts)], texts) if texts else line)
        at += 1 + len(texts)
    return replace(document, lines=tuple(lines))


def rows_below(line: Line, following: Sequence[Line]) -> list[str]:
    """The cells of the rows below a line that ends in `=`, where all are of one length and of numbers alone."""
    if line.kind in (LineKind.ROW, LineKind.HEADING, LineKind.MARGIN) or len(line.text) > MOST_ROWS or not awaits(line.text.rstrip()):
        return []
    rows: list[list[str]] = []
    edged = int(bool(following) and following[0].page == line.page and _EDGE.fullmatch(plain(following[0])) is not None)
    for other in following[edged:]:
        text = plain(other)
        if not text or not set(text) <= _SIGNS or other.page != line.page:
            break
        if rows and other.kind is not following[0].kind:
            return []  # a row that stands otherwise, or what comes next
        if other.kind is LineKind.TEXT and other.block != following[0].block:
            break
        match = _BARE.fullmatch(text)
        if match is None:
            return []
        rows.append(re.split(r"[,;&]?\s+", match["cells"]))
    rows, count = unframed(rows), len(rows)
    wide = {len(row) for row in rows}
    bracketed = all(plain(other)[:1] in f"[|({_DRAWN}" for other in following[edged : len(rows) + edged])
    if len(rows) < 2 or len(wide) != 1 or (wide == {1} and not bracketed):
        return []
    if following[0].kind is LineKind.ROW and (counts(rows[0]) or counts([row[0] for row in rows])):
        return []  # the heads of a table, perhaps
    if [row[0] for row in rows] == [f"{at}." for at in range(1, len(rows) + 1)] and not all(
        cell.endswith(".") for row in rows for cell in row
    ):
        return []  # a numbered list
    inner = [" & ".join(row) for row in rows]
    return [*[""] * (count - len(rows) + edged), f" ⟦{inner[0]}", *(rf" \\ {row}" for row in inner[1:-1]), rf" \\ {inner[-1]}⟧"]


def unframed(rows: list[list[str]]) -> list[list[str]]:
    """The rows of a data frame that counts its columns above them and the rows before them, without those numbers."""
    framed = len(rows) > 2 and len(rows[0]) > 1 and all(len(row) == len(rows[0]) + 1 for row in rows[1:])
    counted = (
        framed and rows[0] == list(map(str, range(len(rows[0])))) and [row[0] for row in rows[1:]] == list(map(str, range(len(rows) - 1)))
    )
    return [row[1:] for row in rows[1:]] if counted else rows


def counts(cells: Sequence[str]) -> bool:
    """Whether cells are 0, 1, 2, … or 1, 2, 3, …."""
    return len(cells) > 2 and any(list(cells) == [str(at + first) for at in range(len(cells))] for first in (0, 1))


def awaits(text: str) -> bool:
    """Whether a line ends in `=` (which is not the rule of a banner), or is nothing but a symbol and a colon."""
    return (text.endswith("=") and not text.endswith("==")) or (
        text.endswith(":") and (found := last_label(parse(text[:-1]))) is not None and found[1] == 0
    )


def heads_matrices(line: Line, following: Sequence[Line]) -> bool:
    """Whether a line holds nothing but names, and the next one as many matrices and nothing else."""
    if not following or line.kind not in (LineKind.TEXT, LineKind.MATH) or following[0].kind is not LineKind.MATH or line.doubts:
        return False
    names, values = cells(line), cells(following[0])
    named = all(len(name) <= LONGEST_NAME and (found := last_label(parse(name))) is not None and found[1] == 0 for name in names)
    return len(names) > 1 and len(names) == len(values) and named and all(_MATRIX.fullmatch(value) for value in values)


def cells(line: Line) -> list[str]:
    """What wide gaps part in a line."""
    return [cell.strip() for cell in line.text.split(r"\quad")] if len(line.text) <= LONGEST_LINE else []


def under_heads(line: Line, below: Line) -> Line:
    """The names of one line with the matrices of the next one behind them."""
    pieces: list[Piece] = []
    for at, name in enumerate(cells(line)):
        gap = r" \quad " if at else ""
        pieces.append(Piece(f"{gap}{name} = ", f" {name} ", around(line), line.number))
        held, opened = [], 0
        for piece in below.pieces:
            opened += piece.text.count(r"\quad")
            if opened == at:
                held.append(piece)
        pieces += [replace(piece, text=piece.text.replace(r"\quad", "").strip()) for piece in held]
    return replace(below, pieces=tuple(pieces))


def lists_below(line: Line, following: Sequence[Line]) -> list[str]:
    """The lines that a list goes on with which a line opens and does not close."""
    text = plain(line)
    if line.kind in (LineKind.HEADING, LineKind.MARGIN) or _OPENED.search(text[-MOST_ROWS:]) is None:
        return []
    depth = text.count("[") - text.count("]")
    rows: list[str] = []
    for other in following:
        if depth <= 0:
            break
        below = plain(other)
        if not below or _LISTS.fullmatch(below) is None or other.page != line.page:
            return []
        rows.append(f" {below}")
        depth += below.count("[") - below.count("]")
    return rows if depth == 0 else []


def plain(line: Line) -> str:
    """A line without its gaps."""
    return " ".join(line.text.replace(r"\quad", " ").split())


def joined(line: Line, below: Sequence[Line], texts: Sequence[str]) -> Line:
    """A line with what goes on below it, each line a piece with its place."""
    pieces = list(line.pieces)
    if line.kind is LineKind.ROW:
        pieces = [Piece(plain(line), plain(line), around(line), line.number)]
    for other, text in zip(below, texts, strict=True):
        raw = "".join(f"{piece.raw} " if other.kind is LineKind.ROW else piece.raw for piece in other.pieces)
        pieces.append(Piece(text, f" {raw.strip()}", around(other), other.number))
    doubts = dict.fromkeys(doubt for one in (line, *below) for doubt in one.doubts)
    kind = LineKind.MATH if line.kind is LineKind.ROW else line.kind
    return replace(line, pieces=tuple(pieces), kind=kind, doubts=tuple(doubts))


def around(line: Line) -> Box | None:
    """The box of a line."""
    boxes = [piece.box for piece in line.pieces if piece.box is not None and piece.text.strip()]
    return (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)) if boxes else None
