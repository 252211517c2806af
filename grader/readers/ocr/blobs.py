"""Connected ink: what is writing, what is a line, a bracket, a hat or a speck."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from grader.readers.ocr.hats import without_touching
from grader.readers.ocr.image import Grey
from grader.readers.ocr.ruling import without_ruling

MOST = 8_000
"""Blobs of one picture; noise has more."""
FLAT = 2.6
"""How much wider than tall a stroke is that lies level."""
TALL = 1.7
"""How much taller than the page's capitals a bracket is that encloses several rows."""
SHARE = 0.25
"""How common capitals and tall letters are beside small ones."""
EDGE, AT_EDGE = 3.0, 2
"""How tall the edge of a sheet is, in heights of a capital, and how near to the picture's, in pixels."""
_SPECK = 0.09
_LEAST_PIXELS = 4
_LONG_LINE = 4.0


@dataclass(frozen=True, slots=True)
class Blob:
    """Ink that hangs together, or belongs together, in pixels."""

    x0: int
    y0: int
    x1: int
    y1: int
    area: int
    labels: tuple[int, ...]
    strokes: int = 0
    """How many level strokes it is made of, where it is made of nothing else."""

    @property
    def width(self) -> int:
        """Its width."""
        return self.x1 - self.x0

    @property
    def height(self) -> int:
        """Its height."""
        return self.y1 - self.y0

    @property
    def centre(self) -> float:
        """Half way across."""
        return (self.x0 + self.x1) / 2

    @property
    def middle(self) -> float:
        """Half way down."""
        return (self.y0 + self.y1) / 2

    @property
    def flat(self) -> bool:
        """Whether it is a level stroke: a minus, a bar, half of an equals sign."""
        full = 0.5 if self.width < 5 * self.height else 0.3
        return self.width > FLAT * self.height and self.area > full * self.width * self.height


@dataclass(frozen=True)
class Inked:
    """A picture's ink: its blobs, and which pixel belongs to which."""

    flat: Grey
    labels: Any
    blobs: tuple[Blob, ...]
    cap: float
    """About how tall capitals and digits are."""
    lines: tuple[Blob, ...] = ()
    """Long straight lines, taken out before the rest was looked at."""

    def of(self, blob: Blob) -> Any:  # noqa: ANN401 - an array
        """The ink of one blob alone, in its own box."""
        import numpy as np

        return np.isin(self.labels[blob.y0 : blob.y1, blob.x0 : blob.x1], blob.labels)


def together(blobs: Sequence[Blob]) -> Blob:
    """Several blobs as one."""
    return Blob(
        min(blob.x0 for blob in blobs),
        min(blob.y0 for blob in blobs),
        max(blob.x1 for blob in blobs),
        max(blob.y1 for blob in blobs),
        sum(blob.area for blob in blobs),
        tuple(label for blob in blobs for label in blob.labels),
        len(blobs) if all(blob.flat for blob in blobs) else 0,
    )


def blobs_of(flat: Grey, ink: Grey) -> Inked:
    """The blobs of a level picture without specks; long lines apart."""
    labels, found = _components(ink)
    cap = _capitals(found)
    if cap == 0.0:
        return Inked(flat, ink, (), 0.0)
    ruled = without_ruling(flat, ink, labels, [(blob.width, blob.height) for blob in found], cap)
    ink = ink if ruled is None else ruled
    ink, lines = _without_lines(ink, cap)
    ink = _without_bars(ink, cap)
    labels, found = _components(ink)
    if len(found) < MOST:
        ink = without_touching(ink, labels, [(blob.x0, blob.y0, blob.x1, blob.y1, blob.labels[0]) for blob in found], cap)
        labels, found = _components(ink)
    kept = [
        blob
        for blob in found
        if max(blob.width, blob.height) >= _SPECK * cap and blob.area >= _LEAST_PIXELS and min(blob.width, blob.height) <= 12 * cap
    ]
    return Inked(flat, labels, tuple(_within(kept, flat.shape[1], cap)[:MOST]), cap, tuple(lines))


def _within(blobs: Sequence[Blob], width: int, cap: float) -> list[Blob]:
    """The blobs without the dark edge that a scanner leaves beside the sheet."""
    tall = [blob for blob in blobs if blob.height > EDGE * cap and max(blob.width, 3) < EDGE * cap]
    left = max((blob.x1 for blob in tall if blob.x0 <= AT_EDGE), default=0)
    right = min((blob.x0 for blob in tall if blob.x1 >= width - AT_EDGE), default=width)
    return [blob for blob in blobs if blob.x1 > left and blob.x0 < right]


def _components(ink: Grey) -> tuple[Any, list[Blob]]:
    import cv2

    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    return labels, [
        Blob(x, y, x + width, y + height, area, (index,)) for index, (x, y, width, height, area) in enumerate(stats.tolist()) if index
    ]


def _capitals(blobs: Sequence[Blob]) -> float:
    """How tall capitals are: the commonest height, or a common one above it where that is the height of small letters."""
    # Brackets are taller than capitals, and narrow.
    heights = [blob.height for blob in blobs if blob.height > 5 and 0.42 * blob.height < blob.width < 4 * blob.height and blob.area > 10]
    if not heights:
        return 0.0
    counts = Counter(heights)

    def common(height: int) -> int:
        return sum(counts[near] for near in range(round(0.94 * height), round(1.06 * height) + 1))

    usual = max(counts, key=lambda height: (common(height), height))
    above = [height for height in counts if 1.3 * usual < height < 1.75 * usual]
    best = max(above, key=common, default=usual)
    return float(best if common(best) > SHARE * common(usual) else usual)


def _without_lines(ink: Grey, cap: float) -> tuple[Grey, list[Blob]]:
    """The ink without frames, rules and long bars, which are given apart; what hangs on a long line may be a short upright one."""
    import numpy as np

    labels, blobs = _components(ink)
    level = max(int(_LONG_LINE * cap), 25)
    found: list[Blob] = []
    for blob in blobs:
        if max(blob.width, blob.height) < level:
            continue
        part = (labels[blob.y0 : blob.y1, blob.x0 : blob.x1] == blob.labels[0]).astype(np.uint8)
        across = _opened(part, (1, level), cap)
        upright = _opened(part, (int(1.2 * cap) if across else 12 * int(cap), 1), cap)
        for line in (*across, *upright):
            x0, y0, x1, y1 = line.x0 + blob.x0, line.y0 + blob.y0, line.x1 + blob.x0, line.y1 + blob.y0
            ink[max(y0 - 1, 0) : y1 + 1, max(x0 - 1, 0) : x1 + 1] = 0
            found.append(replace(line, x0=x0, y0=y0, x1=x1, y1=y1))
    return ink, found


def _opened(part: Grey, shape: tuple[int, int], cap: float) -> list[Blob]:
    """Thin straight lines of at least this extent."""
    import cv2
    import numpy as np

    # What lies beyond an array's edge counts as ink unless there is a white edge.
    lines = cv2.morphologyEx(np.pad(part, 1), cv2.MORPH_OPEN, np.ones(shape, np.uint8))[1:-1, 1:-1]
    return [blob for blob in _components(lines)[1] if min(blob.width, blob.height) <= 0.4 * cap]


def _without_bars(ink: Grey, cap: float) -> Grey:
    """The ink with the bars of small fractions cut free from the digits that touch them."""
    import numpy as np

    labels, blobs = _components(ink)
    letters = [blob for blob in blobs if 0.4 * cap < blob.height]
    for blob in blobs:
        if not (1.35 * cap < blob.height < 3.2 * cap and 0.3 * cap < blob.width < 2.5 * cap):
            continue
        if any(_beside(blob, other, cap) for other in letters):
            continue
        part = labels[blob.y0 : blob.y1, blob.x0 : blob.x1] == blob.labels[0]
        rows = part.sum(axis=1)
        middle = slice(int(0.3 * blob.height), int(0.7 * blob.height))
        bar = np.flatnonzero(rows[middle] >= 0.92 * blob.width) + middle.start
        if 0 < len(bar) <= 0.3 * cap and bar[-1] - bar[0] == len(bar) - 1:
            for y in (bar[0] - 1, bar[-1] + 1):
                ink[blob.y0 + y, blob.x0 : blob.x1][part[y]] = 0
    return ink


def _beside(blob: Blob, other: Blob, cap: float) -> bool:
    """Whether a neighbour is about as tall: letters of a heading, not a fraction."""
    near = max(other.x0 - blob.x1, blob.x0 - other.x1) < 1.2 * cap and other.labels != blob.labels
    overlap = min(other.y1, blob.y1) - max(other.y0, blob.y0)
    return near and overlap > 0.65 * blob.height and other.width > 0.45 * other.height


def bracket(inked: Inked, blob: Blob) -> str | None:
    """Which large bracket a blob is, told by where its ink is at its ends, its quarters and its middle."""
    import numpy as np

    if blob.height < TALL * inked.cap or blob.width > 0.5 * blob.height or blob.width > 1.6 * inked.cap:
        return None
    ink = inked.of(blob)
    columns = np.arange(blob.width)
    weight = ink.sum(axis=1)
    if (weight == 0).any() or blob.area > 0.55 * blob.width * blob.height + 3 * blob.height:
        return None
    if blob.width <= max(0.16 * inked.cap, 3):
        return "|"
    places = (ink * columns).sum(axis=1) / weight / max(blob.width - 1, 1)
    # A hand's brackets lean: what counts is how far the ends are from where the stem would lead.
    rows = np.arange(blob.height)
    stem = slice(int(0.15 * blob.height), int(0.85 * blob.height))
    places = places - np.polyval(np.polyfit(rows[stem], places[stem], 1), rows)
    middle, quarter = _about(places, 0.5), (_about(places, 0.25) + _about(places, 0.75)) / 2
    ends = max(int(0.08 * blob.height), 2)
    above, below = (_end(places[part] - middle, weight[part], float(np.median(weight))) for part in (slice(ends), slice(-ends, None)))
    armed = min(max(weight[:ends]), max(weight[-ends:])) > 1.8 * np.median(weight)
    if above * below <= 0 or min(abs(above), abs(below)) < (0.05 if armed else 0.12):
        return None
    cusp = abs(quarter - middle)
    if cusp > (0.25 if armed else 0.55 * min(abs(above), abs(below))):
        return "{" if above > 0 else "}"
    return ("[" if above > 0 else "]") if armed else ("(" if above > 0 else ")")


def _end(places: Any, weight: Any, usual: float) -> float:  # noqa: ANN401 - arrays
    """Where a bracket's end is: its arm, if it has one, else what is farthest from the stem."""
    arm = places[weight > 1.6 * usual]
    return float(arm.mean()) if len(arm) > 1 else float(max(places, key=abs))


def _about(values: Any, share: float) -> float:  # noqa: ANN401 - an array
    """The mean of the values around a place, given as a share of the whole."""
    count = len(values)
    reach = max(int(0.04 * count), 1)
    at = int(share * (count - 1))
    return float(values[max(at - reach, 0) : at + reach + 1].mean())


def is_hat(inked: Inked, blob: Blob) -> bool:
    """Whether a small blob is an arrowhead that points up: highest in its middle, with a stroke falling to either side."""
    import numpy as np

    tallest = min(0.6 * inked.cap, 0.85 * blob.width)
    if not (0.26 * inked.cap <= blob.width <= 1.2 * inked.cap and 0.08 * inked.cap <= blob.height <= tallest):
        return False
    ink = inked.of(blob)
    rows = np.arange(blob.height)[:, None]
    third = max(blob.width // 4, 1)
    parts = [ink[:, :third], ink[:, (blob.width - third) // 2 : (blob.width + third) // 2 + 1], ink[:, -third:]]
    if any(not part.any() for part in parts):
        return False
    left, middle, right = (float((part * rows).sum() / part.sum()) / blob.height for part in parts)
    hollow = blob.width > 1.4 * blob.height and blob.area < 0.8 * blob.width * blob.height
    least = 0.04 if hollow else 0.12
    return left - middle > least and right - middle > least
