"""A typed PDF as lines in linear notation, from the glyphs' places alone."""

from grader.document import Document, Line, Unread
from grader.readers.pdf_commas import settled
from grader.readers.pdf_gate import PAGES, open_pdf
from grader.readers.pdf_page import read_page


def read_pdf(data: bytes, name: str) -> Document:
    """A PDF that a student handed in; raises Unreadable where nothing can be read at all."""
    document = open_pdf(data, name)
    lines: list[Line] = []
    unread: list[Unread] = []
    notes: list[str] = []
    pages = len(document)
    for number in range(1, min(pages, PAGES) + 1):
        page = read_page(document, number, lines[-1].block + 1 if lines else 1)
        lines.extend(page.lines)
        unread.extend(page.unread)
        notes.extend(page.notes)
    unread.extend(Unread(f"beyond the first {PAGES} pages", number) for number in range(PAGES + 1, pages + 1))
    return Document(name, settled(lines), tuple(unread), tuple(notes), pages)
