"""A picture file: a page of its own that only OCR can read."""

import io

from grader.document import Document, Unread
from grader.errors import Unreadable
from grader.readers.ocr_image import DECODED

NOT_READ = "a picture, which has no text that can be read"


def read_picture(data: bytes, name: str) -> Document:
    """A photograph or screenshot as one page; its points are the pixels of what `ocr_image.picture` makes of it."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as opened:
            pixels = opened.width * opened.height
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise Unreadable(f"{name} is damaged, or no picture; hand it in again as JPEG, PNG or PDF") from None
    if pixels > DECODED:
        raise Unreadable(f"{name} has {pixels // 1_000_000} million pixels; hand in a smaller picture")
    return Document(name, unread=(Unread(NOT_READ, 1, picture=True),), pages=1)
