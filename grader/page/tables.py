"""Table cells as statements: each value with the words of its row's header and of the header above it."""

import re
from collections.abc import Iterator, Sequence

from grader.document import Line, LineKind
from grader.page.cells import by_cell, cell_statement, holds_value, is_cell
from grader.page.paired_cells import paired
from grader.page.sections import Spot
from grader.page.stated import Statement
from grader.page.table_heads import head_above, rest_of_label, words_above
from grader.page.table_parts import all_of, of_one_layer, of_pieces, of_whole, part_of, sum_of, summed, sums_up
from grader.text.items import Item
from grader.text.phrases import SPLIT_WORDS

ROUNDS = frozenset("epoch epochs epoche epochen iteration iterations step steps schritt round runde".split())

SHORT = 2
"""Words of a cell that says what a value is of."""
REMARKS = frozenset("remark remarks comment comments note notes bemerkung bemerkungen kommentar anmerkung anmerkungen unit einheit".split())
YES, NO = frozenset("yes ja true wahr x ✓ ✔ y j".split()), frozenset("no nein false falsch ✗ ✘ n".split())
LONGEST_CORNER = 100
SHORTEST_RULE = 3
RULED = frozenset("-=+|─═—–_ ")
MANY = 1
"""Column; of a table with more than it a row that is empty behind its first cell is a title for those below."""
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
"""Wide gaps between brackets part the entries of a vector."""


def is_row(line: Line) -> bool:
    """Whether a line is a table row: several cells and no equation in them, other than a calculation."""
    if line.kind is LineKind.ROW:
        return all(is_cell(piece.text) for piece in line.pieces)
    if line.kind is LineKind.HEADING or r"\quad" not in line.text or line.kind is LineKind.MATH:
        return False
    return not any(char in line.text for char in "=≈:") and "⟦" not in line.text and r"\quad" in _BRACKETED.sub("", line.text)


def is_rule(line: Line) -> bool:
    """Whether a line only rules off the rows of a table: `-----`."""
    return len(line.text.strip()) >= SHORTEST_RULE and set(line.text) <= RULED


def table(
    rows: Sequence[int],
    lines: Sequence[Line],
    spots: Sequence[Spot],
    parsed: Sequence[tuple[Item, ...]],
    title: Sequence[str] = (),
) -> Iterator[Statement]:
    """Cells that hold a value, each with the words of its row's header and of the last row above that is all words."""
    bare = headless(rows, lines, parsed)
    header = head_above(lines, rows[0]) if bare and rows[0] else []
    passed = earlier_rounds(rows, lines)
    labels = [lines[row].text.partition(r"\quad")[0] for row in rows]
    row_sums, above_it = summed(labels), words_above(lines, rows[0]) if rows and not bare else ()
    first, *others = lines[rows[0]].text.split(r"\quad") if rows else [""]
    alone = sum_of((*title, *above_it, *SPLIT_WORDS.findall(first)), [*labels[1:], *others])
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
        named = f"{cells[0]} {rest_of_label(lines, row)}".strip() if cells[0].strip() else named
        heads = header if header and shift == 0 else [""] * len(cells)
        told = [answered(cells[at], heads[at]) for at in said_beside(cells, heads, valued)]
        total = (sums_up(named) or of_whole(named, labels)) and not alone
        named_so = "total" if total and not any(map(str.isascii, named.strip())) else named
        left = [cell for cell in (named_so, *told) if cell.strip() and not holds_value(cell) and not (alone and sums_up(cell))]
        corner = (*(SPLIT_WORDS.findall(header[0][:LONGEST_CORNER]) if header and not shift else ()), *above_it)
        part, sums, pieces, one_layer = part_of(named, row_sums), summed(header), of_pieces(header), of_one_layer(named)
        for column in sorted([*valued, *empty]):
            words = [*([group] if group else []), *left, *(["total"] if total else [])] if column > 0 else []
            whole = header[column + shift] if header and shift in (0, -1) else ""
            for head, own in paired(whole, items[column]) or [(whole, items[column])]:
                heads = [head, *(["total"] if all_of(head) else [])] if not (sums_up(head) and pieces) else []
                statement = cell_statement(row, own, spots[row], [*words, *heads])
                statement.parts = tuple(one for one in (part, part_of(head, sums)) if one)
                statement.corner = corner if column > 0 else above_it
                replaced = position > 0 and rows[position - 1] in passed  # the last round, or was an earlier one the best?
                statement.prose = replaced or (bool(heads) and sums_up(head) and one_layer)
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
