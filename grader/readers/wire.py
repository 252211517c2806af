"""A document on its way out of the child: plain JSON, every type and size checked on arrival, since a reader may have been taken over."""

import json
from collections.abc import Iterator

from grader.document import Box, Document, Line, LineKind, Piece, ProgramText, Source, Unread
from grader.errors import ReaderFault, Unreadable

MAX_BYTES = 16_000_000
MAX_LINES = 100_000
MAX_PIECES = 400_000
MAX_NOTES = 10_000
_MAX_COUNT = 10_000_000
_FARTHEST = 1e6


class WireProblem(ReaderFault):
    """What arrived is no document."""


def to_json(document: Document) -> bytes:
    """The document as bytes; Unreadable if it is larger than what `from_json` takes."""
    parts = {
        "file": document.file,
        "pages": document.pages,
        "notes": document.notes,
        "unread": [(gap.why, gap.page, gap.box, gap.picture) for gap in document.unread],
        "lines": [_packed(line) for line in document.lines],
        "programs": [(program.text, program.page) for program in document.programs],
    }
    data = json.dumps(parts, separators=(",", ":")).encode("ascii")
    pieces = sum(len(line.pieces) for line in document.lines)
    if len(data) > MAX_BYTES or len(document.lines) > MAX_LINES or pieces > MAX_PIECES:
        raise Unreadable(f"{document.file} holds more text than is read; hand in the answers only")
    return data


def _packed(line: Line) -> tuple[object, ...]:
    """A line as a row; `_line` reads it back."""
    pieces = [(piece.text, None if piece.raw == piece.text else piece.raw, piece.box, piece.number) for piece in line.pieces]
    return line.kind, line.source, line.block, line.page, line.number, line.doubts, pieces, line.printed


def from_json(data: bytes) -> Document:
    """The document in these bytes; WireProblem where they are anything else."""
    if len(data) > MAX_BYTES:
        raise WireProblem("the reader's reply is too large")
    try:
        parts = json.loads(data)
    except (ValueError, RecursionError):
        raise WireProblem("the reader's reply is not JSON") from None
    if type(parts) is not dict or parts.keys() != {"file", "pages", "notes", "unread", "lines", "programs"}:
        raise WireProblem("the reader's reply is no document")
    return Document(
        file=_text(parts["file"]),
        lines=tuple(_lines(parts["lines"])),
        unread=tuple(_unread(row) for row in _list(parts["unread"], MAX_NOTES)),
        notes=tuple(_text(note) for note in _list(parts["notes"], MAX_NOTES)),
        pages=_count(parts["pages"]),
        programs=tuple(_program(row) for row in _list(parts["programs"], MAX_NOTES)),
    )


def _program(value: object) -> ProgramText:
    """A program from its row."""
    text, page = _row(value, 2)
    return ProgramText(_text(text), None if page is None else _count(page))


def _lines(value: object) -> Iterator[Line]:
    """The lines, their pieces counted over all of them."""
    left = MAX_PIECES
    for row in _list(value, MAX_LINES):
        line = _line(row, left)
        left -= len(line.pieces)
        yield line


def _line(value: object, pieces_left: int) -> Line:
    """A line from its row."""
    kind, source, block, page, number, doubts, pieces, printed = _row(value, 8)
    try:
        of_kind, read_from = LineKind(_text(kind)), Source(_text(source))
    except ValueError:
        raise WireProblem("a line of no known kind") from None
    return Line(
        pieces=tuple(_piece(row) for row in _list(pieces, pieces_left)),
        kind=of_kind,
        source=read_from,
        block=_count(block),
        page=_count_or_none(page),
        number=_count_or_none(number),
        doubts=tuple(_text(doubt) for doubt in _list(doubts, MAX_NOTES)),
        printed=_flag(printed),
    )


def _piece(value: object) -> Piece:
    """A piece from its row."""
    text, raw, box, number = _row(value, 4)
    written = _text(text)
    return Piece(written, written if raw is None else _text(raw), _box(box), _count_or_none(number))


def _unread(value: object) -> Unread:
    """A gap from its row."""
    why, page, box, picture = _row(value, 4)
    return Unread(_text(why), _count_or_none(page), _box(box), _flag(picture))


def _list(value: object, most: int) -> list[object]:
    """A list that is not too long."""
    if type(value) is not list or len(value) > most:
        raise WireProblem("a list is missing or too long")
    return value


def _row(value: object, length: int) -> list[object]:
    """A list of exactly this length."""
    if type(value) is not list or len(value) != length:
        raise WireProblem("a row is missing, or not as long as it should be")
    return value


def _text(value: object) -> str:
    """Text, without what no file, page or terminal can take: lone surrogates and zero characters become the mark of a lost character."""
    if type(value) is not str:
        raise WireProblem("a text is something else")
    if value.isascii() and "\0" not in value:
        return value
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "\ufffd")


def _flag(value: object) -> bool:
    """Yes or no."""
    if type(value) is not bool:
        raise WireProblem("a flag is something else")
    return value


def _count(value: object) -> int:
    """A whole number from 0 on, of a size that pages and lines have."""
    if type(value) is not int or not 0 <= value <= _MAX_COUNT:
        raise WireProblem("a count is something else")
    return value


def _count_or_none(value: object) -> int | None:
    """A count, or nothing."""
    return None if value is None else _count(value)


def _box(value: object) -> Box | None:
    """Four finite numbers, or nothing."""
    if value is None:
        return None
    x0, top, x1, bottom = (_coordinate(number) for number in _row(value, 4))
    return x0, top, x1, bottom


def _coordinate(value: object) -> float:
    """A finite number of points."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= _FARTHEST:  # so written, NaN is refused too
        raise WireProblem("a box lies nowhere")
    return float(value)
