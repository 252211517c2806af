"""Table cells as statements: each value with the words of its row's header and of the header above it."""

import re
from collections.abc import Iterator, Sequence

from grader.document import Box, Line, LineKind
from grader.items import Item, Sign
from grader.labels import last_label
from grader.notation import parse
from grader.phrases import SPLIT_WORDS, marked_by_words
from grader.sections import Spot
from grader.stated import Member, Statement

ROUNDS = frozenset("epoch epochs epoche epochen iteration iterations step steps schritt round runde".split())

SHORT = 2
"""Words of a cell that says what a value is of."""
REMARKS = frozenset("remark remarks comment comments note notes bemerkung bemerkungen kommentar anmerkung anmerkungen unit einheit".split())
YES, NO = frozenset("yes ja true wahr x ✓ ✔ y j".split()), frozenset("no nein false falsch ✗ ✘ n".split())
MANY = 1
"""Column; of a table with more than it a row that is empty behind its first cell is a title for those below."""
WIDER, WIDEST = 1.5, 2_000
ALIGNED = 2.0
"""Points between the beginnings of a column and of its head."""


_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
"""Wide gaps between brackets part the entries of a vector."""


def is_row(line: Line) -> bool:
    """Whether a line is a table row: several cells and no equation in them."""
    if line.kind is LineKind.ROW:
        return not any(char in piece.text for piece in line.pieces for char in "=≈")
    if line.kind is LineKind.HEADING or r"\quad" not in line.text or line.kind is LineKind.MATH:
        return False
    return not any(char in line.text for char in "=≈:") and "⟦" not in line.text and r"\quad" in _BRACKETED.sub("", line.text)


def table(rows: Sequence[int], lines: Sequence[Line], spots: Sequence[Spot], parsed: Sequence[tuple[Item, ...]]) -> Iterator[Statement]:
    """Cells that hold a value, each with the words of its row's header and of the last row above that is all words."""
    header = head_above(lines[rows[0] - 1], lines[rows[0]]) if rows and rows[0] and headless(rows, lines, parsed) else []
    passed = earlier_rounds(rows, lines)
    group, named, above = "", "", -1  # a title inside the table, the last row's name, the last row of heads
    for position, row in enumerate(rows):
        items = by_cell(parsed[row])
        text = lines[row].text
        cells = [text[cell[0].start : cell[-1].end] if cell else "" for cell in items]
        headed = len(cells) == 1 or (len(header) == len(cells) and header[0].strip() and all(map(holds_value, cells)))
        valued = [column for column, cell in enumerate(cells) if holds_value(cell) and (column > 0 or headed)]
        if not valued:
            if header and len(cells) > MANY and [bool(cell.strip()) for cell in cells] == [True, *[False] * (len(cells) - 1)]:
                group, named = cells[0], ""
                continue
            spanned = above == position - 1 and len(header) == len(cells)
            header = under_spans(header, cells) if spanned else cells if len(cells) > 1 else []
            group, named, above = "", "", position
            continue
        if row in passed:
            continue
        shift = len(header) - len(cells)
        empty = [column for column, cell in enumerate(cells) if column and not cell.strip(" -–—?/.")]
        named = cells[0] if cells[0].strip() else named
        heads = header if header and shift == 0 else [""] * len(cells)
        told = [answered(cells[at], heads[at]) for at in said_beside(cells, heads, valued)]
        left = [cell for cell in (named, *told) if cell.strip() and not holds_value(cell)]
        for column in sorted([*valued, *empty]):
            words = [*([group] if group else []), *left] if column > 0 else []
            if header and shift in (0, -1):
                words.append(header[column + shift])
            statement = cell_statement(row, items[column], spots[row], words)
            statement.prose = position > 0 and rows[position - 1] in passed  # the last round, or was an earlier one the best?
            yield statement


def said_beside(cells: Sequence[str], heads: Sequence[str], valued: Sequence[int]) -> list[int]:
    """The cells that say what a row's value is of: those before it; behind it, where it is the only one, short ones that are no remark."""
    behind = [
        at
        for at in range(valued[0] + 1, len(cells) if len(valued) == 1 else 0)
        if len(cells[at].split()) <= SHORT and not REMARKS & set(heads[at].casefold().split())
    ]
    return [*range(1, valued[0]), *behind]


def answered(cell: str, head: str) -> str:
    """What a cell says that only affirms or denies its head: `yes` under `shifted`."""
    said = cell.strip().casefold()
    return head if said in YES else f"not {head}" if said in NO else cell


def under_spans(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Two rows of heads as one: what stands above holds for the columns behind it, too, up to the next one's."""
    heads: list[str] = []
    over = ""
    for above, below in zip(upper, lower, strict=True):
        over = above if above.strip() else over
        heads.append(f"{over} {below}".strip() if below.strip() else over if above.strip() else "")
    return heads


def head_above(line: Line, row: Line) -> list[str]:
    """The heads that a line of words above a table is, by place: each column's begins where the column does, or stands over it alone.

    The gaps between heads are wider than those between words; in a sentence they are alike.
    """
    words = [(piece.text.strip(), piece.box) for piece in line.pieces if piece.text.strip()]
    boxes = [piece.box for piece in row.pieces]
    if line.page != row.page or len(boxes) < 2 or not words or len(words) * len(boxes) > WIDEST:
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
    valued = [column for column, piece in enumerate(row.pieces) if column and holds_value(piece.text)]
    high = max(box[3] - box[1] for _, box in words if box is not None)
    apart = min(between, default=0.0) > max(WIDER * max(inner, default=0.0), high / 2)
    return [" ".join(head) for head in heads] if apart and valued and all(heads[column] for column in valued) else []


def column_of(box: Box, columns: Sequence[Box | None]) -> int | None:
    """The column that a word begins with, or the only one that it stands over."""
    begun = [at for at, own in enumerate(columns) if own is not None and abs(own[0] - box[0]) <= ALIGNED]
    over = [at for at, own in enumerate(columns) if own is not None and box[0] < own[2] and own[0] < box[2]]
    return begun[0] if begun else over[0] if len(over) == 1 else None


def headless(rows: Sequence[int], lines: Sequence[Line], parsed: Sequence[tuple[Item, ...]]) -> bool:
    """Whether a table has several columns of values and no row above them that says what they are."""
    valued = []
    for row in rows:
        text = lines[row].text
        cells = [text[cell[0].start : cell[-1].end] if cell else "" for cell in by_cell(parsed[row])]
        valued.append([column for column, cell in enumerate(cells) if column and holds_value(cell)])
    return bool(valued) and bool(valued[0]) and max(map(len, valued)) > 1


def earlier_rounds(rows: Sequence[int], lines: Sequence[Line]) -> frozenset[int]:
    """The rows of a training's table that a later round replaces: `epoch` heads the first column, whole numbers that grow stand below."""
    passed: list[int] = []
    rounds: list[tuple[int, int]] = []
    for row in rows:
        first = lines[row].text.partition(r"\quad")[0].strip().casefold()
        if first.isdecimal() and rounds and rounds[-1][1] < int(first[:9]):
            if rounds[-1][0] >= 0:
                passed.append(rounds[-1][0])
            rounds.append((row, int(first[:9])))
        else:
            rounds = [(-1, -1)] if first.strip("#.: ") in ROUNDS else []
    return frozenset(passed)


def by_cell(items: Sequence[Item]) -> list[tuple[Item, ...]]:
    """The items of each cell of a row."""
    cells: list[list[Item]] = [[]]
    for item in items:
        if isinstance(item, Sign) and item.text == "quad":
            cells.append([])
        else:
            cells[-1].append(item)
    return [tuple(cell) for cell in cells]


def holds_value(cell: str) -> bool:
    """Whether a cell begins with a number or a bracket."""
    stripped = cell.lstrip("≈~+- ([⟦$")
    return (
        stripped[:1].isdigit()
        or (stripped[:1] == "." and stripped[1:2].isdigit())
        or (stripped[:7].startswith(r"\frac{") and stripped[6:7].isdigit())
    )


def cell_statement(row: int, items: tuple[Item, ...], spot: Spot, heads: Sequence[str]) -> Statement:
    """One cell as a statement."""
    label = None
    for head in heads:
        found = last_label(parse(head))
        label = label or (found[0] if found is not None and found[1] == 0 else None)
    words = tuple(word for head in heads for word in SPLIT_WORDS.findall(head))
    step = next((step for word in words if (step := marked_by_words([word]))), "")
    return Statement(row, spot, label, words, [Member(row, items)] if items else [], table=True, step=step)
