"""A Jupyter notebook: its texts and its saved outputs as lines, by cell; its programs are read elsewhere."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from grader.document import Document, Line, Source, Unread
from grader.errors import Unreadable
from grader.printed_lines import printed_lines
from grader.readers.transcription import read_transcription
from grader.saved import SavedOutputs, in_order

LONGEST_FILE = 20_000_000
LONGEST_TEXT = 200_000
"""Characters of one cell."""
MOST_CELLS, MOST_LINES = 2_000, 40_000


@dataclass(frozen=True)
class Cell:
    """A cell that is not empty. `number` counts code cells from 1; a text has the number of the code that comes after it."""

    number: int
    code: bool
    text: str
    outputs: tuple[str, ...] = ()
    pictures: int = 0
    count: int | None = None
    """When it was run; None where it was not, or where its outputs were cleared."""


def read_notebook(data: bytes, name: str) -> Document:
    """A notebook's document; raises Unreadable where it is none."""
    if len(data) > LONGEST_FILE:
        raise Unreadable(f"{name}: has {len(data) // 1_000_000} MB; clear the outputs that are no answers, such as large pictures")
    try:
        notebook = json.loads(data)
    except (ValueError, RecursionError):
        raise Unreadable(f"{name}: is no notebook (its JSON cannot be read); save it again and hand that in") from None
    found = list(cells(notebook, name))
    lines: list[Line] = []
    unread: list[Unread] = []
    for cell in found:
        block = lines[-1].block + 1 if lines else 0
        if cell.code:
            lines.extend(line for part in cell.outputs for line in printed_lines(part, cell.number, block))
        elif cell.text.strip():
            page = read_transcription(cell.text.encode("utf-8", "replace"), "cell.md")
            lines.extend(replace(line, source=Source.NOTEBOOK, page=cell.number, block=block + line.block) for line in page.lines)
            unread.extend(Unread(f"a picture above code cell {cell.number} was not read", cell.number) for _ in page.unread[:1])
    if len(lines) > MOST_LINES:
        raise Unreadable(f"{name}: has more output than is read; clear the outputs that are no answers")
    facts = saved(found)
    return Document(name, tuple(lines), tuple(unread), (str(facts),), pages=facts.cells)


def placed(line: Line, number: int, block: int) -> Line:
    """A line of a text, in its notebook; it keeps its number within the cell, which what was printed has not."""
    return replace(line, source=Source.NOTEBOOK, page=number, block=block + line.block)


def saved(found: list[Cell]) -> SavedOutputs:
    """Whether it was saved with its outputs."""
    code = [cell for cell in found if cell.code]
    with_outputs = [cell for cell in code if cell.outputs or cell.pictures]
    run = [cell for cell in code if cell.count is not None or cell.outputs or cell.pictures]
    return SavedOutputs(len(code), len(run), len(with_outputs), in_order(cell.count for cell in code if cell.count is not None))


def cells(notebook: object, name: str) -> Iterator[Cell]:
    """The cells that are not empty, in the order of the document."""
    rows = notebook.get("cells") if isinstance(notebook, dict) else None
    if rows is None and isinstance(notebook, dict):  # as version 3 had it
        rows = [cell for sheet in listed(notebook.get("worksheets")) if isinstance(sheet, dict) for cell in listed(sheet.get("cells"))]
    if not isinstance(rows, list):
        raise Unreadable(f"{name}: is no notebook (it has no cells); save it again and hand that in")
    number = 1
    for row in rows[:MOST_CELLS]:
        if not isinstance(row, dict):
            continue
        text = joined(row.get("source", row.get("input", "")))
        if row.get("cell_type") == "code":
            cell = code_cell(row, number, text)
            number += 1
            if text.strip() or cell.outputs:
                yield cell
        elif row.get("cell_type") in ("markdown", "raw", "heading"):
            yield Cell(number, code=False, text=text.replace("\0", ""))


def code_cell(row: dict[str, Any], number: int, text: str) -> Cell:
    """A code cell with what was printed by it and what its last line gave."""
    outputs: list[str] = []
    pictures = 0
    for output in listed(row.get("outputs")):
        if not isinstance(output, dict):
            continue
        bundle = output.get("data") if isinstance(output.get("data"), dict) else output
        if output.get("output_type") == "stream" or "text" in output:
            outputs.append(joined(output.get("text", "")))
        elif isinstance(bundle, dict) and "text/plain" in bundle:
            outputs.append(joined(bundle["text/plain"]))
        pictures += isinstance(bundle, dict) and any(isinstance(kind, str) and kind.startswith("image/") for kind in bundle)
    count = row.get("execution_count", row.get("prompt_number"))
    whole = count if type(count) is int and 0 <= count < 1_000_000 else None
    return Cell(number, code=True, text=text, outputs=tuple(part for part in outputs if part.strip()), pictures=pictures, count=whole)


def joined(value: object) -> str:
    """A text, which may be kept as a list of lines; cut where it is too long."""
    text = value if isinstance(value, str) else "".join(line for line in listed(value) if isinstance(line, str))
    if len(text) > LONGEST_TEXT:
        text = f"{text[: LONGEST_TEXT // 2]}\n{text[-LONGEST_TEXT // 2 :]}"
    return text.replace("\r\n", "\n")


def listed(value: object) -> list[Any]:
    """A list, or nothing."""
    return value if isinstance(value, list) else []
