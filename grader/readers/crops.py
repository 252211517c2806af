"""Pictures of places on a page: a stretch of it with the value marked and what is nobody's business painted over."""

import io
import math
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

from grader.document import Box
from grader.errors import Unreadable

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfPage

LONGEST_SIDE, MOST_PIXELS = 1_400, 1_500_000
"""Of a picture that is sent back."""
LEVELS = 8
"""Shades of grey, and as many of the marked ones: together the sixteen of the palette."""
YELLOW, COVER = (255, 228, 130), 6
SMALL = 6_000
"""Bytes; what is larger as PNG is likely a photo, and tried as WebP."""
LARGE = 40_000
"""Bytes of a photo after which less quality must do."""
QUALITY, OUTLINE = 55, (150, 95, 0)
UPRIGHT = 1.15
"""A photo of a page is taller than wide by this much at least."""
PAPER = 842
"""Points of the longer side of the sheet that a photo is taken to show."""
AROUND = 2.3
"""Pixels between a value's ink and the edge of its mark."""


class Region(NamedTuple):
    """What a picture shows, all in points of the page as seen: `box` is None for the whole page. As JSON it is a list of its fields."""

    page: int
    box: Box | None = None
    marked: Box | None = None
    covered: Sequence[Box] = ()
    """Painted over."""
    band: float = 0.0
    """The share of the page, from its top, that is painted over too, but not the mark."""
    dpi: int = 110


def crops(data: bytes, name: str, wish: Sequence[Sequence[Any]]) -> list[bytes]:
    """A small picture (PNG of sixteen colours, or WebP) of each region, as it comes as JSON; no bytes where there is nothing to be seen."""
    regions = [Region(*row) for row in wish]
    match PurePosixPath(name).suffix.casefold():
        case ".pdf":
            return _of_pages(data, name, regions)
        case ".png" | ".jpg" | ".jpeg":
            return list(_of_picture(data, name, regions))
        case _:
            raise Unreadable(f"{name} has no pages to be shown")


def _of_pages(data: bytes, name: str, regions: Sequence[Region]) -> list[bytes]:
    """Pictures of a PDF's pages, page by page: what a page shows is decoded once."""
    from grader.readers.pdf.gate import open_pdf, too_much

    found = [b""] * len(regions)
    document = open_pdf(data, name)
    try:
        if document.get_formtype():
            document.init_forms()
        for number in sorted({region.page for region in regions if 1 <= region.page <= len(document)}):
            page = document[number - 1]
            if too_much(page, page.get_textpage()) is None:
                for index, region in enumerate(regions):
                    if region.page == number:
                        found[index] = _of_page(page, region)
            page.close()
    finally:
        document.close()
    return found


def _of_page(page: "PdfPage", region: Region) -> bytes:
    """One picture; no bytes where the region lies beside the page."""
    width, height = page.get_size()
    box = _inside(region.box or (0.0, 0.0, width, height), width, height)
    if box is None:
        return b""
    cut = (box[0], height - box[3], width - box[2], box[1])
    picture = page.render(scale=_scale(box, region.dpi), crop=cut).to_pil().convert("RGB")
    return drawn(picture, box, region, (width, height))


def _of_picture(data: bytes, name: str, regions: Sequence[Region]) -> Iterator[bytes]:
    """Parts of a photo or screenshot; its points are the pixels in which OCR sees it."""
    from PIL import Image

    from grader.readers.ocr.image import picture

    whole = Image.fromarray(picture(data, name))
    for region in regions:
        box = _inside(region.box or (0.0, 0.0, whole.width, whole.height), whole.width, whole.height)
        if box is None or region.page != 1:
            yield b""
            continue
        scale = _scale(box, region.dpi * PAPER / max(whole.size))
        size = max(1, round((box[2] - box[0]) * scale)), max(1, round((box[3] - box[1]) * scale))
        shown = region if whole.height >= UPRIGHT * whole.width else region._replace(band=0.0)  # a screenshot has no header
        yield drawn(whole.resize(size, Image.Resampling.BOX, box=box).convert("RGB"), box, shown, whole.size)


def drawn(picture: "Image", box: Box, region: Region, size: tuple[float, float]) -> bytes:
    """The picture of a box with everything painted on it, as bytes; `size` is that of the whole page."""
    scale = picture.width / (box[2] - box[0])
    covered = [_pixels(one, box, scale, picture) for one in (*region.covered, *_band(region, size))]
    marked = None if region.marked is None else _pixels(_wider(region.marked, AROUND / scale), box, scale, picture)
    small = _typeset(picture, [one for one in covered if one is not None], marked)
    if len(small) <= SMALL:
        return small
    return min(small, _photo(picture, [one for one in covered if one is not None], marked), key=len)


def _band(region: Region, size: tuple[float, float]) -> Iterator[Box]:
    """The top of a page, down to the mark at most."""
    if region.band:
        yield 0.0, 0.0, size[0], min(size[1] * region.band, region.marked[1] - AROUND if region.marked else size[1])


def _typeset(picture: "Image", covered: Sequence[tuple[int, int, int, int]], marked: tuple[int, int, int, int] | None) -> bytes:
    """Sixteen colours: shades of grey, and the same ones under the marker."""
    from PIL import Image, ImageDraw

    shades = picture.convert("L").point([round(grey * (LEVELS - 1) / 255) for grey in range(256)])
    draw = ImageDraw.Draw(shades)
    for one in covered:
        draw.rectangle(one, fill=COVER)
    if marked is not None:
        shades.paste(shades.crop(marked).point([shade + LEVELS for shade in range(256 - LEVELS)] + [255] * LEVELS), marked)
        draw.rectangle((marked[0], marked[1], marked[2] - 1, marked[3] - 1), outline=LEVELS + LEVELS // 2)
    greys = [round(shade * 255 / (LEVELS - 1)) for shade in range(LEVELS)]
    palette = [channel for grey in greys for channel in (grey, grey, grey)]
    palette += [grey * channel // 255 for grey in greys for channel in YELLOW]
    indexed = Image.frombytes("P", shades.size, shades.tobytes())
    indexed.putpalette(palette)
    return _saved(indexed, "PNG", bits=4, compress_level=9)


def _photo(picture: "Image", covered: Sequence[tuple[int, int, int, int]], marked: tuple[int, int, int, int] | None) -> bytes:
    """A photo or a scan in its colours."""
    from PIL import Image, ImageChops, ImageDraw

    draw = ImageDraw.Draw(picture)
    for one in covered:
        draw.rectangle(one, fill=(218, 218, 218))
    if marked is not None:
        ground = picture.crop(marked)
        picture.paste(ImageChops.multiply(ground, Image.new("RGB", ground.size, YELLOW)), marked)
        draw.rectangle((marked[0], marked[1], marked[2] - 1, marked[3] - 1), outline=OUTLINE)
    fine = _saved(picture, "WEBP", quality=QUALITY, method=2)
    return fine if len(fine) <= LARGE else _saved(picture, "WEBP", quality=QUALITY // 3, method=2)


def _saved(picture: "Image", kind: str, **options: int) -> bytes:
    with io.BytesIO() as out:
        picture.save(out, kind, **options)
        return out.getvalue()


def _inside(box: Box, width: float, height: float) -> Box | None:
    """The part of a box that lies on the page; None where there is hardly any."""
    x0, top, x1, bottom = max(box[0], 0.0), max(box[1], 0.0), min(box[2], width), min(box[3], height)
    return (x0, top, x1, bottom) if x1 - x0 >= 1 and bottom - top >= 1 else None


def _scale(box: Box, dpi: float) -> float:
    """Pixels a point: as wished, less where the picture would become too large."""
    width, height = box[2] - box[0], box[3] - box[1]
    return min(dpi / 72, LONGEST_SIDE / max(width, height), math.sqrt(MOST_PIXELS / (width * height)))


def _wider(box: Box, by: float) -> Box:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def _pixels(part: Box, box: Box, scale: float, picture: "Image") -> tuple[int, int, int, int] | None:
    """A part of the page in pixels of the picture; None where it is not on it."""
    left, top = max(0, int((part[0] - box[0]) * scale)), max(0, int((part[1] - box[1]) * scale))
    right = min(picture.width, int((part[2] - box[0]) * scale + 1))
    bottom = min(picture.height, int((part[3] - box[1]) * scale + 1))
    return (left, top, right, bottom) if left < right and top < bottom else None
