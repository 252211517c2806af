r"""An answers.yaml as a document: one row for each entry, its keys and then its value in linear notation, nothing typed by YAML."""

import re
import textwrap

from grader.document import Document, Line, LineKind, Piece, Source, Unread
from grader.errors import Unreadable
from grader.readers.sheet_entries import Entry, Node, Scalar, Sequenced, entries
from grader.readers.stretches import decoded
from grader.text.latex import ROW_BREAK, convert

LARGEST = 100_000
"""Bytes; forty answers take two thousand."""
NOTHING = frozenset({"", "~", "null"})
"""What YAML has for nothing."""
_DOLLARS = re.compile(r"(?s)\s*(?:\$\$?(?P<a>[^$]*)\$\$?|\\\((?P<b>.*)\\\)|\\\[(?P<c>.*)\\\])\s*")
_ESCAPED = re.compile(r"(?:\^\^[0-9a-f]{2})+")


def read_sheet(data: bytes, name: str) -> Document:
    """The entries of an answer sheet; Unreadable where it is no text, or too long for one."""
    if len(data) > LARGEST:
        raise Unreadable(f"{name}: has more than {LARGEST // 1000} kB, so it was not read; write one `name: value` a line and nothing else")
    found = list(entries(textwrap.dedent(_ESCAPED.sub(_characters, decoded(data, name)))))
    lines = tuple(_line(entry, count) for count, entry in enumerate(found) if entry.keys)
    loose = tuple(Unread(f"line {entry.line} of {name} {_said(entry.problem)}") for entry in found if not entry.keys)
    notes = tuple(f"line {entry.line}: {entry.problem}" for entry in found if entry.problem and not entry.keys)
    notes += tuple(f"line {line.number}: {line.doubts[0]}" for line in lines if line.doubts)
    return Document(name, lines, loose, notes, pages=1)


def _said(problem: str) -> str:
    return problem if problem.startswith(("is ", "has ")) else f"cannot be read: {problem}"


def _characters(match: "re.Match[str]") -> str:
    """TeX without 8-bit output writes a character beyond ASCII as `^^c3^^a9`."""
    return bytes.fromhex(match.group().replace("^^", "")).decode("utf-8", "replace")


def _line(entry: Entry, block: int) -> Line:
    """One entry as a row; the last cell is the value, empty where nothing was answered."""
    text, broken = ("", ()) if entry.value is None else notation(entry.value)
    raw = entry.raw if entry.value is None else as_written(entry.value)
    doubts = (entry.problem,) if entry.problem else broken
    keys = tuple(Piece(key, key) for key in entry.keys)
    return Line((*keys, Piece(text, raw)), LineKind.ROW, Source.SHEET, block, number=entry.line + entry.below, doubts=doubts)


def as_written(value: Node) -> str:
    """A value as a person reads it in the file, on one line."""
    if isinstance(value, Scalar):
        return " ".join(value.text.split())
    if isinstance(value, Sequenced):
        gaps = ("", *value.gaps) if value.flow else ("", *[", "] * len(value.items))
        return f"[{''.join(gap + as_written(item) for gap, item in zip(gaps, value.items, strict=False))}]"
    return "{…}"


def notation(value: Node) -> tuple[str, tuple[str, ...]]:
    """A value in linear notation, and what is wrong with it."""
    if isinstance(value, Scalar):
        return _text(value)
    if not isinstance(value, Sequenced):
        return "", ("a table stands where a number should",)
    if not value.items:
        return "", ()
    if _plain(value) and (value.flow or all(isinstance(item, Sequenced) for item in value.items)):
        return _converted(as_written(value))
    return _matrix([_row(item) for item in value.items])


def _plain(value: Sequenced) -> bool:
    """Whether a list is read just as it was written: nothing in quotes, and lists in it within brackets."""
    return all(
        (isinstance(item, Scalar) and not item.style) or (isinstance(item, Sequenced) and item.flow and _plain(item))
        for item in value.items
    )


def _text(value: Scalar) -> tuple[str, tuple[str, ...]]:
    """Text: several lines of a block are the rows of a matrix, LaTeX is one formula."""
    rows = [row.strip() for row in value.text.split("\n") if row.strip()]
    if value.style != "|" or len(rows) < 2 or "\\" in value.text:
        plain = " ".join(rows)
        return ("", ()) if plain in NOTHING and not value.style else _converted(plain)
    return _matrix([[_converted(cell) for cell in _cells(row)] for row in rows])


def _cells(row: str) -> list[str]:
    """The numbers of a row, parted by `&`, semicolons, commas with a space, or spaces."""
    row = row.strip("[]()").rstrip(",;")
    for mark in ("&", ";", ", "):
        if mark in row:
            return row.split(mark)
    return row.split()


def _row(item: Node) -> list[tuple[str, tuple[str, ...]]]:
    """One item of a list as the cells of a row."""
    if isinstance(item, Sequenced):
        return [notation(cell) for cell in item.items]
    return [notation(item)]


def _matrix(rows: list[list[tuple[str, tuple[str, ...]]]]) -> tuple[str, tuple[str, ...]]:
    """Rows of cells; rows that differ in length and cells that are no single value are a doubt."""
    doubts = [doubt for row in rows for _, doubts in row for doubt in doubts]
    cells = [text for row in rows for text, _ in row]
    if len({len(row) for row in rows}) > 1:
        doubts.append("the rows of a matrix differ in length")
    if any(not cell.strip() for cell in cells):
        doubts.append("a place of the list is empty")
    if any("⟦" in cell or "&" in cell or "\\\\" in cell for cell in cells):
        doubts.append("a list holds what is no number")
    inner = r" \\ ".join(" & ".join(cell.strip() for cell, _ in row) for row in rows)
    return f"⟦{inner}⟧", tuple(dict.fromkeys(doubts))


def _converted(text: str) -> tuple[str, tuple[str, ...]]:
    """Text with or without LaTeX as linear notation."""
    if (match := _DOLLARS.fullmatch(text)) is not None:
        text = next(part for part in match.groups() if part is not None)
    found = convert(text, math=True)
    return found.text.replace(ROW_BREAK, " ").strip(), found.broken
