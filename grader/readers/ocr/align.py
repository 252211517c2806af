"""Which ink is which character: the recogniser says what stands there and about where, the blobs say where exactly."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from grader.readers.ocr.blobs import Blob, together
from grader.readers.ocr.recogniser import Sign

NEAR = 0.4
"""How far the recogniser's place may be from the ink, in heights of a capital, where everything else is clear."""
FAR = 2.0
BAND = 12
LOST = 0.9
"""What it costs to leave ink without a character, or a character without ink."""
JOINED = 0.35
SLIM, NARROW, DIGIT = 0.12, 0.28, 0.42
"""How wide characters at least are where they touch, in heights of a capital: i or a point; a letter; a digit other than 1."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A character with its ink; `signs` may be more than one where they touch, none where ink was not recognised."""

    signs: tuple[tuple[Sign, float], ...]
    blob: Blob | None


def aligned(signs: Sequence[tuple[Sign, float]], blobs: Sequence[Blob], cap: float) -> list[Placed]:
    """Characters (with the place of their middle, in pixels) and ink, both from left to right, matched."""
    if len(signs) == len(blobs) and all(abs(at - blob.centre) < NEAR * cap for (_, at), blob in zip(signs, blobs, strict=True)):
        return [Placed((sign,), blob) for sign, blob in zip(signs, blobs, strict=True)]
    return _cheapest(signs, blobs, cap)


def _cheapest(signs: Sequence[tuple[Sign, float]], blobs: Sequence[Blob], cap: float) -> list[Placed]:
    """The cheapest way to pair them, step by step."""
    count, total = len(signs), len(blobs)
    best: dict[tuple[int, int], tuple[float, tuple[int, int] | None]] = {(0, 0): (0.0, None)}
    band = BAND + abs(count - total)
    for i in range(count + 1):
        middle = round(i * total / max(count, 1))
        low, high = (0, total) if count <= BAND else (max(middle - band, 0), min(middle + band, total))
        for j in range(low, high + 1):
            here = best.get((i, j))
            if here is None:
                continue
            for k, m, cost in _steps(signs, blobs, i, j, cap):
                reached = here[0] + cost
                if reached < best.get((i + k, j + m), (1e9, None))[0]:
                    best[i + k, j + m] = reached, (i, j)
    return list(_way(signs, blobs, best)) if (count, total) in best else [Placed((), blob) for blob in blobs]


def _steps(signs: Sequence[tuple[Sign, float]], blobs: Sequence[Blob], i: int, j: int, cap: float) -> Iterator[tuple[int, int, float]]:
    """How many characters and blobs may be taken next, and what that costs."""
    if i < len(signs):
        yield 1, 0, LOST
    if j < len(blobs):
        yield 0, 1, LOST
    if i >= len(signs) or j >= len(blobs):
        return
    at, blob = signs[i][1], blobs[j]
    if abs(at - blob.centre) < FAR * cap:
        yield 1, 1, abs(at - blob.centre) / cap
    for k in (2, 3, 4):
        if (
            i + k <= len(signs)
            and blob.x0 - 0.5 * cap < at
            and signs[i + k - 1][1] < blob.x1 + 0.5 * cap
            and blob.width > _least(signs[i : i + k]) * cap
        ):
            share = blob.width / k
            off = sum(abs(signs[i + n][1] - blob.x0 - (n + 0.5) * share) for n in range(k)) / cap / k
            yield k, 1, off + JOINED * (k - 1)
    for m in (2, 3):
        if j + m <= len(blobs) and blobs[j + m - 1].x1 - blob.x0 < 1.5 * cap:
            whole = (blob.x0 + blobs[j + m - 1].x1) / 2
            yield 1, m, abs(at - whole) / cap + JOINED * (m - 1)


def _least(signs: Sequence[tuple[Sign, float]]) -> float:
    """How wide ink at least is that so many characters share."""
    return sum(SLIM if sign.text in "1il.,:;'|!()[]" else DIGIT if sign.text.isdigit() else NARROW for sign, _ in signs)


def _way(
    signs: Sequence[tuple[Sign, float]], blobs: Sequence[Blob], best: dict[tuple[int, int], tuple[float, tuple[int, int] | None]]
) -> Iterator[Placed]:
    """The pairs along the cheapest way, from left to right."""
    at: tuple[int, int] | None = (len(signs), len(blobs))
    way: list[tuple[int, int]] = []
    while at is not None:
        way.append(at)
        at = best[at][1]
    way.reverse()
    for (i, j), (k, m) in pairwise(way):
        yield Placed(tuple(signs[i:k]), together(blobs[j:m]) if m > j else None)
