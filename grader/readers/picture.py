"""A picture file: a page of its own that only OCR can read."""

from grader.document import Document, Unread
from grader.readers.ocr.image import opened

NOT_READ = "a picture, which has no text that can be read"


def read_picture(data: bytes, name: str) -> Document:
    """A photograph or screenshot as one page; its points are the pixels of what `ocr.image.picture` makes of it."""
    opened(data, name).close()
    return Document(name, unread=(Unread(NOT_READ, 1, picture=True),), pages=1)
