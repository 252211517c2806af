"""The page as it is drawn: what of it is due to its characters is found by drawing it with them and without them.

Whatever hides a character (a clip, a layer switched off, something over it, no contrast to what is under it) it leaves no trace then.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TypeGuard, cast

from grader.readers.pdf.glyphs import Glyph
from grader.readers.pdf.strokes import Strokes

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfPage

SCALE, LEAST_SCALE, CLOSE = 2.0, 0.7, 8.0
"""Pixels to a point; with fewer a thin sign would leave no trace."""
MOST_PIXELS = 8_000_000
"""Of a page that is drawn: A0 at one to a point."""
MOST_IN_PICTURES = 80_000_000
TRACE, PLAIN = 24, 60
"""By how much of 255 a character changes its page: by less nobody sees it, by more everybody does."""
PLAINLY, HARDLY = 2, 1
THIN = 3
"""Pixels."""
STRIP = 32
"""Rows of pixels."""
Sides = tuple[float, float, float, float]


class Paper:
    """A page, drawn when it is first asked about."""

    def __init__(self, page: "PdfPage", drawn: Strokes) -> None:
        self._page, self._drawn = page, drawn
        width, height = page.get_size()
        self.scale = min(SCALE, (MOST_PIXELS / (width * height)) ** 0.5)

    @cached_property
    def blind(self) -> bool:
        """Whether the page is too large to be drawn closely enough, or its pictures are."""
        return self.scale < LEAST_SCALE or self._drawn.pixels > MOST_IN_PICTURES

    @cached_property
    def ink(self) -> "Image":
        """By how much each pixel is changed by the page's characters, in shades of grey."""
        from PIL import ImageChops

        return ImageChops.difference(*self._with_and_without)

    @property
    def bare(self) -> "Image":
        """The page without its characters, in shades of grey."""
        return self._with_and_without[1]

    @property
    def only_type(self) -> bool:
        """Whether nothing is drawn but characters."""
        import pypdfium2.raw as pdfium

        return self._drawn.count == len(self._drawn.written) and pdfium.FPDFPage_GetAnnotCount(self._page) == 0

    def under(self, place: Sides) -> "Image | None":
        """What is drawn in a box besides characters."""
        return cut(self.bare, place, self.scale)

    def uneven_under(self, place: Sides) -> bool:
        """Whether ink runs through a box besides that of characters."""
        return uneven(self.under(place))

    @cached_property
    def _with_and_without(self) -> "tuple[Image, Image]":
        return self._twice(self.scale, (0.0, 0.0, 0.0, 0.0), grey=True)

    @cached_property
    def _traces(self) -> list[bytes]:
        return strips(self.ink)

    @cached_property
    def _traces_in_colour(self) -> list[bytes]:
        from PIL import ImageChops

        red, green, blue = self._changes(grey=False).split()
        return strips(ImageChops.lighter(ImageChops.lighter(red, green), blue))

    def trace(self, glyph: Glyph) -> int:
        """How well a character is seen where it is said to be: 0 not at all, then HARDLY or PLAINLY."""
        return self._found(glyph, self._traces)

    def trace_in_colour(self, glyph: Glyph) -> int:
        """The same by someone who tells colours of one shade apart, which takes ten times as long."""
        return self._found(glyph, self._traces_in_colour)

    def _found(self, glyph: Glyph, traces: Sequence[bytes]) -> int:
        width, height = self.ink.size
        (x0, x1), (y0, y1) = self._pixels(glyph.left, glyph.right, width), self._pixels(glyph.top, glyph.bottom, height)
        most = 0
        for y in range(y0, y1):
            row = y % STRIP * width
            change = max(traces[y // STRIP][row + x0 : row + x1], default=0)
            if change >= PLAIN:
                return PLAINLY
            most = max(most, change)
        return HARDLY if most >= TRACE else 0

    def _pixels(self, start: float, end: float, size: int) -> tuple[int, int]:
        """The pixels from one place to another; characters are drawn at whole pixels, so what is thin may stand one further."""
        first, last = int(start * self.scale), int(end * self.scale) + 1
        beside = 1 if last - first <= THIN else 0
        return max(first - beside, 0), min(last + beside, size)

    def close_up(self, glyph: Glyph) -> "Image":
        """The ink of a character in its tight box, drawn large."""
        width, height = self._page.get_size()
        sides = (max(glyph.left, 0.0), max(height - glyph.bottom, 0.0), max(width - glyph.right, 0.0), max(glyph.top, 0.0))
        return self._changes(grey=True, scale=CLOSE, sides=sides)

    def _changes(self, *, grey: bool, scale: float = 0.0, sides: Sides = (0.0, 0.0, 0.0, 0.0)) -> "Image":
        """The difference between the page with its characters and without; `sides` are cut off from left, bottom, right and top."""
        from PIL import ImageChops

        return ImageChops.difference(*self._twice(scale or self.scale, sides, grey=grey))

    def _twice(self, scale: float, sides: Sides, *, grey: bool) -> "tuple[Image, Image]":
        """The page with its characters and without."""
        whole = self._render(scale, sides, grey=grey)
        with Unwritten(self._drawn):
            return whole, self._render(scale, sides, grey=grey)

    def _render(self, scale: float, sides: Sides, *, grey: bool) -> "Image":
        image: Image = self._page.render(scale=scale, crop=sides, grayscale=grey, rev_byteorder=True).to_pil()
        mode = "L" if grey else "RGB"
        return image if image.mode == mode else image.convert(mode)


def strips(image: "Image") -> list[bytes]:
    """A picture in shades of grey as bytes, so many rows at a time: new memory for all of it at once costs more."""
    width, height = image.size
    return [image.crop((0, top, width, top + STRIP)).tobytes() for top in range(0, height, STRIP)]


def pixels(place: Sides, size: tuple[int, int], scale: float) -> tuple[int, int, int, int]:
    """A box of a page in the pixels of a picture of it."""
    x0, y0, x1, y1 = place
    return max(int(x0 * scale), 0), max(int(y0 * scale), 0), min(int(x1 * scale) + 1, size[0]), min(int(y1 * scale) + 1, size[1])


def cut(image: "Image", place: Sides, scale: float) -> "Image | None":
    """What a picture of a page shows in a box; None where that is nothing at all."""
    x0, y0, x1, y1 = pixels(place, image.size, scale)
    return image.crop((x0, y0, x1, y1)) if x0 < x1 and y0 < y1 else None


def uneven(part: "Image | None") -> TypeGuard["Image"]:
    """Whether there is ink on a ground."""
    if part is None:
        return False
    least, most = cast("tuple[int, int]", part.getextrema())
    return most - least >= PLAIN


class Unwritten:
    """While it lasts, the page's characters are not drawn."""

    def __init__(self, drawn: Strokes) -> None:
        self._handles = [one.handle for one in drawn.written.values()]

    def __enter__(self) -> None:
        self._set(active=False)

    def __exit__(self, *_: object) -> None:
        self._set(active=True)

    def _set(self, *, active: bool) -> None:
        import pypdfium2.raw as pdfium

        for handle in self._handles:
            pdfium.FPDFPageObj_SetIsActive(handle, active)
