"""The cells of a notebook file, whatever its version and however damaged: texts, outputs in their order, pictures counted."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from grader.errors import Unreadable

LONGEST_FILE = 20_000_000
"""Bytes, without the pictures in it."""
LONGEST_TEXT = 200_000
"""Characters of a cell, or of one of its outputs."""
MOST_CELLS, MOST_OUTPUTS = 2_000, 200
_PICTURE_DATA = re.compile(rb'"(?:data:image/[a-z.+-]{1,20};base64,)?[A-Za-z0-9+/=\\]{2000,}"')
"""Pictures in letters: much of a file, and nothing to read."""
_NUMBER, _TAG = re.compile(r"\d+(?:[.,]\d+)?"), re.compile(r"<[^<>]*>")
_DATA_ADDRESS = re.compile(r"data:[a-z]{1,20}/[a-z.+-]{1,40};base64,[A-Za-z0-9+/=]*")


class Format(StrEnum):
    """In which notation an output is kept."""

    PLAIN = "text/plain"
    HTML = "text/html"
    LATEX = "text/latex"
    MARKDOWN = "text/markdown"


@dataclass(frozen=True)
class Output:
    """One thing that a cell put out."""

    text: str
    format: Format = Format.PLAIN
    value: bool = False
    """What its last line gave, not what it printed."""
    cut: bool = False


@dataclass(frozen=True)
class Cell:
    """A cell; `place` counts all cells of the file from 1, empty ones too."""

    place: int
    code: bool
    text: str
    outputs: tuple[Output, ...] = ()
    pictures: int = 0
    """Put out by it, attached to it, or written into it."""
    plots: bool = False
    """Whether its pictures were all drawn by the program."""
    count: int | None = None
    """When it was run; None where it was not, or where its outputs were cleared."""


def cells_of(data: bytes, name: str) -> tuple[tuple[Cell, ...], bool]:
    """The cells in the order of the file, and whether these are all; raises Unreadable where it is no notebook."""
    data = _PICTURE_DATA.sub(b'""', data)
    if len(data) > LONGEST_FILE:
        raise Unreadable(f"{name}: has {len(data) // 1_000_000} MB; clear the outputs that are no answers and hand it in again")
    try:
        notebook = json.loads(data)
    except (ValueError, RecursionError):
        why = "it still holds both sides of a merge" if b"<<<<<<< " in data and b">>>>>>> " in data else "its JSON cannot be read"
        raise Unreadable(f"{name}: is no notebook ({why}); save it again and hand that in") from None
    rows = rows_of(notebook)
    if rows is None:
        raise Unreadable(f"{name}: is no notebook (it has no cells); save it again and hand that in")
    return tuple(cell_of(row, place) for place, row in enumerate(rows[:MOST_CELLS], start=1)), len(rows) <= MOST_CELLS


def rows_of(notebook: object) -> list[Any] | None:
    """The cells as the file has them; in version 3 they stood on worksheets."""
    if not isinstance(notebook, dict):
        return None
    rows = notebook.get("cells")
    if rows is None and isinstance(notebook.get("worksheets"), list):
        rows = [cell for sheet in notebook["worksheets"] if isinstance(sheet, dict) for cell in listed(sheet.get("cells"))]
    return rows if isinstance(rows, list) else None


def cell_of(row: object, place: int) -> Cell:
    """One cell; what is none is an empty text."""
    if not isinstance(row, dict):
        return Cell(place, code=False, text="")
    text = joined(row.get("source", row.get("input", "")))[0].replace("\0", "")
    kind = row.get("cell_type")
    if kind == "code":
        return code_cell(row, place, text)
    if kind == "heading":
        level = row.get("level")
        text = "#" * (level if type(level) is int and 1 <= level <= 6 else 1) + " " + text
    attached = row.get("attachments")
    return Cell(place, code=False, text=text, pictures=(len(attached) if isinstance(attached, dict) else 0) + text.count("](data:"))


def code_cell(row: Mapping[str, Any], place: int, text: str) -> Cell:
    """A code cell with what it put out; an error is no output."""
    outputs = [output for output in listed(row.get("outputs"))[:MOST_OUTPUTS] if isinstance(output, dict)]
    pictures = [output for output in outputs if is_picture(output)]
    count = row.get("execution_count", row.get("prompt_number"))
    return Cell(
        place,
        code=True,
        text=text,
        outputs=tuple(one for output in outputs for one in output_of(output) if one.text.strip()),
        pictures=len(pictures),
        plots=all(map(is_plot, pictures)),
        count=count if type(count) is int and 0 <= count < 1_000_000 else None,
    )


def output_of(output: Mapping[str, Any]) -> Iterator[Output]:
    """What was put out, in the one notation of several that says most: a table, a formula, else the text."""
    kind = output.get("output_type")
    if kind in ("error", "pyerr"):
        return
    if kind == "stream":
        yield made(output.get("text"), Format.PLAIN)
        return
    bundle = output["data"] if isinstance(output.get("data"), dict) else old_names(output)
    texts = {one: bundle[one.value] for one in Format if joined(bundle.get(one.value))[0].strip()}
    plain = joined(bundle.get(Format.PLAIN.value))[0].lstrip()
    shown = joined(texts.get(Format.HTML))[0].casefold()
    other = not set(_NUMBER.findall(plain)) <= set(_NUMBER.findall(_TAG.sub(" ", shown)))  # then it is not what a person sees
    html = Format.HTML in texts and (not plain or plain.startswith("<") or "<table" in shown or other)
    best = Format.HTML if html else next((one for one in (Format.LATEX, Format.MARKDOWN, Format.PLAIN) if one in texts), None)
    if best is not None:
        yield made(texts[best], best, value=kind in ("execute_result", "pyout"))


def made(kept: object, form: Format, *, value: bool = False) -> Output:
    """An output of what the file keeps of it."""
    text, cut = joined(kept)
    return Output(text, form, value, cut)


def old_names(output: Mapping[str, Any]) -> dict[str, Any]:
    """The texts of an output as version 3 had them."""
    names = {"text": Format.PLAIN, "html": Format.HTML, "latex": Format.LATEX, **{form.value: form for form in Format}}
    return {names[key].value: value for key, value in output.items() if key in names}


def is_picture(output: Mapping[str, Any]) -> bool:
    """Whether an output is a picture, or shows one."""
    bundle = output["data"] if isinstance(output.get("data"), dict) else output
    return any(isinstance(kind, str) and (kind.startswith("image/") or kind in ("png", "jpeg", "svg")) for kind in bundle)


def is_plot(output: Mapping[str, Any]) -> bool:
    """Whether a picture was drawn by the program: its axes and legends are nobody's answers."""
    bundle = output.get("data")
    told = joined(bundle.get("text/plain"))[0][:500] if isinstance(bundle, dict) else ""
    return not {"Figure", "Axes"}.isdisjoint(re.findall(r"[A-Za-z]+", told))


def joined(value: object) -> tuple[str, bool]:
    """A text, which may be kept as a list of lines, and whether it was cut because it is too long."""
    text = value if isinstance(value, str) else "".join(line for line in listed(value) if isinstance(line, str))
    text = _DATA_ADDRESS.sub("data:", text).replace("\r\n", "\n")
    if len(text) <= LONGEST_TEXT:
        return text, False
    return f"{text[: LONGEST_TEXT // 2]}\n{text[-LONGEST_TEXT // 2 :]}", True


def listed(value: object) -> list[Any]:
    """A list, or nothing."""
    return value if isinstance(value, list) else []
