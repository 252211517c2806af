"""A typed PDF as lines in linear notation, from the glyphs' places alone."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from grader.document import Document, Line, LineKind, Unread
from grader.errors import Unreadable
from grader.readers.pdf.annotations import beside_pages
from grader.readers.pdf.asked import with_names
from grader.readers.pdf.commas import settled
from grader.readers.pdf.gate import PAGES, open_pdf
from grader.readers.pdf.margins import edges
from grader.readers.pdf.page import NOT_READ, Page, Written, look, read_page

_RELATION = re.compile(r"[=≈~+·-]")


def read_pdf(data: bytes, name: str) -> Document:
    """A PDF that a student handed in; raises Unreadable where nothing can be read at all."""
    document = open_pdf(data, name)
    document.init_forms()  # what form fields hold is known to the opened form alone
    pages = len(document)
    sketches = [look(document, number) for number in range(1, min(pages, PAGES) + 1)]
    found: list[Page] = []
    for sketch, edge in zip(sketches, edges([(sketch.shown, sketch.height) for sketch in sketches]), strict=True):
        before = found[-1].written if found else Written()
        found.append(read_page(sketch, 1, edge, before.strip))
    unread = [*beside_pages(document), *(one for page in found for one in page.unread)]
    unread.extend(Unread(f"beyond the first {PAGES} pages", number) for number in range(PAGES + 1, pages + 1))
    notes = tuple(note for page in found for note in page.notes)
    if all(page.unread and page.unread[0].why.startswith(NOT_READ) for page in found):
        why = found[0].unread[0].why.removeprefix(NOT_READ)
        raise Unreadable(f"{name}: nothing of it can be read ({why}); print it as a PDF once more and hand that in, or the answers alone")
    return Document(name, settled(with_names(in_order([page.written for page in found]))), tuple(unread), notes, pages)


def in_order(pages: Sequence[Written]) -> list[Line]:
    """The lines of all pages; a footnote stands behind its page, or above the block that goes on on the next one."""
    out: list[Line] = []
    for page, following in pairwise([*pages, Written()]):
        lines = [*page.lines]
        last = next((line for line in reversed(lines) if line.kind is not LineKind.MARGIN), None)
        first = next((line for line in following.lines if line.kind is not LineKind.MARGIN), None)
        if page.footnotes and last is not None:
            whole = first is None or not (_RELATION.match(first.text) or _RELATION.search(last.text.rstrip()[-1:]))
            at = len(lines) if whole else next(index for index, line in enumerate(lines) if line.block == last.block)
            lines[at:at] = page.footnotes
        out.extend(lines)
    return _numbered(out)


def _numbered(lines: Sequence[Line]) -> list[Line]:
    """The lines with blocks that grow down the document."""
    number, before, out = 0, (0, 0), []
    for line in lines:
        own = (line.page or 0, line.block)
        number, before = number + (own != before), own
        out.append(replace(line, block=number))
    return out
