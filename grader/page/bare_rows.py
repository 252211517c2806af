r"""Matrices written as rows of numbers and nothing else below a line that names them, as one line: `Y_1 = ⟦1 & 2 \\ 3 & 4⟧`.

The rows may be a table without heads, lines of a console parted by gaps or commas, or `row 1: …`. What is odd in any way (rows of unequal
length, numbers that may only count the rows or columns, a cell that is no number, a title that says more) stays as it was.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from grader.document import Document, Line, LineKind, Piece
from grader.page.labels import last_label
from grader.page.reservation_words import BEFORE, TAKEN_BACK
from grader.page.stacked import around, counts, joined, plain
from grader.text.notation import parse

LONGEST_TITLE, MOST_ROWS, FEWEST = 90, 64, 2
EVEN = 1.25
"""How much wider than another one a step from row to row may be within a table."""
_NUMBER = r"[-+]?(?:\d+(?:[.,]\d*)?|\.\d+)(?:e[-+]?\d+)?"
_NUMBERS = re.compile(rf"[|\[(]?\s*{_NUMBER}(?:(?:\s*[;&|]\s*|,?\s+){_NUMBER})*\s*[|\])]?[,;]?")
_BETWEEN = re.compile(r"\s*[;&|]\s*|,?\s+")
_RUN = re.compile(rf"{_NUMBER}(?:(?:\s{{2,}}|\s(?=[-+])){_NUMBER})+")
_WIDE = re.compile(r"\s+")
"""Numbers that share a cell, as a minus or a wide gap shows."""
_BANNER = re.compile(r"(?P<mark>[-=*#~_])(?P=mark)+\s*(?P<title>[^=]*?[^=\s])\s*(?P=mark){2,}\s*:?")
"""A title between rules: `--- Y1 ---`."""
_APPLIED = re.compile(
    r"(?P<one>[^\s,]{1,8})\s(?:auf|on|applied to|(?:angewendet|angewandt) auf|gefaltet mit|convolved with|correlated with)"
    r"\s(?P<other>[^\s,]{1,8})",
    re.IGNORECASE,
)
_ROW = re.compile(r"(?:row|zeile|r|z)\s?\.?\s?(?P<at>\d{1,2})\s?[:=.)]\s*(?=[-+(\[.\d])", re.IGNORECASE)
_COUNTED = re.compile(r"\(?(?P<at>\d{1,2})[:.)]\s+(?=[-+(\[\d])")
_COMMAS = re.compile(r"[-+]?\d+(?:,[-+]?\d+){2,}[,;]?")
_ARROW = re.compile(r"\s*(?:->|→|⇒|=>|↦)\s*")
_BRACKETED = re.compile(r"(?P<before>.*?)\s*\((?P<name>[^()]{1,12})\)")
_REMARK = re.compile(
    r"(?P<name>[^,()]{1,14}?)\s*[,(]\s*(?:(?:row|by|rows?|as|a|the|for|of|output|result|matrix|size|filter|kernel|zeile|zeilenweise|für|als|"
    r"ausgabe|ergebnis|matrix|\d{1,2}|\d{1,2}\s?[x×]\s?\d{1,2})[\s)]*)+",
    re.IGNORECASE,
)
_OF_CHANNEL = re.compile(r"(?P<noun>filter|kernel|kern)\b[^\d]{1,24}?\b(?:channel|kanal)\s(?P<at>\d)\b(?!.*\d)", re.IGNORECASE)
_OTHERS = re.compile(
    r"\b(?:wrong|incorrect|first attempt|attempt|versuch|falsch\w*|alt|old|not|nicht|kein|without|ohne|instead|statt|before|vor|input|"
    r"eingabe|padded|gradient)\b",
    re.IGNORECASE,
)
_PART = re.compile(r"(?:the\s)?(?:filter|kernel|kern|output|ausgabe)\b[^\d]{0,24}?\b\d\b(?!.*\d)", re.IGNORECASE)


def gridded(document: Document) -> Document:
    """The document with every matrix whose rows stand bare below its name on one line with it."""
    lines: list[Line] = []
    at = 0
    while at < len(document.lines):
        line = document.lines[at]
        at += 1
        lines.append(line)
        below = document.lines[at : at + MOST_ROWS]
        if not below or not may_be_row(below[0]) or not (name := name_in(line)):
            continue
        if not (rows := grid(line, below)):
            continue
        named = replace(line, pieces=(Piece(f"{name} = ", f"{plain(line)} ", around(line), line.number),))
        lines[-1:] = [line, joined(as_math(named), below[: len(rows)], rows)] if line.kind is LineKind.HEADING else []
        if line.kind is not LineKind.HEADING:
            lines.append(joined(as_math(named), below[: len(rows)], rows))
        at += len(rows)
    return replace(document, lines=tuple(lines))


def as_math(line: Line) -> Line:
    """A name's line as that of a formula."""
    return replace(line, kind=LineKind.MATH)


def may_be_row(line: Line) -> bool:
    """Whether a line may be a matrix's first: a row of a table, or one that begins like a number or like the name of a row."""
    text = line.text.lstrip()
    return line.kind is LineKind.ROW or (line.kind is LineKind.TEXT and (text[:1] in "-+.*•|[(0123456789" or _ROW.match(text) is not None))


def name_in(line: Line) -> str:
    """What a line that is a title for what stands below it names: `Y1`, `filter 1, Y1`; nothing where it says anything else."""
    if line.kind not in (LineKind.TEXT, LineKind.MATH, LineKind.HEADING) or line.doubts or len(line.pieces) > LONGEST_TITLE:
        return ""
    text = plain(line)
    text = banner["title"] if (banner := _BANNER.fullmatch(text)) is not None else text
    if name := named_by(text):
        return name
    text = text.rstrip(":= ").lstrip("-*• ")
    if not is_title(text) or not plain(line).endswith((":", "=")):
        return ""
    ending = last_label(parse(text))
    return text if ending is not None and ending[0].index else ""


def is_title(text: str) -> bool:
    """Whether a text may be a title: short, without an equation or a reservation in it."""
    plain_text = 0 < len(text) <= LONGEST_TITLE and not any(sign in text for sign in "=≈⟦;!?")
    return plain_text and not BEFORE.search(text) and not TAKEN_BACK.search(text) and not _OTHERS.search(text)


def named_by(title: str) -> str:
    """What a title names, which is little but a name."""
    text = title.strip().rstrip(":= ").lstrip("-*• ")
    if not is_title(text):
        return ""
    if is_symbol(text):
        return text
    parts = _ARROW.split(text)
    if len(parts) == 2 and is_symbol(parts[1]):
        return ", ".join(parts)
    if (found := _BRACKETED.fullmatch(text)) is not None and is_symbol(found["name"]):
        return f"{found['before']}, {found['name']}"
    if (found := _REMARK.fullmatch(text)) is not None and is_symbol(found["name"]):
        return found["name"]
    if (found := _APPLIED.fullmatch(text)) is not None and is_symbol(found["one"]) and is_symbol(found["other"]):
        return rf"{found['one']} ⋆ {found['other']}"
    if (found := _OF_CHANNEL.match(text)) is not None:
        return f"{found['noun']} {found['at']}"
    return text if _PART.match(text) is not None else ""


def is_symbol(text: str) -> bool:
    """Whether a text is a symbol and nothing else."""
    found = last_label(parse(text))
    return found is not None and found[1] == 0


def grid(line: Line, below: Sequence[Line]) -> list[str]:
    """The rows of a matrix, one for each line that it takes; none where they are not plainly one."""
    cells: list[list[str]] = []
    taken = 0
    bullets = is_list(below)
    for other in below:
        if other.page != line.page or other.printed != line.printed or other.doubts or (cells and not goes_on(below, taken)):
            break
        row = cells_of(other, len(cells) + 1, bullets=bullets)
        if row is None:
            if other.kind is LineKind.ROW or other.text.strip()[:1] in "-+.0123456789…?|[":
                return []  # a row that is more than numbers
            break
        if not row and cells:
            break
        taken += 1
        cells += [row] if row else []
    rows = unnamed(cells)
    if len(rows) < FEWEST or len(rows[0]) < FEWEST or len({len(row) for row in rows}) != 1 or is_counted(rows):
        return []
    inner = [" & ".join(row) for row in rows]
    texts = [f" ⟦{inner[0]}", *(rf" \\ {row}" for row in inner[1:-1]), rf" \\ {inner[-1]}⟧"]
    return [*[" "] * (taken - len(rows)), *texts]


def goes_on(below: Sequence[Line], taken: int) -> bool:
    """Whether a line is of the block of the line above it, or a table's row as far below it as that is below the one above."""
    if below[taken].block == below[taken - 1].block:
        return True
    boxes = [around(line) for line in below[max(0, taken - 2) : taken + 1] if line.kind is LineKind.ROW]
    steps = [abs(lower[3] - upper[3]) for upper, lower in pairwise(boxes) if upper is not None and lower is not None]
    return len(steps) == min(taken, 2) and max(steps) <= EVEN * min(steps)


def is_list(below: Sequence[Line]) -> bool:
    """Whether the lines of a block all begin with the same bullet, which in one of them stands before another minus."""
    texts = [plain(line) for line in below if line.block == below[0].block]
    starts = {text[:2] for text in texts}
    return starts in ({"* "}, {"• "}) or (starts == {"- "} and any(text[2:3] in "-−" for text in texts))


def cells_of(line: Line, number: int, *, bullets: bool) -> list[str] | None:
    """The cells of a row; none for the empty heads of a table, None where it is no row of numbers, perhaps with words before them."""
    if line.kind is LineKind.ROW:
        cells = [cell.strip() for cell in line.text.split(r"\quad")]
        words = cells[1:] if number > 1 else cells
        plain_words = not any(char.isdigit() for cell in words for char in cell)
        if number == 1 and plain_words:
            return cells if any(cells[1:]) else []
        cells = [part for cell in cells for part in (_WIDE.split(cell) if _RUN.fullmatch(cell) else (cell,))]
        return cells if all(re.fullmatch(_NUMBER, cell) for cell in cells[1:]) else None
    text = plain(line)[2:] if bullets else plain(line)
    labelled = _ROW.match(text) or (_COUNTED.match(text) if "," in text else None)
    if labelled is not None and int(labelled["at"]) != number:
        return None
    text = text[labelled.end() :] if labelled is not None else text
    if (fields := _COMMAS.fullmatch(text)) is not None and (text.count(",") % 2 == 0 or ",-" in text):
        return fields.group().rstrip(",;").split(",")  # no decimal commas: they would leave a field over, or a sign behind one
    if _NUMBERS.fullmatch(text) is None:
        return None
    return _BETWEEN.split(text.strip(" |[](),;"))


def unnamed(rows: list[list[str]]) -> list[list[str]]:
    """The rows without a row of heads and a column of names that are words; with both counted from 0 or 1, without those, too."""
    if not rows:
        return []
    if is_framed(rows):
        return [row[1:] for row in rows[1:]]
    heads = [cell for cell in rows[0] if not re.fullmatch(_NUMBER, cell)]
    body = rows[1:] if len(heads) >= len(rows[0]) - 1 and heads else rows
    named = [not re.fullmatch(_NUMBER, row[0]) for row in body]
    if body is not rows and all(named):
        return [row[1:] for row in body]
    if any(named):
        body = [] if body is not rows or not all(named[1:]) or named[0] else body
    return body if all(re.fullmatch(_NUMBER, row[0]) for row in body) else []


def is_framed(rows: Sequence[Sequence[str]]) -> bool:
    """Whether rows and columns are counted from 0 or 1, below a corner that is empty or no number (`i, j`)."""
    framed = len(rows) > FEWEST and (len(rows[0]) == len(rows[1]) - 1 or not re.fullmatch(_NUMBER, rows[0][0]))
    return framed and counts(rows[0][-(len(rows[1]) - 1) :]) and counts([row[0] for row in rows[1:]])


def is_counted(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row or column may only count the others."""
    return counts(rows[0]) or counts([row[0] for row in rows])
