"""What is let in: a PDF that opens, and pages within limits that honest homework never reaches."""

from typing import TYPE_CHECKING

from grader.errors import Unreadable

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

PAGES = 60
CHARACTERS = 20_000
OBJECTS = 20_000
LONGEST_SIDE = 14_400.0
HEADER_WITHIN = 1024


def open_pdf(data: bytes, name: str) -> "PdfDocument":
    """The opened document, or a plain sentence on why it cannot be opened."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    if b"%PDF-" not in data[:HEADER_WITHIN]:
        raise Unreadable(f"{name}: not a PDF ({_beginning(data)}); export it again as PDF")
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise Unreadable(f"{name}: needs a password; hand it in again without one") from None
        raise Unreadable(f"{name}: damaged, or cut off on its way; hand it in again") from None
    if len(document) == 0:
        raise Unreadable(f"{name}: damaged, no page can be found in it; hand it in again")
    return document


def too_much(page: "PdfPage", text: "PdfTextPage") -> str | None:
    """Why this page is not read at all, if it is beyond a limit."""
    import pypdfium2.raw as pdfium

    width, height = page.get_size()
    if not 0 < min(width, height) <= max(width, height) <= LONGEST_SIDE:
        return f"the page is {width:.0f} × {height:.0f} points large"
    if text.count_chars() > CHARACTERS:
        return f"{text.count_chars()} characters on one page"
    if pdfium.FPDFPage_CountObjects(page) > OBJECTS:
        return "too many drawn objects on one page"
    return None


def _beginning(data: bytes) -> str:
    if not data:
        return "it is empty"
    shown = "".join(chr(byte) if 32 <= byte < 127 else "." for byte in data[:12])
    return f"it begins with `{shown}`"
