"""Tables whose cells are parted by a sign alone, without a line of dashes: `model,original,shifted` and `model | original | shifted`."""

import re
from collections.abc import Sequence

from grader.printed.data_frames import uncounted

LONGEST, MOST_ROWS, MOST_COLUMNS, MOST_WORDS = 400, 200, 20, 5
FEWEST = 3
"""Lines of a table with two columns, and cells of one with two lines."""
_WORDS = re.compile(r"[^\W\d_][^=:<>|,;(){}\[\]$\\]*(?:[(\[][^=:<>|,;(){}\[\]$\\]{1,20}[)\]])?")
_COUNT = re.compile(r"\d{1,6}")
_POINT = re.compile(r"[-−+]?\d+(?:\.\d+)?(?:e[-+]?\d+)? ?%?")
_COMMA = re.compile(r"[-−+]?\d+(?:[.,]\d+)*(?:e[-+]?\d+)? ?%?")
SIGNS = {",": _POINT, ";": _COMMA, "|": _COMMA}
"""What parts cells, and how numbers may be written between."""
Row = tuple[list[str], list[str]]
"""The cells of a line, and whether each holds a number or words."""


def parted(rows: Sequence[str]) -> dict[int, list[str]]:
    """The lines that belong to such tables, each with its cells."""
    found: dict[int, list[str]] = {}
    at = 0
    while at < len(rows):
        tables = [below(rows, at, sign) for sign in SIGNS if sign in rows[at]]
        table = next((table for table in tables if is_table(table)), [])
        found.update(enumerate(uncounted([cells for cells, _ in table]), start=at))
        at += len(table) or max(1, min(map(len, tables), default=1) - 1)  # the last line of words may be the head of what follows
    return found


def is_table(rows: Sequence[Row]) -> bool:
    """Whether rows are enough, and hold numbers."""
    return len(rows) > 1 and "number" in rows[-1][1][1:] and max(len(rows), len(rows[0][0])) >= FEWEST


def below(rows: Sequence[str], at: int, sign: str) -> list[Row]:
    """A head and the rows under it, each column either numbers or words, and which of them; none where the first line is no head."""
    head = cells_of(rows[at], sign)
    if len(head) < 2 or not all(_WORDS.fullmatch(cell) for cell in head[1:]) or (head[0] and not _WORDS.fullmatch(head[0])):
        return []
    table: list[Row] = [(head, [""] * len(head))]
    for row in rows[at + 1 : at + MOST_ROWS]:
        cells = cells_of(row, sign)
        own = [kind_of(cell, sign) for cell in cells]
        kinds = table[-1][1]
        if len(cells) != len(head) or "" in own or any(kind not in ("", new) for kind, new in zip(kinds[1:], own[1:], strict=True)):
            break
        table.append((cells, own))
    return table


def cells_of(row: str, sign: str) -> list[str]:
    """The cells of a line, without quotes and a frame."""
    if len(row) > LONGEST or not row.strip():
        return []
    if sign == "|":
        parts = re.split(r"(?<=\s)\|(?=\s)", f" {row.strip().strip('|')} ")
        return [] if any("|" in part for part in parts) or len(parts) > MOST_COLUMNS else [part.strip() for part in parts]
    parts = row.strip().split(sign)
    return [part.strip().strip("\"'").strip() for part in parts] if len(parts) <= MOST_COLUMNS else []


def kind_of(cell: str, sign: str) -> str:
    """Whether a cell holds a number or a few words."""
    if SIGNS[sign].fullmatch(cell):
        return "number"
    return "words" if _WORDS.fullmatch(cell) and len(cell.split()) <= MOST_WORDS else ""
