"""Which reader takes a file: chosen by the ending of its name, loaded when it is needed."""

from pathlib import PurePosixPath

from grader.document import Document
from grader.errors import Unreadable


def read_bytes(data: bytes, name: str) -> Document:
    """The document that these bytes are; Unreadable says in one sentence what to hand in instead."""
    from grader.readers.answer_sheet import read_sheet
    from grader.readers.sheet_name import is_sheet

    if is_sheet(name):
        return read_sheet(data, name)
    match PurePosixPath(name).suffix.casefold():
        case ".pdf":
            from grader.readers.pdf.reader import read_pdf

            return read_pdf(data, name)
        case ".md" | ".txt" | ".tex":
            from grader.readers.transcription import read_transcription

            return read_transcription(data, name)
        case ".html":  # of web pages, only texts typed online get so far
            from grader.readers.online_text import read_online_text

            return read_online_text(data, name)
        case ".ipynb":
            from grader.readers.notebook import read_notebook

            return read_notebook(data, name)
        case ".png" | ".jpg" | ".jpeg":
            from grader.readers.picture import read_picture

            return read_picture(data, name)
        case _:
            raise Unreadable(f"{name} is of a kind that is not read; hand in a PDF, Markdown, LaTeX or text, a notebook, JPEG or PNG")
