"""Markdown, LaTeX and plain text, typed or transcribed from a page, as lines in linear notation."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from grader.document import Document, Line, LineKind, Piece, Source
from grader.errors import Unreadable
from grader.latex import ROW_BREAK, Part, convert
from grader.readers.garble import doubts_of
from grader.readers.tex_source import plain_body

LONGEST_FILE = 4_000_000
LONGEST_LINE = 20_000
_DISPLAY = re.compile(r"\$\$|\\\[|\\begin\{(?:align|equation|gather|multline|eqnarray|displaymath|flalign|alignat)\*?\}")
_CLOSING = {"$$": "$$", "\\[": "\\]"}
_INLINE = re.compile(r"(?<!\\)\$(?!\$)(.+?)(?<!\\)\$|\\\((.+?)\\\)", re.DOTALL)
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+")
_BOLD_LINE = re.compile(r"^\s*(\*\*|__)(?P<text>(?:(?!\1).)+?)\1\s*:?\s*$")
_EMPHASIS = re.compile(r"(?<![\w*\\])(\*\*\*|\*\*|\*|__)(?=\S)|(?<=\S)(\*\*\*|\*\*|\*|__)(?![\w*])")
_STRUCK = re.compile(r"~~(?=\S)(.+?)(?<=\S)~~")
_PIPE_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_WIDE = re.compile(r"(?<=\S)(?:\t+| {3,})(?=\S)")


@dataclass(frozen=True)
class Stretch:
    """A stretch of the file between blank lines or display formulas, from line `number` on."""

    text: str
    number: int
    math: bool


def read_transcription(data: bytes, name: str) -> Document:
    """A transcription; raises Unreadable where it is no text."""
    if len(data) > LONGEST_FILE:
        message = f"{name}: has {len(data) // 1_000_000} MB of text; hand in the answers alone"
        raise Unreadable(message)
    if not data.strip():
        message = f"{name}: is empty; hand it in again with its content"
        raise Unreadable(message)
    text = decoded(data, name)
    if name.lower().endswith(".tex"):
        text = plain_body(text)
    lines: list[Line] = []
    for block, stretch in enumerate(stretches(text)):
        lines.extend(formula(stretch, block) if stretch.math else prose(stretch, block))
    return Document(name, tuple(lines), pages=1)


def decoded(data: bytes, name: str) -> str:
    """UTF-8 (or UTF-16 with its mark, or Latin-1 where it is plainly text) with Unix line ends."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"", "utf-8-sig")):
        if data.startswith(mark):
            try:
                text = data.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    else:
        if b"\x00" in data:
            message = f"{name}: is no text file; hand it in as UTF-8 text or as a PDF"
            raise Unreadable(message)
        text = data.decode("latin-1")
    if "\x00" in text:
        message = f"{name}: is no text file; hand it in as UTF-8 text or as a PDF"
        raise Unreadable(message)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def stretches(text: str) -> Iterator[Stretch]:
    """Paragraphs and display formulas in the file's order."""
    at = 0
    number = 1
    while match := _DISPLAY.search(text, at):
        yield from paragraphs(text[at : match.start()], number)
        number += text.count("\n", at, match.start())
        opening = match.group()
        closing = _CLOSING.get(opening) or opening.replace("begin", "end")
        end = text.find(closing, match.end())
        if end < 0 and opening.startswith("\\"):
            yield Stretch(text[match.start() : match.end()], number, math=True)
            at = match.end()
            continue
        if end < 0 or text.find("\n\n\n", match.end(), end) >= 0:
            at = match.end()
            continue
        yield Stretch(text[match.end() : end], number + text.count("\n", match.start(), match.end()), math=True)
        number += text.count("\n", match.start(), end + len(closing))
        at = end + len(closing)
    yield from paragraphs(text[at:], number)


def paragraphs(text: str, number: int) -> Iterator[Stretch]:
    """What blank lines part."""
    held: list[str] = []
    start = number
    for offset, line in enumerate(text.split("\n")):
        if line.strip():
            if not held:
                start = number + offset
            held.append(line)
        elif held:
            yield Stretch("\n".join(held), start, math=False)
            held = []
    if held:
        yield Stretch("\n".join(held), start, math=False)


def formula(stretch: Stretch, block: int) -> list[Line]:
    """A display formula: one line of ours for each row."""
    converted = convert(stretch.text, math=True)
    rows = split_rows(converted.parts)
    lines = []
    for row in rows:
        pieces = pieces_of(row, stretch.text, stretch.number)
        if pieces:
            lines.append(Line(pieces, LineKind.MATH, Source.MARKDOWN, block, number=pieces[0].number, doubts=doubts_of(pieces, converted.broken)))
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


def prose(stretch: Stretch, block: int) -> list[Line]:
    """A paragraph: its lines, headings and table rows, formulas inside converted."""
    lines: list[Line] = []
    text = stretch.text
    rows = joined_inline(text.split("\n"))
    table = [row for _, row in rows if row.count("|") >= 2]  # noqa: PLR2004 - a row has two bars
    piped = len(table) >= 2 and any(_PIPE_RULE.match(row) for row in table)  # noqa: PLR2004 - header and rule
    for offset, row in rows:
        number = stretch.number + offset
        if piped and row.count("|") >= 2:  # noqa: PLR2004 - a row has two bars
            if not _PIPE_RULE.match(row):
                lines.append(cells([cell.strip() for cell in row.strip().strip("|").split("|")], number, block))
        elif "\t" in row.strip():
            lines.append(cells([cell.strip() for cell in re.split(r"\t", row)], number, block))
        elif line := sentence(row, number, block):
            lines.append(line)
    return lines


def joined_inline(rows: list[str]) -> list[tuple[int, str]]:
    """Lines of a paragraph; one that leaves an inline formula open takes the next ones with it."""
    out: list[tuple[int, str]] = []
    held = ""
    start = 0
    for offset, row in enumerate(rows):
        if not held:
            start = offset
        held = f"{held} {row}" if held else row
        if held.replace("\\$", "").count("$") % 2 == 0 or len(held) > LONGEST_LINE:
            out.append((start, held))
            held = ""
    if held:
        out.append((start, held))
    return out


def cells(texts: list[str], number: int, block: int) -> Line:
    """A table row."""
    pieces = tuple(Piece("".join(part.text for part in inline(text)).replace(ROW_BREAK, " ").strip(), text, number=number) for text in texts)
    return Line(pieces, LineKind.ROW, Source.MARKDOWN, block, number=number)


def sentence(row: str, number: int, block: int) -> Line | None:
    """A heading or a line of prose with its inline formulas."""
    row = row[:LONGEST_LINE]
    heading = _HEADING.match(row)
    kind = LineKind.HEADING if heading else LineKind.TEXT
    body = row[heading.end() :] if heading else row
    if bold := _BOLD_LINE.match(body):
        kind, body = LineKind.HEADING, bold["text"]
    pieces = tuple(
        Piece(part.text.replace(ROW_BREAK, " "), body[part.start : part.end], number=number) for part in inline(body) if part.text
    )
    if not any(piece.text.strip() for piece in pieces):
        return None
    return Line(pieces, kind, Source.MARKDOWN, block, number=number, doubts=doubts_of(pieces, broken_inline(body)))


def inline(body: str) -> list[Part]:
    """Prose and the formulas in it."""
    parts: list[Part] = []
    at = 0
    for match in _INLINE.finditer(body):
        parts.extend(words(body, at, match.start()))
        content = match.group(1) if match.group(1) is not None else match.group(2)
        offset = match.start() + (1 if match.group(1) is not None else 2)
        parts.append(Part(" ", match.start(), match.start()))
        parts.extend(Part(p.text, p.start + offset, p.end + offset) for p in convert(content, math=True).parts)
        parts.append(Part(" ", match.end(), match.end()))
        at = match.end()
    parts.extend(words(body, at, len(body)))
    return parts


def broken_inline(body: str) -> tuple[str, ...]:
    """What is damaged in the formulas of a line."""
    found: dict[str, None] = {}
    for match in _INLINE.finditer(body):
        content = match.group(1) if match.group(1) is not None else match.group(2)
        found.update(dict.fromkeys(convert(content, math=True).broken))
    return tuple(found)


def words(body: str, start: int, end: int) -> list[Part]:
    """Prose without its marks of emphasis; what is struck out stays marked; wide gaps stay gaps."""
    text = body[start:end]
    blank = lambda match: "\u200b" * len(match.group())  # noqa: E731 - keeps every offset
    text = _EMPHASIS.sub(blank, text)
    struck = [(match.start(), match.end()) for match in _STRUCK.finditer(text)]
    gaps = {match.start(): match.end() for match in _WIDE.finditer(text)}
    parts: list[Part] = []
    at = 0
    for cut, stop, mark in sorted([(s, e, "struck") for s, e in struck] + [(s, e, "gap") for s, e in gaps.items()]):
        if cut < at:
            continue
        parts.extend(plain(text, at, cut, start))
        inner = r" \quad " if mark == "gap" else f"\\cancel{{{convert(text[cut + 2 : stop - 2], math=False).text}}}"
        parts.append(Part(inner, cut + start, stop + start))
        at = stop
    parts.extend(plain(text, at, len(text), start))
    return parts


def plain(text: str, start: int, end: int, offset: int) -> list[Part]:
    """Prose with mathematics in Unicode."""
    return [Part(p.text, p.start + start + offset, p.end + start + offset) for p in convert(text[start:end], math=False).parts]
