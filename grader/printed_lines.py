"""What a program printed, as lines of a document: the last state of each line, without colours, its places kept by cell."""

import re
from collections.abc import Iterator

from grader.document import Line, LineKind, Piece, Source

LONGEST_LINE = 2_000
MOST_LINES = 2_000
"""Of one cell; of a longer output its beginning and its end are kept."""
_COLOURS = re.compile(r"\x1b(?:\[[0-9;?]{0,20}[ -/]{0,4}[@-~]|[@-Z\\-_])")
_GAP = re.compile(r"[ \t]{3,}|\t")


def printed_lines(text: str, cell: int, block: int) -> Iterator[Line]:
    """The lines of one cell's output; `block` is the first number that is free."""
    rows = text.split("\n")
    if len(rows) > MOST_LINES:
        rows = [*rows[: MOST_LINES // 2], *rows[-MOST_LINES // 2 :]]
    for row in rows:
        shown = _COLOURS.sub("", row).rstrip("\r").rpartition("\r")[2][:LONGEST_LINE].strip()
        if shown:
            yield Line((Piece(_GAP.sub(r" \\quad ", shown), shown),), LineKind.TEXT, Source.NOTEBOOK, block, page=cell)
