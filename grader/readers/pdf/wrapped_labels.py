"""Labels of table rows that go on below: `accuracy on the test set` above `shifted by two`, the values beside the first line."""

from collections.abc import Sequence

from grader.readers.pdf.grids import Cells, numeric
from grader.readers.pdf.items import Sort, joined
from grader.readers.pdf.rows import QUAD, Row, gaps, text_of

FLUSH = 1.0
"""By how many points the rest of a label may begin beside it."""
TIGHT = 0.9
"""Lines of one label are nearer to each other than rows of the table, by this at least."""
LINE = 1.4
"""The greatest step between two lines of a label, in sizes."""


def with_whole_labels(rows: Sequence[Row]) -> list[Row]:
    """The rows, a label's second line in its row."""
    found: list[Row] = []
    at = 0
    while at < len(rows):
        whole = _whole(rows, at)
        found.append(whole or rows[at])
        at += 2 if whole else 1
    return found


def _whole(rows: Sequence[Row], at: int) -> Row | None:
    """A row with the label that goes on below it; None where none does."""
    if at + 1 >= len(rows):
        return None
    upper, rest = rows[at], rows[at + 1]
    cells, words = _cells(upper), text_of(rest)
    if len(cells) < 2 or QUAD in words or not (words[0].islower() or words[0] == "(") or any(char.isdigit() for char in words):
        return None
    flush = abs(rest.items[0].x0 - upper.items[0].x0) < FLUSH and rest.items[-1].x1 < cells[1][0].x0
    step = rest.y - upper.y
    if not flush or step > LINE * upper.size or not numeric([cells]) or not _apart(rows, at, len(cells), step):
        return None
    label = [*cells[0], *rest.items]
    one = joined(label, f"{text_of(Row(tuple(cells[0]), upper.y))} {words}", Sort.TOKEN, upper.y)
    return Row((one, *(item for cell in cells[1:] for item in cell)), upper.y)


def _apart(rows: Sequence[Row], at: int, columns: int, step: float) -> bool:
    """Whether a row of as many cells stands above or below, both further away than the second line of the label."""
    above = rows[at].y - rows[at - 1].y if at and len(_cells(rows[at - 1])) in (columns, columns - 1) else None
    below = rows[at + 2].y - rows[at + 1].y if at + 2 < len(rows) and len(_cells(rows[at + 2])) == columns else None
    steps = [one for one in (above, below) if one is not None]
    return bool(steps) and all(step < TIGHT * one for one in steps)


def _cells(row: Row) -> Cells:
    """The items of a row, parted at wide gaps."""
    found: Cells = [[row.items[0]]]
    for gap, item in zip(gaps(row), row.items[1:], strict=True):
        if gap == QUAD:
            found.append([])
        found[-1].append(item)
    return found
