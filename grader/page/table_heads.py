"""What stands over a table's columns and under its labels where no cells are drawn: told by the places of the words."""

import re
from collections.abc import Sequence

from grader.document import Box, Line, LineKind
from grader.page.cells import holds_value
from grader.text.phrases import SPLIT_WORDS

WIDER, WIDEST = 1.5, 2_000
ALIGNED = 2.0
"""Points between the beginnings of a column and of its head."""
MOST_BETWEEN = 5
"""Lines of a page's foot and the next one's head, and one more."""
LONGEST_TITLE = 14
"""Words of a line that says what the table below it is of."""
_NUMBERED = re.compile(r"\s*(?:table|tabelle|tab)\b\.?\s*\d{0,3}", re.IGNORECASE)
_STATED = re.compile(r"(?<![^\W\d_])\d|[=≈]")
LONGEST_REST = 4
"""Words of the rest of a label."""


def head_above(lines: Sequence[Line], at: int) -> list[str]:
    """The heads that stand in the line above a row, which a margin may part from it."""
    above = (line for line in reversed(lines[max(0, at - MOST_BETWEEN) : at]) if line.kind is not LineKind.MARGIN)
    return heads_in(line, lines[at]) if (line := next(above, None)) is not None else []


def words_above(lines: Sequence[Line], at: int) -> tuple[str, ...]:
    """The words of a caption, or of a short line without numbers, right above a table."""
    above = (line for line in reversed(lines[max(0, at - MOST_BETWEEN) : at]) if line.kind is not LineKind.MARGIN)
    if (line := next(above, None)) is None or line.kind is not LineKind.TEXT:
        return ()
    text = _NUMBERED.sub("", line.text, count=1)
    words = SPLIT_WORDS.findall(text)
    return tuple(words) if len(words) <= LONGEST_TITLE and not _STATED.search(text) else ()


def heads_in(line: Line, row: Line) -> list[str]:
    """The heads that a line of words above a table is, by place: each column's begins where the column does, or stands over it alone.

    The gaps between heads are wider than those between words; in a sentence they are alike.
    """
    words = [(piece.text.strip(), piece.box) for piece in line.pieces if piece.text.strip()]
    cells = cells_of(row)
    boxes = [box for _, box in cells]
    if not follows(line, row) or len(boxes) < 2 or not words or len(words) * len(boxes) > WIDEST:
        return []
    heads: list[list[str]] = [[] for _ in boxes]
    between, inner = [], []  # type: list[float], list[float]
    at, before = None, None  # type: int | None, Box | None
    for word, box in words:
        if box is None:
            return []
        column = column_of(box, boxes)
        new = column is not None and column != at and not heads[column]
        if at is None and not new:
            return []
        at = column if new else at
        if before is not None:
            (between if new else inner).append(box[0] - before[2])
        heads[at or 0].append(word)
        before = box
    valued = [column for column, (text, _) in enumerate(cells) if column and holds_value(text)]
    high = max(box[3] - box[1] for _, box in words if box is not None)
    apart = min(between, default=0.0) > max(WIDER * max(inner, default=0.0), high / 2)
    return [" ".join(head) for head in heads] if apart and valued and all(heads[column] for column in valued) else []


def column_of(box: Box, columns: Sequence[Box | None]) -> int | None:
    """The column that a word begins with, or the only one that it stands over."""
    begun = [at for at, own in enumerate(columns) if own is not None and abs(own[0] - box[0]) <= ALIGNED]
    over = [at for at, own in enumerate(columns) if own is not None and box[0] < own[2] and own[0] < box[2]]
    return begun[0] if begun else over[0] if len(over) == 1 else None


def follows(line: Line, row: Line) -> bool:
    """Whether a row stands on the page of the line before it, or begins the next one."""
    return line.page == row.page or (line.page is not None and row.page == line.page + 1)


def cells_of(row: Line) -> list[tuple[str, Box | None]]:
    """The text of each cell of a row, and where it stands."""
    cells: list[tuple[str, Box | None]] = []
    for piece in row.pieces:
        begins = not cells or row.kind is LineKind.ROW or piece.text.lstrip().startswith(r"\quad")
        text = piece.text.strip().removeprefix(r"\quad").strip()
        if begins:
            cells.append((text, piece.box))
        elif text:
            before, box = cells[-1]
            cells[-1] = (f"{before} {text}", around(box, piece.box))
    return [] if any(r"\quad" in text for text, _ in cells) else cells


def around(box: Box | None, other: Box | None) -> Box | None:
    """The box around two."""
    if box is None or other is None:
        return None
    return (min(box[0], other[0]), min(box[1], other[1]), max(box[2], other[2]), max(box[3], other[3]))


def rest_of_label(lines: Sequence[Line], row: int) -> str:
    """The words below a row's label that go on with it: flush with it, left of the values, in its block and not the next row's."""
    below = lines[row + 1] if row + 1 < len(lines) else None
    cells = cells_of(lines[row]) if below is not None and below.kind is LineKind.TEXT and lines[row].kind is LineKind.TEXT else []
    if below is None or len(cells) < 2 or (below.page, below.block) != (lines[row].page, lines[row].block):
        return ""
    following = lines[row + 2] if row + 2 < len(lines) else None
    text = below.text.strip()
    first, second, own = cells[0][1], cells[1][1], around(*(piece.box for piece in (below.pieces[0], below.pieces[-1])))
    if following is not None and (following.page, following.block) == (below.page, below.block):
        return ""
    if len(text.split()) > LONGEST_REST or not all(word.strip("().,-").isalpha() for word in text.split()):
        return ""
    flush = first is not None and second is not None and own is not None and abs(own[0] - first[0]) <= ALIGNED and own[2] < second[0]
    return text if flush else ""
