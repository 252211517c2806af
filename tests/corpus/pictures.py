"""Scans, photos and handwriting of the corpus, made from seeds: typed documents and rows, put on paper and seen by a device.

`python tests/corpus/pictures.py NAME …` keeps some of them, cut to what is written, in `pictures/` for the quick tests.
"""

import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import hand
import paper
import yaml

HERE = Path(__file__).parent
KEPT = HERE / "pictures"
CACHE = HERE.parents[1] / "build" / "corpus"
HAND_DPI = 200


@dataclass(frozen=True)
class Picture:
    """How a picture is made."""

    kind: str
    """scan, photo, handwriting, or ink: handwriting as curves."""
    of: str
    """The document whose key it has."""
    seed: int
    dpi: int = HAND_DPI
    font: str = ""
    squared: bool = False
    photo: bool = False

    @property
    def file(self) -> str:
        """What it is called."""
        single = self.kind == "photo" or self.photo
        font = f"-{self.font}" if self.font else ""
        return f"{self.kind}-{self.of}{font}.{'jpg' if single else 'pdf'}"


def pictures() -> Iterator[Picture]:
    """All that the table lists."""
    told = yaml.load((HERE / "pictures.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    for heading, kind in (("scans", "scan"), ("photos", "photo"), ("hands", "handwriting"), ("tablets", "ink")):
        for row in told[heading]:
            yield Picture(kind, **row)


def pages_of(picture: Picture) -> list[Any]:
    """Clean pages, before any device has seen them."""
    if picture.font:
        return hand.on_paper(rows_of(picture), picture.font, picture.seed, squared=picture.squared)
    import pypdfium2

    with pypdfium2.PdfDocument(HERE / "documents" / f"{picture.of}.pdf") as document:
        return [page.render(scale=picture.dpi / 72).to_pil().convert("L") for page in document]


def rows_of(picture: Picture) -> list[str]:
    """What is written by hand."""
    return (HERE / "handwriting" / f"{picture.of}.txt").read_text(encoding="utf-8").splitlines()


def inked(picture: Picture) -> bytes:
    """Handwriting as a tablet exports it."""
    import tablet

    chance = random.Random(picture.seed)
    return tablet.as_pdf(hand.written(rows_of(picture), picture.font, lambda: tablet.Stylus(chance, picture.font)))


def made(picture: Picture, *, cut: bool = False, quality: int = 75) -> bytes:
    """The file of a picture; `cut` leaves the empty rest of a page away."""
    if picture.kind == "ink":
        return inked(picture)
    pages = [cut_to_content(page) if cut else page for page in pages_of(picture)]
    see = paper.photographed if picture.file.endswith(".jpg") else paper.scanned
    seen = [see(page, picture.seed + number) for number, page in enumerate(pages)]
    return paper.as_jpeg(seen[0], quality) if picture.file.endswith(".jpg") else paper.as_pdf(seen, picture.dpi, quality)


def cut_to_content(page: Any) -> Any:
    """The page down to a little below its last line that lies in the upper nine tenths."""
    from PIL import ImageChops

    body = page.crop((0, 0, page.width, round(0.9 * page.height)))
    dark = ImageChops.invert(body).point(lambda grey: 255 if grey > 120 else 0).getbbox()
    return page.crop((0, 0, page.width, min(page.height, (dark[3] if dark else 0) + page.height // 20)))


def cached(picture: Picture) -> Path:
    """The file in the cache, made where it is not there or older than what it is made from."""
    path = CACHE / picture.file
    sources = [HERE / name for name in ("hand.py", "ink.py", "tablet.py", "paper.py", "pictures.py", "pictures.yaml")]
    sources.append(HERE / "handwriting" / f"{picture.of}.txt" if picture.font else HERE / "documents" / f"{picture.of}.pdf")
    if not path.exists() or path.stat().st_mtime < max(source.stat().st_mtime for source in sources):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made(picture))
    return path


def main(names: list[str]) -> None:
    """Keep some pictures, small."""
    for picture in pictures():
        if picture.file in names:
            KEPT.mkdir(exist_ok=True)
            (KEPT / picture.file).write_bytes(made(picture, cut=True, quality=45))
            sys.stdout.write(f"{picture.file}: {(KEPT / picture.file).stat().st_size} bytes\n")


if __name__ == "__main__":
    main(sys.argv[1:])
