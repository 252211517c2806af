"""Tables that are drawn with characters: bars between cells and lines of dashes (`|---+---|`, `+===+`, `┏━━┳━━┓`), or dashes alone."""

import re
from collections.abc import Sequence
from itertools import pairwise

BARS = str.maketrans("│┃║┆┊", "|||||")
LONGEST, MOST_ROWS, MOST_COLUMNS = 2_000, 400, 40
_RULE = re.compile(r"[-=+|:\s─━═┄┈┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛┡╇┩┢╈┪╭╮╰╯╔╦╗╠╬╣╚╩╝╞╪╡╒╤╕╘╧╛┠╂┨┝┿┥╟╫╢]+")
_RUN = re.compile(r":?[-=─━═┄┈]+:?")
_DASHES = re.compile(r"--|==|[─━═]")


def is_rule(row: str) -> bool:
    """Whether a line is nothing but dashes, and bars or gaps between them."""
    return len(row) <= LONGEST and _DASHES.search(row) is not None and _RULE.fullmatch(row) is not None


def drawn(rows: Sequence[str]) -> dict[int, list[str]]:
    """The lines that belong to drawn tables, each with its cells; a line of dashes has none."""
    found: dict[int, list[str]] = {}
    for at, row in enumerate(rows):
        if at in found or not _DASHES.search(row[:LONGEST]) or not is_rule(row):
            continue
        runs = [run.span() for run in _RUN.finditer(row)]
        if not 1 < len(runs) <= MOST_COLUMNS:
            continue
        barred = any(not row[end:start].isspace() for (_, end), (start, _) in pairwise(runs))
        framed = row.lstrip()[0] not in "-=:─━═┄┈"
        below = around(rows, range(at + 1, min(len(rows), at + MOST_ROWS)), runs, barred=barred, framed=framed)
        above = around(rows, range(at - 1, max(-1, at - 4), -1), runs, barred=barred, framed=framed)
        above = {number: cells for number, cells in above.items() if number not in found}
        if any(below.values()) and (barred or any(above.values())):
            found.update({at: [], **above, **below})
    return found


def around(rows: Sequence[str], places: range, runs: Sequence[tuple[int, int]], *, barred: bool, framed: bool) -> dict[int, list[str]]:
    """The lines next to a line of dashes that are rows of the same table."""
    found: dict[int, list[str]] = {}
    for at in places:
        if len(rows[at]) > LONGEST or not rows[at].strip():
            break
        if is_rule(rows[at]):
            found[at] = []
            continue
        cells = between_bars(rows[at], framed=framed) if barred else under(rows[at], runs)
        if len(cells) != len(runs):
            break
        found[at] = cells
    return found


def between_bars(row: str, *, framed: bool) -> list[str]:
    """The cells of a row with bars between them, and perhaps at its ends; the first cell may be empty where no frame stands left of it."""
    inner = row.translate(BARS).strip()
    if "|" not in inner:
        return []
    return [cell.strip() for cell in (inner.removeprefix("|") if framed else inner).removesuffix("|").split("|")]


def under(row: str, runs: Sequence[tuple[int, int]]) -> list[str]:
    """The cells of a row that stand under the dashes of their columns; none where a word goes on over a gap."""
    starts = [start for start, _ in runs]
    if row[: starts[0]].strip() or any(row[end:start].strip() for (_, end), start in zip(runs, starts[1:], strict=False)):
        return []
    return [row[start:end].strip() for start, end in zip(starts, [*starts[1:], len(row)], strict=True)]
