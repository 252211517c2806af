"""Tables as a data frame prints them: heads flush with the ends of the columns below them, before each row its name, or several."""

import re
from collections.abc import Sequence

_CELLS = re.compile(r"\S+(?: \S+)*")
_WORDS = re.compile(r"\S+")
_LETTER = re.compile(r"[^\W\d_]")
LONGEST = 2_000
Cells = list["re.Match[str]"]


def aligned(rows: Sequence[str], *, worded: bool = False) -> dict[int, list[str]]:
    """The lines that belong to such tables, each with its cells; one that names the rows' names has none.

    `worded` asks for heads with letters in them: rows of numbers that stand so may be a matrix.
    """
    cells = [list(_CELLS.finditer(row)) if "  " in row and len(row) <= LONGEST else [] for row in rows]
    found: dict[int, list[str]] = {}
    at = 0
    while at < len(rows):
        head = cells[at]
        if not head or head[0].start() == 0 or (worded and not all(_LETTER.search(one[0]) for one in head)):
            at += 1
            continue
        names = names_of(rows[at + 1], head) if at + 1 < len(rows) else []
        first = at + 2 if names else at + 1
        table: list[list[str]] = []
        while first + len(table) < len(rows) and (row := flush(cells[first + len(table)], head, names)):
            table.append(row)
        if table and is_numbering([one[0] for one in head]) and is_numbering([row[0] for row in table]):
            at += len(table) + 1  # a matrix
            continue
        if table:
            named = [name[0] for name in names] or [""]
            whole = uncounted([[*named, *(one[0] for one in head)], *table])
            found[at] = whole[0]
            found.update({at + 1: []} if names else {})
            found.update(enumerate(whole[1:], start=first))
        at = max(at + 1, first + len(table) if table else 0)
    return found


def names_of(row: str, head: Cells) -> Cells:
    """The words of a line right below the heads that stands left of them all: the names of what the rows are named by."""
    words = list(_WORDS.finditer(row)) if len(row) <= LONGEST else []
    left = bool(words) and words[0].start() == 0 and words[-1].end() <= head[0].start() and all(_LETTER.match(word[0]) for word in words)
    return words if left else []


def flush(row: Cells, head: Cells, names: Cells) -> list[str]:
    """The cells of a row whose last ones end where the heads do, and whose first ones begin where the names' names do."""
    before = row[: -len(head)]
    if [one.end() for one in row[-len(head) :]] != [one.end() for one in head] or not before:
        return []
    if len(names) < 2:
        return [one[0] for one in row] if len(before) == 1 else []
    places = {one.start(): one[0] for one in before}
    starts = [name.start() for name in names]
    return [*(places.get(start, "") for start in starts), *(one[0] for one in row[-len(head) :])] if set(places) <= set(starts) else []


def is_numbering(cells: Sequence[str]) -> bool:
    """Whether cells only count columns, or rows: where both are counted, what stands there is a matrix."""
    return len(cells) > 1 and all(cell == str(at) for at, cell in enumerate(cells))


def uncounted(rows: list[list[str]]) -> list[list[str]]:
    """A table without the column in which a data frame counts its rows."""
    counted = len(rows) > 1 and len(rows[0]) > 2 and not rows[0][0] and all(row[:1] == [str(at)] for at, row in enumerate(rows[1:]))
    return [row[1:] for row in rows] if counted else rows
