"""Tables whose columns are parted by blanks alone, as programs print them with padded strings: names above, numbers below."""

import re
from collections.abc import Sequence

LONGEST, MOST_ROWS, MOST_COLUMNS = 400, 200, 20
_CELLS = re.compile(r"\S+(?: \S+)*")
_NUMBER = re.compile(r"[-+(]?\d[\d.,]*(?:e[-+]?\d+)?\)? ?%?|[-–—]|n/?a")
_SIGNS = re.compile(r"[=:≈|#]|->|→")
Spans = list[tuple[int, int]]


def spaced(rows: Sequence[str]) -> dict[int, list[str]]:
    """The lines that belong to such tables, each with its cells; the head's first cell may be missing."""
    found: dict[int, list[str]] = {}
    at = 0
    while at < len(rows):
        head = _spans(rows[at])
        below = _below(rows, at, head) if head and not any(_NUMBER.fullmatch(rows[at][start:end]) for start, end in head) else []
        if below:
            width = len(_spans(rows[below[0]]))
            found[at] = [""] * (width - len(head)) + [rows[at][start:end] for start, end in head]
            found.update({number: [rows[number][start:end] for start, end in _spans(rows[number])] for number in below})
        at = below[-1] + 1 if below else at + 1
    return found


def _spans(row: str) -> Spans:
    """Where the cells of a row stand; none where it is no row of a table."""
    if len(row) > LONGEST or "  " not in row.strip() or _SIGNS.search(row):
        return []
    spans = [cell.span() for cell in _CELLS.finditer(row)]
    return spans if 1 < len(spans) <= MOST_COLUMNS else []


def _below(rows: Sequence[str], head: int, named: Spans) -> list[int]:
    """The rows of numbers right below a head, each with a name before it, in the head's columns."""
    found: list[int] = []
    table: list[Spans] = []
    for at in range(head + 1, min(len(rows), head + MOST_ROWS)):
        spans = _spans(rows[at])
        numbers = [_NUMBER.fullmatch(rows[at][start:end]) is not None for start, end in spans]
        if not spans or numbers[0] or not all(numbers[1:]) or (table and len(spans) != len(table[0])):
            break
        if not 0 <= len(spans) - len(named) <= 1 or not _apart([*table, spans], named):
            break
        table.append(spans)
        found.append(at)
    return found


def _apart(table: Sequence[Spans], named: Spans) -> bool:
    """Whether a strip of blanks runs between all columns, through the head, too."""
    missing = len(table[0]) - len(named)
    columns = [[row[at] for row in table] + ([named[at - missing]] if at >= missing else []) for at in range(len(table[0]))]
    ends = [max(end for _, end in column) for column in columns]
    starts = [min(start for start, _ in column) for column in columns]
    return all(end < start for end, start in zip(ends, starts[1:], strict=False))
