"""Matrices drawn over several lines of text beside each other, each with its name before it or above it, as brackets on one line."""

import re
from collections.abc import Sequence

LONGEST, MOST_ROWS, MOST_ABREAST = 600, 40, 12
_PIECE = re.compile(
    r"[⎡⎢⎣⎛⎜⎝][^⎡⎢⎣⎛⎜⎝⎤⎥⎦⎞⎟⎠]{0,200}[⎤⎥⎦⎞⎟⎠]"
    r"|\|[-+−\d.,eE ]{1,120}\||[│┃][-+−\d.,eE ]{1,120}[│┃]|(?<!\w)\[[-+−\d.,eE ]{1,120}\]|(?<!\w)\([-+−\d.,eE ]{1,120}\)"
    r"|/[-+−\d.,eE ]{1,120}\\|\\[-+−\d.,eE ]{1,120}/"
)
_NUMBER = re.compile(r"[-+]?(?:\d+(?:[.,]\d+)?\.?|\.\d+)(?:e[-+]?\d+)?")
_TITLE = re.compile(r"\S+(?: \S+){0,5}")
_EQUALS = re.compile(r"\s*[=≈:]\s*$")
_RELATIONS = ("=", "≈", ":")


def abreast(rows: Sequence[str]) -> list[str]:
    """The lines, as many as before, with brackets that stand beside each other on the first line of theirs, each behind its name."""
    out = list(rows)
    at = 0
    while at < len(out):
        spans = spans_of(out[at])
        count = height(out, at, spans) if len(spans) > 1 else 0
        matrices = [entries(out[at : at + count], span) for span in spans] if count > 1 else []
        if matrices and all(matrices):
            names, above = names_of(out, at, count, spans)
            if names:
                told = "    ".join(f"{name} = {matrix}" for name, matrix in zip(names, matrices, strict=True))
                out[at : at + count] = [told, *[""] * (count - 1)]
                if above:
                    out[at - 1] = ""
        at += max(1, count)
    return out


def spans_of(row: str) -> list[tuple[int, int]]:
    """Where brackets with numbers in them stand in a line."""
    if len(row) > LONGEST:
        return []
    return [found.span() for found in _PIECE.finditer(row) if any(map(str.isdigit, found.group()))][:MOST_ABREAST]


def height(rows: Sequence[str], at: int, spans: Sequence[tuple[int, int]]) -> int:
    """How many lines have their brackets in the same places."""
    count = 1
    while at + count < len(rows) and count < MOST_ROWS and spans_of(rows[at + count]) == list(spans):
        count += 1
        if rows[at + count - 1][spans[0][0]] in "⎣⎝":
            break
    return count


def entries(rows: Sequence[str], span: tuple[int, int]) -> str:
    """The numbers of one bracket, row by row; nothing where something else stands in it or a row is longer than another."""
    cells = [row[span[0] + 1 : span[1] - 1].replace("−", "-").replace(", ", " ").split() for row in rows]
    if len({len(row) for row in cells}) != 1 or not all(_NUMBER.fullmatch(cell) for row in cells for cell in row):
        return ""
    return f"[{'; '.join(row[0] if len(row) == 1 else '[' + '; '.join(row) + ']' for row in cells)}]"


def names_of(rows: Sequence[str], at: int, count: int, spans: Sequence[tuple[int, int]]) -> tuple[list[str], bool]:
    """The names of the brackets, and whether they stand on the line above; none where one has none or something else stands there."""
    gaps = list(zip([0, *(end for _, end in spans)], [*(start for start, _ in spans), LONGEST], strict=True))
    before = [[row[first:last].strip() for first, last in gaps] for row in rows[at : at + count]]
    named = [row for row in before if any(row)]
    if len(named) == 1 and not named[0][-1] and all(name.endswith(_RELATIONS) for name in named[0][:-1]):
        return [name[:-1].strip() for name in named[0][:-1]], False
    if named or at == 0:
        return [], False
    titles = [(_EQUALS.sub("", found.group()), (found.start() + found.end()) / 2) for found in _TITLE.finditer(rows[at - 1][:LONGEST])]
    above = len(titles) == len(spans) and all(
        start <= middle <= end and any(map(str.isalpha, name)) and "|" not in name
        for (name, middle), (start, end) in zip(titles, spans, strict=True)
    )
    return ([name for name, _ in titles], True) if above else ([], False)
