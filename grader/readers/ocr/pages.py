"""Pictures of pages read by OCR, and what was seen there put where it belongs in the document."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from grader.document import Box, Document, Line, LineKind, Piece, Unread
from grader.errors import Unreadable
from grader.readers.notebook_pictures import pictures_of
from grader.readers.ocr.recogniser import Recogniser, recogniser
from grader.readers.pdf.commas import settled
from grader.readers.requests import Region

SEEN = "a picture, which was read by OCR; what it shows beyond that is unknown"
INSTALL = "OCR is not installed here (`pip install 'homework-grader[ocr]'`), so a person has to look"
MOST = 200
"""Regions of one file; whoever needs more has handed in a film."""


def read_pictures(data: bytes, name: str, regions: Sequence[Region]) -> Document:
    """What OCR sees in these regions of a file: lines with their boxes in points of the page, and which regions it made nothing of."""
    eye = recogniser()
    if eye is None:
        return Document(name)
    found: list[Line] = []
    unread: list[Unread] = []
    reader = {".pdf": _of_pdf, ".ipynb": _of_notebook}.get(PurePosixPath(name).suffix.casefold(), _of_file)
    for (page, box), lines, problem in reader(data, name, regions[:MOST], eye):
        first = found[-1].block + 1 if found else 1
        found.extend(replace(line, block=line.block + first) for line in lines)
        unread.append(Unread(problem or (SEEN if lines else "a picture in which OCR found no writing"), page, box))
    return Document(name, tuple(found), tuple(unread))


Seen = tuple[Region, tuple[Line, ...], str]


def _of_pdf(data: bytes, name: str, regions: Sequence[Region], eye: Recogniser) -> Iterator[Seen]:
    """Region by region: lines, or why there are none."""
    from grader.readers.ocr.image import rendered
    from grader.readers.ocr.page import read_grey
    from grader.readers.pdf.gate import open_pdf

    document = open_pdf(data, name)
    for page, box in regions:
        if not 1 <= page <= len(document):
            continue
        try:
            grey, scale = rendered(document[page - 1], box)
        except Unreadable as problem:
            yield (page, box), (), str(problem)
            continue
        read = read_grey(grey, eye, scale, page, 1, whole=box is None)
        yield (page, box), tuple(_moved(read.lines, box)), read.problem


def _of_file(data: bytes, name: str, regions: Sequence[Region], eye: Recogniser) -> Iterator[Seen]:
    """A photograph is one page, its points are pixels."""
    from grader.readers.ocr.image import picture
    from grader.readers.ocr.page import read_grey

    grey = picture(data, name)
    for page, box in regions[:1]:
        read = read_grey(grey, eye, 1.0, page, 1)
        yield (page, box), read.lines, read.problem


def _of_notebook(data: bytes, name: str, regions: Sequence[Region], eye: Recogniser) -> Iterator[Seen]:
    """The pictures of a cell, one after another; its page is the cell, and has no points."""
    from grader.readers.ocr.image import picture
    from grader.readers.ocr.page import read_grey

    held = list(pictures_of(data, name))
    for page, box in regions:
        lines: list[Line] = []
        problem = ""
        for image in (image for place, image in held if place == page):
            try:
                read = read_grey(picture(image, f"a picture in cell {page} of {name}"), eye, 1.0, page, 1)
            except Unreadable as fault:
                problem = str(fault)
                continue
            problem = problem or read.problem
            first = lines[-1].block + 1 if lines else 0
            lines += [replace(line, block=line.block + first, pieces=_unboxed(line)) for line in read.lines]
        yield (page, box), tuple(lines), problem


def _unboxed(line: Line) -> tuple[Piece, ...]:
    return tuple(replace(piece, box=None) for piece in line.pieces)


def _moved(lines: Iterable[Line], box: Box | None) -> Iterator[Line]:
    """Lines of a region where they stand on the page."""
    if box is None:
        yield from lines
        return
    for line in lines:
        yield replace(line, pieces=tuple(replace(piece, box=piece.box and _shifted(piece.box, box[0], box[1])) for piece in line.pieces))


def _shifted(box: Box, right: float, down: float) -> Box:
    x0, top, x1, bottom = box
    return round(x0 + right, 2), round(top + down, 2), round(x1 + right, 2), round(bottom + down, 2)


def with_pictures(document: Document, seen: Document) -> Document:
    """The document with what was seen in its pictures, in the order of its pages; what OCR looked at stays noted as unread."""
    looked = {(gap.page, gap.box): gap for gap in seen.unread}
    unread = tuple(looked.get((gap.page, gap.box), gap) if gap.picture else gap for gap in document.unread)
    if not seen.lines:
        return replace(document, unread=unread)
    pages = sorted({line.page or 0 for line in (*document.lines, *seen.lines)})
    kept = [line for line in document.lines if not _replaced(line, document.unread, seen.lines)]
    own, others = _by_page(kept), _by_page(seen.lines)
    lines = [line for page in pages for line in _merged(own.get(page, []), others.get(page, []))]
    return replace(document, lines=settled(list(_numbered(lines))), unread=unread)


def without_pictures(document: Document) -> Document:
    """The document where OCR is not there, with a note that says what would read its pictures."""
    count = sum(gap.picture for gap in document.unread)
    what = "a picture was" if count == 1 else f"{count} pictures were"
    return replace(document, notes=(*document.notes, f"{what} not read: {INSTALL}"))


def _by_page(lines: Iterable[Line]) -> dict[int, list[Line]]:
    found: dict[int, list[Line]] = {}
    for line in lines:
        found.setdefault(line.page or 0, []).append(line)
    return found


def _replaced(line: Line, gaps: Sequence[Unread], seen: Sequence[Line]) -> bool:
    """Whether a line comes from a text layer that is not to be trusted, and OCR has read its page."""
    layers = {gap.why for gap in gaps if gap.picture and gap.box is None and gap.page == line.page}
    return not layers.isdisjoint(line.doubts) and any(one.page == line.page for one in seen)


def _merged(own: Sequence[Line], seen: Sequence[Line]) -> Iterator[Line]:
    """The lines of one page; each picture's lines together, before the first line that stands below their beginning."""
    waiting = list(seen)
    for line in own:
        while waiting and _top(waiting[0]) < _top(line):
            yield waiting.pop(0)
        yield line
    yield from waiting


def _top(line: Line) -> float:
    return min((piece.box[1] for piece in line.pieces if piece.box is not None), default=0.0)


def _numbered(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines with blocks that grow down the document."""
    before: Line | None = None
    block = 0
    for line in lines:
        new = before is None or (before.block, before.source, before.page) != (line.block, line.source, line.page)
        joins = before is not None and before.kind is LineKind.ROW and line.kind is LineKind.ROW and not new
        block += new and not joins
        before = line
        yield replace(line, block=block)
