"""Arrays that are printed below their type, `2-element Vector{Float64}:` and an entry a line as Julia shows them, on one line."""

import re
from collections.abc import Sequence

MOST_ROWS = 200
_HEAD = re.compile(
    r"(?P<before>[^\d{}()\[\]]{0,60}[=:]\s*)?(?:(?P<entries>\d{1,3})-element|(?P<rows>\d{1,3})[×x](?P<columns>\d{1,3})) "
    r"(?:[A-Z]\w{0,40}(?:\.\w{1,40})?\{[^\n]{0,120}\}|(?:adjoint|transpose)\([^\n]{0,120}\) with eltype \w{1,20})[^\n\w]{0,3}:"
)
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[ef][-+]?\d+)?")


def array_at(rows: Sequence[str], at: int) -> tuple[str, int]:
    """The array whose type stands in a line, as `[14.0; 20.0]`, and how many lines it takes; nothing where it is not whole."""
    head = _HEAD.fullmatch(rows[at].strip()) if rows[at].rstrip().endswith(":") else None
    if head is None:
        return "", 0
    count, width = (int(head["entries"]), 1) if head["entries"] else (int(head["rows"]), int(head["columns"]))
    cells = [row.split() for row in rows[at + 1 : at + 1 + min(count, MOST_ROWS)]]
    whole = 0 < count == len(cells) and all(len(row) == width and all(map(_NUMBER.fullmatch, row)) for row in cells)
    if not whole:
        return "", 0
    inner = ", ".join(row[0] if head["entries"] else f"[{', '.join(row)}]" for row in cells)
    return f"{head['before'] or ''}[{inner}]", count + 1
