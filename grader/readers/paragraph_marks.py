"""What marks typed paragraphs from outside, taken away: the `>` of a quotation, a line drawn under a heading, a frame."""

import re
from collections.abc import Sequence

LONGEST_HEADING = 80
_QUOTED = re.compile(r"^\s{0,3}(?:>\s?){1,3}")
_UNDERLINE = re.compile(r"^\s*+([-=─━═~‾¯^*#])\1{2,}\s*+$")
_NUMBERED = re.compile(
    r"^\s*+(?:(?:task|exercise|problem|question|part|section|sheet|aufgabe|teilaufgabe|teil|frage|abschnitt|blatt|übung)\.?\s+)?"
    r"\(?\d{1,2}(?:\.\d{1,2})*+(?![\d,.]*\d)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{3,}")
_NO_HEADING = re.compile(r"[=≈%|<>]|\S(?: {2,}|\t)\S")
"""Values and the heads of a table's columns."""
_FRAME = re.compile(r"^\s*+[┌┏╔╭└┗╚╰+][-─━═]{2,}[┐┓╗╮┘┛╝╯+]\s*+$")
_FRAMED = re.compile(r"^\s*+([│┃║|])([^│┃║|]*+)\1\s*+$")


def unquoted(rows: Sequence[str]) -> list[str]:
    """The lines without the marks of block quotations; `>` below other text of its paragraph may be a relation."""
    out: list[str] = []
    open_ = False
    for at, row in enumerate(rows):
        mark = _QUOTED.match(row) if open_ or at == 0 or not rows[at - 1].strip() else None
        out.append(row if mark is None else row[mark.end() :])
        open_ = mark is not None
    return out


def unframed(rows: Sequence[str]) -> list[str]:
    """The lines without a frame drawn round whole lines; a frame with columns is a table, and stays."""
    out = list(rows)
    top = -1
    for at, row in enumerate(rows):
        if _FRAME.match(row):
            if top >= 0 and at > top + 1:
                inside = [_FRAMED.match(one) for one in rows[top + 1 : at]]
                out[top : at + 1] = ["", *(found[2] for found in inside if found is not None), ""]
                top = -1
            else:
                top = at
        elif top >= 0 and not _FRAMED.match(row):
            top = -1
    return out


def underlined(rows: Sequence[str]) -> int:
    """Which line of a paragraph is a heading with a line drawn under it (and perhaps over it); -1 where none is."""
    at = 1 if len(rows) > 2 and _UNDERLINE.match(rows[0]) else 0
    if len(rows) < at + 2 or not _UNDERLINE.match(rows[at + 1]):
        return -1
    row = rows[at]
    if len(row) > LONGEST_HEADING or _NO_HEADING.search(row.strip()) or not _WORD.search(row):
        return -1
    if _NUMBERED.match(row):
        return at
    told = any(char.isdigit() for char in row)  # `Loss: 200` between two lines is a result
    return at if (at == 1 or len(rows) == at + 2) and not told else -1


def is_underline(row: str) -> bool:
    """Whether a line is drawn under a heading."""
    return _UNDERLINE.match(row) is not None
