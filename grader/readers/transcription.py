"""Markdown, LaTeX and plain text, typed or transcribed from a page, as lines in linear notation."""

import re
from collections.abc import Iterator
from dataclasses import replace

from grader.document import Document, Line, LineKind, Piece, Source, Unread
from grader.errors import Unreadable
from grader.printed.data_frames import aligned
from grader.printed.drawn_columns import in_one_line
from grader.printed.drawn_tables import drawn
from grader.printed.parted_rows import parted
from grader.printed.printed_lines import gathered
from grader.printed.spaced_columns import spaced
from grader.readers.console import remarked, session
from grader.readers.garble import doubts_of, torn
from grader.readers.html_text import Shown, has_html, shown
from grader.readers.inline import broken_inline, inline, words_and_gaps
from grader.readers.latex_hidden import unhidden
from grader.readers.paragraph_marks import is_underline, underlined
from grader.readers.program import IN_PROGRAM
from grader.readers.stretches import LONGEST_FILE, Stretch, decoded, fences, stretches
from grader.readers.tex_source import BESIDE, NEXT_ROW, plain_body, tabular_beside
from grader.readers.tex_title import title_lines
from grader.text.latex import ROW_BREAK, Part, convert

LONGEST_LINE = 20_000
_LEFT_DIVISION = re.compile(r"(?<=[\w)\]'][ ])\\(?=[ ][\w(\[])|(?<=[)\]'])\\(?=[\w(\[])|(?<=[=( ][A-Z])\\(?=[a-zA-Z]\b)")
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+")
_COUNTED = re.compile(r"\S(?: {3,}|\t) *[-+]?\d[\d., ]{0,20}(?: {2,}\S.{0,200})?$")
"""`# parameters standard      71 754`: the sign says how many."""
_PICTURE = re.compile(r"!\[[^\]\n]{0,300}\]\s?[(\[]|<img\b|\\includegraphics\b|\\includepdf\b")
_SHOWN = r"(?:!\[[^\]\n]{0,300}\](?:\([^()\n]{0,500}\)|\[[^\]\n]{0,100}\])|\\includegraphics\*?(?:\[[^\]\n]{0,200}\])?\{[^{}\n]{0,300}\})"
_SHOWN_BESIDE = re.compile(rf"(?<=[\d.,])[ \t]*{_SHOWN}|{_SHOWN}[ \t]*(?=[\d.,])")
"""A picture that may show a digit or a sign of the number beside it."""
_BOLD_LINE = re.compile(r"^\s*(\*\*|__)(?P<text>(?:(?!\1).)+?)\1\s*:?\s*$")
_TICKED = re.compile(r"(?<![\w`$])\$`([^`$\n]{1,2000})`\$(?![`$])")
"""An inline formula as GitLab and GitHub take it: $`x = 1`$."""
_PIPE_RULE = re.compile(r"^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")


def read_transcription(data: bytes, name: str) -> Document:
    """A transcription; raises Unreadable where it is no text."""
    if len(data) > LONGEST_FILE:
        message = f"{name}: has {len(data) // 1_000_000} MB of text; hand in the answers alone"
        raise Unreadable(message)
    if not data.strip():
        message = f"{name}: is empty; hand it in again with its content"
        raise Unreadable(message)
    text = decoded(data, name)
    text, hidden = unhidden(text)
    title = title_lines(text) if name.lower().endswith(".tex") else ()
    text = plain_body(text) if name.lower().endswith(".tex") else tabular_beside(text)
    gaps = (*pictures(text), *hidden)
    text = _TICKED.sub(r"$ \1 $", text)  # as long as before, so that every place stays
    text = _SHOWN_BESIDE.sub("\ufffd", text)
    if name.lower().endswith(".md") and has_html(text):
        page = shown(text, fenced=tuple(fences(text.split("\n")).items()))
        lines = tuple(renumbered(line, page) for line in lines_of(page.text))
        return Document(name, lines, unread=(*gaps, *page.unread), pages=1)
    lines = tuple(replace(line, block=len(title) + line.block) for line in lines_of(text))
    return Document(name, (*title, *lines), unread=gaps, pages=1)


def lines_of(text: str) -> Iterator[Line]:
    """The lines of a text, paragraph by paragraph."""
    for block, stretch in enumerate(stretches(text)):
        lines = formula(stretch, block) if stretch.math else printed(stretch, block) if stretch.printed else prose(stretch, block)
        doubt = () if stretch.printed else torn(stretch.text, math=stretch.math)
        yield from (replace(line, doubts=(*line.doubts, *doubt)) for line in lines) if doubt else lines


def renumbered(line: Line, page: Shown) -> Line:
    """A line with the numbers of the file, where HTML was taken out of it."""
    pieces = tuple(piece if piece.number is None else replace(piece, number=page.number(piece.number)) for piece in line.pieces)
    return replace(line, pieces=pieces, number=None if line.number is None else page.number(line.number))


def pictures(text: str) -> Iterator[Unread]:
    """The pictures that a text shows: nobody has read what stands on them."""
    for number, line in enumerate(text.split("\n"), start=1):
        if _PICTURE.search(line):
            yield Unread(f"the picture in line {number} was not read")


def formula(stretch: Stretch, block: int) -> list[Line]:
    """A display formula: one line of ours for each row."""
    converted = convert(stretch.text, math=True)
    rows = split_rows(converted.parts)
    lines = []
    for row in rows:
        pieces = pieces_of(row, stretch.text, stretch.number)
        if pieces:
            lines.append(
                Line(pieces, LineKind.MATH, Source.MARKDOWN, block, number=pieces[0].number, doubts=doubts_of(pieces, converted.broken))
            )
    return lines


def split_rows(parts: tuple[Part, ...]) -> list[list[Part]]:
    """Parts between row breaks."""
    rows: list[list[Part]] = [[]]
    for part in parts:
        if part.text == ROW_BREAK:
            rows.append([])
        else:
            rows[-1].append(part)
    return [row for row in rows if any(part.text.strip() for part in row)]


def pieces_of(parts: list[Part], source: str, number: int) -> tuple[Piece, ...]:
    """Parts with the source they came from and the line of the file they stand in."""
    pieces = []
    line = number
    counted = 0
    for part in parts:
        line += source.count("\n", counted, part.start)
        counted = part.start
        pieces.append(Piece(part.text, source[part.start : part.end], number=line))
    while pieces and not pieces[0].text.strip():
        pieces.pop(0)
    while pieces and not pieces[-1].text.strip():
        pieces.pop()
    return tuple(pieces)


def printed(stretch: Stretch, block: int) -> list[Line]:
    """What stands between code fences: output as it was printed, or lines of a program."""
    rows = joined_rows(gathered(drawn_in(stretch.text.split("\n"))), dollars=False)
    told = session(rows)
    if told is None and stretch.program:
        told = remarked(rows)
    if told is not None:
        return [line for one in told if (line := as_printed(one.text, stretch.number + one.offset, block, program=one.program))]
    tables = in_tables([row for _, row in rows])
    lines: list[Line | None] = []
    for at, (offset, row) in enumerate(rows):
        number = stretch.number + offset
        if at not in tables:
            lines.append(as_printed(row, number, block, program=False))
        elif tables[at]:
            lines.append(cells(tables[at], number, block))
    return [line for line in lines if line is not None]


def as_printed(row: str, number: int, block: int, *, program: bool) -> Line | None:
    """A line between code fences; none where nothing stands in it."""
    parts = words_and_gaps(row[:LONGEST_LINE])
    pieces = tuple(Piece(part.text.replace(ROW_BREAK, " "), row[part.start : part.end], number=number) for part in parts if part.text)
    if not any(piece.text.strip() for piece in pieces):
        return None
    return Line(pieces, LineKind.TEXT, Source.MARKDOWN, block, number=number, doubts=(IN_PROGRAM,) if program else ())


def prose(stretch: Stretch, block: int) -> list[Line]:
    """A paragraph: its lines, headings and table rows, formulas inside converted."""
    lines: list[Line] = []
    text = stretch.text
    rows = joined_rows(drawn_in(text.split("\n")))
    table = [row for _, row in rows if row.count("|") >= 2]
    piped = len(table) >= 2 and any(_PIPE_RULE.match(row) for row in table)
    tables = {} if piped else in_tables([row for _, row in rows])
    title = -1 if piped else underlined([row for _, row in rows])
    for at, (offset, row) in enumerate(rows):
        number = stretch.number + offset
        if title >= 0 and abs(at - title) == 1 and is_underline(row):
            continue
        if at in tables:
            if tables[at]:
                lines.append(cells(tables[at], number, block))
        elif piped and row.count("|") >= 2:
            if not _PIPE_RULE.match(row):
                lines.append(cells([cell.strip() for cell in row.strip().strip("|").split("|")], number, block))
        elif BESIDE in row:
            before, _, rest = row.partition(BESIDE)
            body, _, behind = rest.partition(BESIDE)
            lines += [line] if (line := sentence(before, number, block)) else []
            lines += [cells([cell.strip() for cell in own.split("\t")], number, block) for own in body.split(NEXT_ROW) if own.strip()]
            lines += [line] if (line := sentence(behind, number, block)) else []
        elif "\t" in row.strip():
            lines += [cells([cell.strip() for cell in one.split("\t")], number, block) for one in row.split(NEXT_ROW) if one.strip()]
        elif line := sentence(row, number, block):
            lines.append(replace(line, kind=LineKind.HEADING) if at == title else line)
    return lines


def in_tables(rows: list[str]) -> dict[int, list[str]]:
    """The lines that belong to tables without bars, or with bars that are drawn, each with its cells."""
    return {**parted(rows), **spaced(rows), **aligned(rows, worded=True), **drawn(rows)}


def drawn_in(rows: list[str]) -> list[str]:
    """The lines with brackets that are drawn over several of them in one."""
    return in_one_line(rows) if len(rows) > 1 else rows


def joined_rows(rows: list[str], *, dollars: bool = True) -> list[tuple[int, str]]:
    """Lines of a paragraph; one that leaves an inline formula or a bracket open takes the next ones with it."""
    out: list[tuple[int, str]] = []
    held = ""
    start = 0
    for offset, row in enumerate(rows):
        if not held:
            start = offset
        held = f"{held} {row}" if held else row
        following = rows[offset + 1] if offset + 1 < len(rows) else ""
        whole = (not dollars or held.replace("\\$", "").count("$") % 2 == 0) and not goes_on(held, following)
        if whole or len(held) > LONGEST_LINE:
            out.append((start, held))
            held = ""
    if held:
        out.append((start, held))
    return out


def goes_on(row: str, following: str) -> bool:
    """Whether a bracket is open at a line's end and the next line closes it (`(14,` and `20)`) or is a row of the same matrix."""
    return any(
        row.count(opening) > row.count(closing)
        and (following.count(closing) > following.count(opening) or (opening == "[" and following.lstrip().startswith("[")))
        for opening, closing in ("()", "[]")
    )


def cells(texts: list[str], number: int, block: int) -> Line:
    """A table row."""
    pieces = tuple(
        Piece("".join(part.text for part in inline(text)).replace(ROW_BREAK, " ").strip(), text, number=number) for text in texts
    )
    return Line(pieces, LineKind.ROW, Source.MARKDOWN, block, number=number)


def left_divisions(row: str) -> str:
    r"""A plain row with Matlab's `A \ b` as `A ∖ b`: a backslash that LaTeX would take for a space, an accent or a bracket."""
    return row if "$" in row or "\\)" in row else _LEFT_DIVISION.sub("∖", row)


def sentence(row: str, number: int, block: int) -> Line | None:
    """A heading or a line of prose with its inline formulas."""
    row = left_divisions(row[:LONGEST_LINE])
    heading = _HEADING.match(row)
    kind = LineKind.HEADING if heading and not _COUNTED.search(row) else LineKind.TEXT
    body = row[heading.end() :] if heading else row
    if bold := _BOLD_LINE.match(body):
        kind, body = LineKind.HEADING, bold["text"]
    pieces = tuple(
        Piece(part.text.replace(ROW_BREAK, " "), body[part.start : part.end], number=number) for part in inline(body) if part.text
    )
    if not any(piece.text.strip() for piece in pieces):
        return None
    return Line(pieces, kind, Source.MARKDOWN, block, number=number, doubts=doubts_of(pieces, broken_inline(body)))
