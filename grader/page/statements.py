"""What a document states: chains of equalities with their labels, across lines, and table cells with their headers."""

from collections.abc import Sequence

from grader.document import Line, LineKind
from grader.page.banners import banner_of
from grader.page.chains import Chains
from grader.page.sections import Spot
from grader.page.stated import Statement
from grader.page.table_heads import rest_of_label
from grader.page.tables import is_row, is_rule
from grader.text.items import Item

LONGEST_CHAIN = 200
Parsed = Sequence[tuple[Item, ...]]
"""The items of each line of a document."""


def statements(lines: Sequence[Line], spots: Sequence[Spot], parsed: Parsed) -> tuple[Statement, ...]:
    """Everything stated in a document, in its order."""
    reader = Chains()
    rows: list[int] = []
    for index, (line, spot) in enumerate(zip(lines, spots, strict=True)):
        if line.kind is LineKind.MARGIN:
            continue
        if reader.enters(line):
            reader.table(rows, lines, spots, parsed)
            rows = []
            reader.begin_cell(line)
        if is_row(line) and banner_of(line) is None:
            rows.append(index)
            continue
        if rows and ((rows[-1] == index - 1 and rest_of_label(lines, index - 1)) or is_rule(line)):
            continue
        reader.table(rows, lines, spots, parsed)
        rows = []
        reader.line(index, line, spot, parsed[index])
    reader.table(rows, lines, spots, parsed)
    return tuple(reader.found)
