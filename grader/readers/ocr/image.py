"""Pictures as grey arrays: pages rendered, photographs turned upright, shadows taken out, dark screens made light."""

import io
from typing import TYPE_CHECKING, Any

from grader.document import Box
from grader.errors import Unreadable
from grader.readers.pdf.gate import LONGEST_SIDE

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile
    from pypdfium2 import PdfPage

Grey = Any
"""A numpy array of grey values, row by row; numpy itself is loaded late."""
MOST_PIXELS = 12_000_000
"""Of what is looked at; an ordinary page has five million."""
DECODED, LONG_ENOUGH = 30_000_000, 4_000
"""Pixels of a picture file from which on it is not even decoded, and the side at which a camera's picture is."""
DPI = 220.0
"""At which pages are rendered: digits of 10 points are some 20 pixels tall."""
WORKING = 9_000_000
"""Pixels of a photograph after which more only cost time."""
DARK = 100
FAINT = 0.25
"""How far between the middle grey and white a stroke may be and still be ink: hairlines are paler than stems."""
SHADOW = 0.02
"""Shadows are wider than this share of the picture; strokes of a pen are thinner."""


def opened(data: bytes, name: str) -> "ImageFile":
    """A picture file, opened and not yet decoded; Unreadable where it is none, or a bomb."""
    from PIL import Image, UnidentifiedImageError

    try:
        found = Image.open(io.BytesIO(data), formats=("PNG", "JPEG"))
        # A JPEG of any camera can be decoded at a half, a quarter or an eighth of its size.
        found.draft("L", (LONG_ENOUGH, LONG_ENOUGH))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise Unreadable(damaged(name)) from None
    if found.width * found.height > DECODED:
        raise Unreadable(f"{name} has {found.width * found.height // 1_000_000} million pixels; hand in a smaller picture")
    return found


def damaged(name: str) -> str:
    """What is said of a file that cannot be decoded."""
    return f"{name} is damaged, or no picture; hand it in again as JPEG, PNG or PDF"


def picture(data: bytes, name: str) -> Grey:
    """A picture file as grey values, turned as the camera was held and no larger than is of use; Unreadable where that fails."""
    import numpy as np
    from PIL import Image, ImageOps

    try:
        upright = ImageOps.exif_transpose(opened(data, name))
        paper = Image.new("L", upright.size, 255)
        alpha = upright.convert("RGBA").getchannel("A") if upright.mode in ("RGBA", "LA", "PA", "P") else None
        paper.paste(upright.convert("L"), mask=alpha)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise Unreadable(damaged(name)) from None
    if paper.width * paper.height > WORKING:
        share = (WORKING / (paper.width * paper.height)) ** 0.5
        paper = paper.resize((round(paper.width * share), round(paper.height * share)), Image.Resampling.LANCZOS)
    return np.array(paper)


def rendered(page: "PdfPage", box: Box | None = None, dpi: float = DPI) -> tuple[Grey, float]:
    """A page as seen, or a part of it, as grey values, with the pixels to a point."""
    import numpy as np

    width, height = page.get_size()
    x0, top, x1, bottom = box or (0.0, 0.0, width, height)
    x0, top, x1, bottom = max(x0, 0.0), max(top, 0.0), min(x1, width), min(bottom, height)
    if not (0 < width <= LONGEST_SIDE and 0 < height <= LONGEST_SIDE and x0 + 1 < x1 and top + 1 < bottom):
        raise Unreadable("there is nothing to be seen in this part of the page")
    scale = min(dpi / 72, (MOST_PIXELS / ((x1 - x0) * (bottom - top))) ** 0.5)
    bitmap = page.render(scale=scale, crop=(x0, height - bottom, width - x1, top), grayscale=True, no_smoothtext=False)
    return np.array(bitmap.to_numpy()).reshape(bitmap.height, bitmap.width, -1)[:, :, 0], scale


def flattened(grey: Grey) -> Grey:
    """The picture on even white paper: shadows divided out, a dark screen turned light."""
    import cv2
    import numpy as np

    if np.median(grey) < DARK:
        grey = 255 - grey
    height, width = grey.shape
    small = cv2.resize(grey, (max(width // 4, 1), max(height // 4, 1)), interpolation=cv2.INTER_AREA)
    reach = max(int(SHADOW * max(small.shape)), 7) | 1
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    paper = cv2.GaussianBlur(paper, (reach, reach), 0)
    paper = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.clip(grey.astype(np.float32) * 255 / np.maximum(paper, 30), 0, 255).astype(np.uint8)


def inked(flat: Grey) -> Grey:
    """Where ink is (1) and where paper is (0); pale noise is paper."""
    import cv2
    import numpy as np

    level, _ = cv2.threshold(flat, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    return (flat < min(max(level + FAINT * (255 - level), 110.0), 205.0)).astype(np.uint8)
