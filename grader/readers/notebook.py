"""A Jupyter notebook: its texts and its saved outputs as lines, by cell and line; its programs are read elsewhere."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from grader.document import Document, Line, LineKind, Piece, ProgramText, Source, Unread
from grader.errors import Unreadable
from grader.printed.printed_lines import MOST_LINES, linear, printed_lines
from grader.readers.counted_names import settled
from grader.readers.html_text import shown
from grader.readers.notebook_cells import Cell, Format, Output, cells_of
from grader.readers.shown_names import is_bare, last_name, printed_names, statements_of
from grader.readers.transcription import read_transcription
from grader.saved import SavedOutputs, in_order

MOST_PRINTED = 5_000
"""Lines of all outputs together; of more, each output keeps its beginning and its end."""
FEWEST = 20
MOST_PROGRAMS = 200_000
"""Characters of all programs together."""
MOST_TEXT = 2_000_000
"""Characters of all texts together."""


def read_notebook(data: bytes, name: str) -> Document:
    """A notebook's document; raises Unreadable where it is none."""
    cells, whole = cells_of(data, name)
    code = [cell for cell in cells if cell.code]
    most = lines_each([output for cell in code for output in cell.outputs])
    models = settled(statements_of(cell.text) for cell in code if "=" in cell.text)
    lines: list[Line] = []
    unread: list[Unread] = [] if whole else [Unread(f"what comes after cell {len(cells):,} was not read", len(cells))]
    room = MOST_TEXT
    for cell in cells:
        page = from_code(cell, most, models) if cell.code else from_text(replace(cell, text=cell.text[: max(0, room)]))
        if not cell.code and len(cell.text) > room:
            unread.append(Unread("a long text was not read to its end", cell.place))
        room -= 0 if cell.code else len(cell.text)
        block = lines[-1].block + 1 if lines else 0
        lines.extend(replace(line, block=block + line.block) for line in page.lines)
        unread.extend(page.unread)
    facts = saved(code)
    return Document(name, tuple(lines), tuple(unread), (str(facts),), len(cells), tuple(programs(code)))


def programs(code: Sequence[Cell]) -> Iterator[ProgramText]:
    """The programs of the cells, as far as there is room for them."""
    room = MOST_PROGRAMS
    for cell in code:
        if cell.text.strip() and len(cell.text) <= room:
            room -= len(cell.text)
            yield ProgramText(cell.text, cell.place)


def lines_each(outputs: Sequence[Output]) -> int:
    """How many lines each output may have, so that all together are bounded."""
    counts = [min(output.text.count("\n") + 1, MOST_LINES) for output in outputs]
    return MOST_LINES if sum(counts) <= MOST_PRINTED else max(FEWEST, MOST_PRINTED // len(counts))


def from_text(cell: Cell) -> Document:
    """What somebody wrote in a cell."""
    pictures = (Unread(f"the picture in cell {cell.place} was not read", cell.place, picture=True),) if cell.pictures else ()
    if not cell.text.strip():
        return Document("", unread=pictures)
    page = transcribed(cell.text)
    rows = cell.text.split("\n")
    lines = tuple(replace(as_headed(line, rows), source=Source.NOTEBOOK, page=cell.place) for line in page.lines)
    others = page.unread if not pictures else tuple(gap for gap in page.unread if "picture" not in gap.why)
    return Document("", lines, (*(replace(gap, page=cell.place) for gap in others), *pictures))


def as_headed(line: Line, rows: Sequence[str]) -> Line:
    """A heading as it was written, with the marks of its level: a notebook's are to be relied on."""
    row = rows[line.number - 1].lstrip() if line.number is not None and line.number <= len(rows) else ""
    if line.kind is not LineKind.HEADING or not row.startswith("#") or not line.pieces:
        return line
    marks = row[: len(row) - len(row.lstrip("#"))]
    return replace(line, pieces=(replace(line.pieces[0], raw=f"{marks} {line.pieces[0].raw}"), *line.pieces[1:]))


def transcribed(text: str) -> Document:
    """A text as the reader of Markdown takes it; one that it cannot take is a gap."""
    try:
        return read_transcription(text.encode("utf-8", "replace"), "cell.md")
    except Unreadable as problem:
        return Document("", unread=(Unread(str(problem)),))


def from_code(cell: Cell, most: int, models: Mapping[str, str]) -> Document:
    """What a cell put out, output by output; its lines are counted through. `models` are the classes of variables."""
    lines: list[Line] = []
    unread = [gap_of(cell)] if cell.pictures else []
    first = 1
    for output in cell.outputs:
        block = lines[-1].block + 1 if lines else 0
        page = put_out(cell, output, first, most, models)
        lines.extend(replace(line, block=block + line.block) for line in page.lines)
        unread.extend(replace(gap, page=cell.place) for gap in page.unread)
        if output.cut or output.text.count("\n") >= most:
            unread.append(Unread(f"cell {cell.place} put out more than is read; its middle was left out", cell.place))
        first += output.text.count("\n") + (not output.text.endswith("\n"))
    return Document("", tuple(lines), tuple(unread))


def gap_of(cell: Cell) -> Unread:
    """The pictures that a cell put out; a plot is for people alone."""
    what = "plot" if cell.plots else "picture"
    return Unread(f"the {what} that cell {cell.place} put out was not read", cell.place, picture=not cell.plots)


def put_out(cell: Cell, output: Output, first: int, most: int, models: Mapping[str, str]) -> Document:
    """One output as lines, with the name it is the value of where the program says so."""
    if output.format is Format.PLAIN:
        return Document("", tuple(named(cell, output, list(printed_lines(output.text, cell.place, 0, first, most)), models)))
    text = output.text
    hidden: tuple[Unread, ...] = ()
    if output.format is Format.HTML:
        page = shown(text)
        text, hidden = page.text, page.unread
    if not text.strip():
        return Document("", unread=hidden)
    page_ = transcribed(text)
    lines = tuple(
        replace(line, pieces=unnumbered(line), source=Source.NOTEBOOK, page=cell.place, number=first + at, printed=True)
        for at, line in enumerate(page_.lines)
    )
    return Document("", tuple(named(cell, output, lines, models)), (*hidden, *page_.unread))


def unnumbered(line: Line) -> tuple[Piece, ...]:
    """Its pieces without the lines of a source that nobody sees."""
    return tuple(replace(piece, number=None) for piece in line.pieces)


def named(cell: Cell, output: Output, lines: Sequence[Line], models: Mapping[str, str]) -> Iterator[Line]:
    """Lines that are bare values, each with the variable that the program names as what is shown."""
    if output.value:
        bare = len(lines) == 1 and (output.format is not Format.PLAIN or is_bare(lines[0].text))
        name = last_name(cell.text, models, assigned_shown=True) if bare else ""
        names = [name] if name else []
    else:
        names = list(printed_names(cell.text, models)) if lines and all(is_bare(line.text) for line in lines) else []
    if len(names) != len(lines) or any(line.kind is LineKind.ROW for line in lines):
        yield from lines
        return
    for line, name in zip(lines, names, strict=True):
        yield replace(line, pieces=(Piece(f"{linear(name)} = ", ""), *line.pieces))


def saved(code: Sequence[Cell]) -> SavedOutputs:
    """Whether it was saved with its outputs; cells that hold nothing do not count."""
    filled = [cell for cell in code if cell.text.strip() or cell.outputs or cell.pictures]
    with_outputs = [cell for cell in filled if cell.outputs or cell.pictures]
    run = [cell for cell in filled if cell.count is not None or cell.outputs or cell.pictures]
    order = in_order(cell.count for cell in filled if cell.count is not None)
    uncounted = bool(with_outputs) and all(cell.count is None for cell in filled)
    return SavedOutputs(len(filled), len(run), len(with_outputs), order, tuple(cell.place for cell in code), uncounted)
