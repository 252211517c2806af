"""What scanners and telephones do to a page: rotation, blur, noise, uneven light, perspective, and JPEG at the end."""

import io
import random
from collections.abc import Sequence
from typing import Any

TABLE = 96
"""How light the table is that a photographed sheet lies on."""


def scanned(page: Any, seed: int) -> Any:
    """A page as a flatbed scanner gives it."""
    from PIL import Image, ImageFilter

    chance = random.Random(seed)
    turned = page.rotate(chance.uniform(-1.3, 1.3), Image.Resampling.BICUBIC, fillcolor=250)
    soft = turned.filter(ImageFilter.GaussianBlur(chance.uniform(0.3, 0.8)))
    return grainy(lit(soft, chance, chance.uniform(0.02, 0.10)), chance, chance.uniform(2.0, 7.0))


def photographed(page: Any, seed: int) -> Any:
    """A page as a telephone gives it: askew, darker at one side, on a table."""
    from PIL import Image, ImageFilter

    chance = random.Random(seed)
    width, height = page.size
    corners = [(0, 0), (width, 0), (width, height), (0, height)]
    border = 0.04
    seen = [
        (
            x * (1 - 2 * border) + width * border + chance.uniform(-0.025, 0.025) * width,
            y * (1 - 2 * border) + height * border + chance.uniform(-0.02, 0.02) * height,
        )
        for x, y in corners
    ]
    warped = page.transform(page.size, Image.Transform.PERSPECTIVE, perspective(seen, corners), Image.Resampling.BICUBIC, fillcolor=TABLE)
    soft = warped.filter(ImageFilter.GaussianBlur(chance.uniform(0.5, 0.9)))
    return grainy(lit(soft, chance, chance.uniform(0.15, 0.3)), chance, chance.uniform(3.0, 6.0))


def perspective(seen: Sequence[tuple[float, float]], flat: Sequence[tuple[float, float]]) -> list[float]:
    """The eight numbers that take a place in the photo back to the page."""
    import numpy as np

    rows, right = [], []
    for (x, y), (u, v) in zip(seen, flat, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        right += [u, v]
    return [float(number) for number in np.linalg.solve(np.array(rows, float), np.array(right, float))]


def lit(page: Any, chance: random.Random, fall: float) -> Any:
    """The page with light that falls off towards one corner."""
    import numpy as np
    from PIL import Image

    grey = np.asarray(page, float)
    down = np.linspace(0, 1, grey.shape[0])[:, None]
    across = np.linspace(0, 1, grey.shape[1])[None, :]
    if chance.random() < 0.5:
        down = 1 - down
    if chance.random() < 0.5:
        across = 1 - across
    return Image.fromarray(np.clip(grey * (1 - fall * (0.6 * down + 0.4 * across)), 0, 255).astype("uint8"))


def grainy(page: Any, chance: random.Random, strength: float) -> Any:
    """The page with the sensor's noise."""
    import numpy as np
    from PIL import Image

    noise = np.random.default_rng(chance.randrange(1 << 30)).normal(0, strength, (page.height, page.width))
    return Image.fromarray(np.clip(np.asarray(page, float) + noise, 0, 255).astype("uint8"))


def as_pdf(pages: Sequence[Any], dpi: int, quality: int = 75) -> bytes:
    """A PDF of pictures."""
    import time

    target = io.BytesIO()
    begin = time.gmtime(1701700000)
    pages[0].save(target, "PDF", save_all=True, append_images=pages[1:], resolution=dpi, quality=quality, creationDate=begin, modDate=begin)
    return target.getvalue()


def as_jpeg(page: Any, quality: int = 80) -> bytes:
    """A photo as a file."""
    target = io.BytesIO()
    page.save(target, "JPEG", quality=quality)
    return target.getvalue()
