"""The code of a notebook, read from its JSON and never from a kernel; what only IPython understands is blanked."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from grader.worker.pieces import pieces

MOST_CELLS = 2_000
_NOT_PYTHON = re.compile(
    r"%%(bash|sh|script|html|javascript|js|latex|markdown|perl|ruby|svg|writefile|file|cmd|R|sql|cython|julia|system|sx|pypy|python2)\b"
)
_WRITES = re.compile(r"\s*%%(?:writefile|file)[ \t]+([\w./-]{1,200}\.py)[ \t]*(?:\n|$)")
_MAGIC = re.compile(r"^([ \t]*)(?:[%!?].*|\w[\w.]*[ \t]*\?{1,2}[ \t]*|\w[\w., ]*=[ \t]*[%!].*)$")


class NotANotebook(Exception):
    """It is called a notebook and is none."""


def code_cells(data: bytes) -> list[str]:
    """The text of every code cell, in the order of the document."""
    try:
        notebook = json.loads(data)
    except (ValueError, RecursionError):
        raise NotANotebook("this is no notebook: its JSON cannot be read") from None
    found = notebook.get("cells") if isinstance(notebook, dict) else None
    if found is None and isinstance(notebook, dict) and (sheets := _list(notebook.get("worksheets"))):  # as version 3 had it
        found = [cell for sheet in sheets if isinstance(sheet, dict) for cell in _list(sheet.get("cells"))]
    if not isinstance(found, list):
        raise NotANotebook("this is no notebook: it has no cells")
    return [_source(cell) for cell in found[:MOST_CELLS] if isinstance(cell, dict) and cell.get("cell_type") == "code"]


def files_written(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Python files that the cells of a notebook write by `%%writefile`, for what the others import from them."""
    with suppress(NotANotebook):
        for cell in code_cells(data):
            found = _WRITES.match(cell)
            if found is not None:
                yield found[1], cell[found.end() :].encode("utf-8", "replace")


def without_magics(cell: str) -> str:
    """The same lines as Python: a cell in another language is empty, a magic line does nothing."""
    if _NOT_PYTHON.match(cell.lstrip()):
        return "\n" * cell.count("\n")
    lines = cell.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if lines and lines[first].startswith("%%"):
        lines[first] = ""
        cell = "\n".join(lines)
    if all(piece.problem is None for piece in pieces(cell)):
        return cell  # a line that begins with `%` may go on from the line before
    return "\n".join(_MAGIC.sub(r"\1pass", line) for line in lines)


def _source(cell: dict[str, Any]) -> str:
    """A cell's text, which is one text or a list of lines."""
    source = cell.get("source", cell.get("input", ""))
    text = source if isinstance(source, str) else "".join(line for line in _list(source) if isinstance(line, str))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
