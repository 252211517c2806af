r"""Matrices drawn side by side in plain text, their names above them or before a middle row, as a line each: `W_1 = ⟦0 & -1 \\ 1 & 0⟧`.

What stands below each other is told by the columns of the characters; where those do not say plainly which number belongs to which
matrix, everything stays as it was.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from grader.document import Document, Line, LineKind, Piece
from grader.page.bare_rows import is_symbol, named_by
from grader.page.stacked import counts

MOST_ROWS, LONGEST, FEWEST = 20, 400, 2
_NUMBER = r"[-+−]?(?:\d+(?:[.,]\d*)?|\.\d+)(?:e[-+]?\d+)?"
_BRACKET = re.compile(rf"[\[(|⎡⎢⎣⎛⎜⎝]\s*(?P<cells>{_NUMBER}(?:(?:\s*[;&]\s*|,?\s+){_NUMBER})*)\s*[\])|⎤⎥⎦⎞⎟⎠]")
_BETWEEN = re.compile(r"\s*[;&]\s*|,?\s+")
_NUMBERS = re.compile(rf"(?:{_NUMBER}|[\s|\[\],;])+")
_RULE = re.compile(r"[\s\-–=|+]+")
_HEADS = re.compile(r"\s{2,}|\s*\|\s*")
_NAME = re.compile(r"\s*(?P<name>[^=\[\](){}|]{1,16}?)\s*[=:]\s*")


@dataclass(frozen=True)
class Part:
    """One of the matrices: its name, and its rows as they stand there, with their cells."""

    name: str
    raws: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def told_apart(document: Document) -> Document:
    """The document with matrices that stand side by side below each other."""
    raws = ["".join(piece.raw for piece in line.pieces) if is_plain(line) else "" for line in document.lines]
    lines: list[Line] = []
    at = 0
    while at < len(raws):
        run = raws[at : at + MOST_ROWS]
        taken, parts = headed(run) or bracketed(run) or (0, []) if raws[at].strip() else (0, [])
        lines.extend(one_by_one(document.lines[at], parts) if parts else [document.lines[at]])
        at += max(1, taken)
    return replace(document, lines=tuple(lines))


def is_plain(line: Line) -> bool:
    """Whether a line is text whose characters stand where they were written."""
    short = line.kind in (LineKind.TEXT, LineKind.ROW, LineKind.MATH) and len(line.pieces) < LONGEST
    return short and not line.doubts and all(piece.box is None for piece in line.pieces)


def one_by_one(line: Line, parts: Sequence[Part]) -> Iterator[Line]:
    """A line for each matrix."""
    for part in parts:
        inner = r" \\ ".join(" & ".join(row) for row in part.rows)
        pieces = (
            Piece(f"{part.name} = ", f"{part.name} = ", number=line.number),
            Piece(f"⟦{inner}⟧", " / ".join(raw.strip() for raw in part.raws), number=line.number),
        )
        yield replace(line, pieces=pieces, kind=LineKind.MATH)


def headed(raws: Sequence[str]) -> tuple[int, list[Part]] | None:
    """Names alone in a line, and below them as many matrices; how many lines that takes."""
    heads = [head for head in _HEADS.split(raws[0].strip(" |\t")) if head]
    names = [named_by(head) for head in heads]
    if len(heads) < FEWEST or len(raws[0]) > LONGEST or not all(names) or len(set(names)) != len(names):
        return None
    first = 2 if len(raws) > 1 and _RULE.fullmatch(raws[1]) else 1
    rows: list[str] = []
    for raw in raws[first:]:
        if len(raw) > LONGEST or not raw.strip() or _NUMBERS.fullmatch(raw) is None or not any(char.isdigit() for char in raw):
            break
        rows.append(raw.expandtabs())
    behind = raws[first + len(rows)].strip() if first + len(rows) < len(raws) else ""
    if len(rows) < FEWEST or behind[:1] in tuple("-+.0123456789…?|["):
        return None
    columns = list(zip(*(split for split in cut(rows, len(names))), strict=False))
    parts = [Part(name, column, tuple(cells(raw) for raw in column)) for name, column in zip(names, columns, strict=False)]
    return (first + len(rows), parts) if len(parts) == len(names) and all(map(is_whole, parts)) else None


def cut(rows: Sequence[str], count: int) -> list[list[str]]:
    """Each row in so many parts: at its bars, or at the widest gutters that go through all rows; nothing where none stand out."""
    barred = [re.split(r"\s\|\s", row.strip("| ")) for row in rows]
    if all(len(row) == count for row in barred):
        return barred
    if any("|" in row for row in rows):
        return []
    width = max(map(len, rows))
    filled = [any(at < len(row) and not row[at].isspace() for row in rows) for at in range(width)]
    gutters: list[tuple[int, int]] = []
    at = filled.index(True)
    for place in range(at, width):
        if filled[place]:
            gutters += [(place - at, at)] if place > at else []
            at = place + 1
    widest = sorted(gutters, reverse=True)
    if len(widest) < count - 1 or (len(widest) >= count and widest[count - 2][0] <= widest[count - 1][0]):
        return []
    places = [0, *sorted(start for _, start in widest[: count - 1]), width]
    return [[row[one:other] for one, other in pairwise(places)] for row in rows]


def cells(raw: str) -> tuple[str, ...]:
    """The numbers of a part's row."""
    return tuple(_BETWEEN.split(raw.strip(" \t|[](),;").replace("−", "-")))


def is_whole(part: Part) -> bool:
    """Whether a part is a matrix of numbers: equal rows, none of which, nor any column, only counts the others."""
    wide = {len(row) for row in part.rows}
    numbers = all(re.fullmatch(_NUMBER, cell) for row in part.rows for cell in row)
    return len(wide) == 1 and max(wide) >= FEWEST and numbers and not counts(part.rows[0]) and not counts([row[0] for row in part.rows])


def bracketed(raws: Sequence[str]) -> tuple[int, list[Part]] | None:
    """Brackets below each other, several in each line, with a name and `=` before one line of each; how many lines that takes."""
    found: list[list[re.Match[str]]] = []
    for raw in raws:
        here = list(_BRACKET.finditer(raw)) if len(raw) <= LONGEST else []
        if len(here) < FEWEST or (found and [one.start() for one in here] != [one.start() for one in found[0]]):
            break
        found.append(here)
    if len(found) < FEWEST:
        return None
    parts: list[Part] = []
    for at in range(len(found[0])):
        before = [raw[row[at - 1].end() if at else 0 : row[at].start()] for raw, row in zip(raws, found, strict=False)]
        named = [text for text in before if text.strip(" ,;")]
        match = _NAME.fullmatch(named[0].lstrip(" ,;")) if len(named) == 1 else None
        if match is None or not is_symbol(match["name"]):
            return None
        rows = tuple(cells(row[at]["cells"]) for row in found)
        parts.append(Part(match["name"].strip(), tuple(row[at].group() for row in found), rows))
    ended = all(not raw[row[-1].end() :].strip(" ,.;") for raw, row in zip(raws, found, strict=False))
    return (len(found), parts) if ended and all(map(is_even, parts)) else None


def is_even(part: Part) -> bool:
    """Whether all rows of a part are of one length."""
    return len({len(row) for row in part.rows}) == 1
