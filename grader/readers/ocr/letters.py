"""Recognised characters with their ink: what is sure, what is told by its form, what touches its neighbour, what was lost."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from grader.readers.ocr.align import Placed
from grader.readers.ocr.blobs import Blob, Inked
from grader.readers.ocr.recogniser import Sign
from grader.readers.pdf.fonts import OPERATOR, UNKNOWN

UNSURE, DOUBTFUL = 0.5, 0.3
"""A digit, and any other character, below this likelihood is not read."""
RIVAL, SEVEN = 0.6, 0.95
"""By how much a digit must be likelier than the next best digit; and 7 than 1, which many write with a long stroke."""
SPECK, DUST = 0.3, 0.12
"""Ink by itself, or beside characters, that is smaller than this is dirt, in heights of a capital."""
LEVEL_SIGNS = frozenset("-~=≈·•+±→←×<>≤≥:÷")
_FOLDED = {"∥": "‖", "°": "∘"}
_OPERATORS = {"∑": "Σ", "Σ": "Σ", "∏": "Π", "Π": "Π", "∫": "∫"}
_ALIKE = {"O": "0", "o": "0", "l": "1", "I": "1", "|": "1"}


@dataclass(frozen=True, slots=True)
class Letter:
    """A character and its ink, in pixels, before its size is known."""

    text: str
    raw: str
    x0: float
    y0: float
    x1: float
    y1: float
    score: float
    spaced: bool = False
    """A space was recognised before it."""
    level: int = 0
    """1: raised, -1: lowered, 0: on the line."""

    @property
    def height(self) -> float:
        """How tall its ink is."""
        return self.y1 - self.y0


def letters_of(placed: Sequence[Placed], spaces: Sequence[float], ink: Inked) -> list[Letter]:
    """The letters of a run; ink without a character and doubtful characters become marks of something lost."""
    found: list[Letter] = []
    for one in placed:
        if one.blob is not None and len(one.signs) > 1:
            found.extend(_shared(one.signs, one.blob, ink))
        elif one.blob is not None:
            found.append(_letter(one.signs[0][0] if one.signs else None, one.blob, ink.cap))
        elif found and one.signs and one.signs[0][0].score > UNSURE:
            # Something was recognised for which there is no ink left: a digit or a point may be where another was found.
            found[-1] = replace(found[-1], text=UNKNOWN)
    found = [letter for letter in found if letter.text]
    if all(letter.text == UNKNOWN and max(letter.height, letter.x1 - letter.x0) < SPECK * ink.cap for letter in found):
        return []
    marks = sorted(spaces)
    out: list[Letter] = []
    for letter in found:
        before = out[-1] if out else None
        out.append(replace(letter, spaced=before is not None and any(_between(mark, before, letter) for mark in marks)))
    return _numbers(out)


def _between(mark: float, before: Letter, after: Letter) -> bool:
    return (before.x0 + before.x1) / 2 < mark < (after.x0 + after.x1) / 2


def _letter(sign: Sign | None, blob: Blob, cap: float) -> Letter:
    """One character on one piece of ink; strokes and dots are told by their form."""
    formed = _by_form(blob, cap)
    text = formed or (_sure(sign) if sign is not None else "" if max(blob.width, blob.height) < DUST * cap else UNKNOWN)
    if sign is not None and formed and sign.text in LEVEL_SIGNS and sign.score > UNSURE:
        text = sign.text
    if text in _OPERATORS and blob.height > 1.2 * cap:
        text = OPERATOR + _OPERATORS[text]
    return Letter(
        text, sign.text if sign is not None else UNKNOWN, blob.x0, blob.y0, blob.x1, blob.y1, sign.score if sign is not None else 0.0
    )


def _by_form(blob: Blob, cap: float) -> str:
    """A minus or an equals sign; they are plainer to the eye than to the recogniser."""
    if blob.flat and blob.width > 0.3 * cap and blob.height < 0.3 * cap:
        return "-"
    return "=" if blob.strokes == 2 and 0.4 * cap < blob.width < 2 * cap and blob.height < 0.8 * cap else ""


def _shared(signs: Sequence[tuple[Sign, float]], blob: Blob, ink: Inked) -> Iterator[Letter]:
    """Characters that touch each other, each with its part of the ink: they are cut where there is least of it."""
    import numpy as np

    part = ink.of(blob)
    columns = part.sum(axis=0)
    middles = [min(max(int(at) - blob.x0, 0), blob.width - 1) for _, at in signs]
    edges = [0]
    for left, right in pairwise(middles):
        middle, reach = (left + right) / 2, 0.2 * (right - left)
        near = range(max(round(middle - reach), edges[-1] + 1), min(round(middle + reach) + 1, blob.width))
        edges.append(min(near, key=lambda x: (columns[x], abs(x - middle)), default=min(edges[-1] + 1, blob.width - 1)))
    for (sign, _), left, right in zip(signs, edges, [*edges[1:], blob.width], strict=True):
        rows = np.flatnonzero(part[:, left : max(right, left + 1)].any(axis=1))
        top, bottom = (int(rows[0]), int(rows[-1]) + 1) if len(rows) else (0, blob.height)
        yield Letter(_sure(sign), sign.text, blob.x0 + left, blob.y0 + top, blob.x0 + right, blob.y0 + bottom, sign.score)


def _sure(sign: Sign) -> str:
    """The character, or the mark of a lost one where it could as well be another."""
    digit = sign.text.isdigit()
    least = SEVEN if sign.text == "7" and sign.rival == "1" else RIVAL
    if sign.score < (UNSURE if digit else DOUBTFUL) or (digit and sign.rival.isdigit() and sign.margin < least):
        return UNKNOWN
    return _FOLDED.get(sign.text, sign.text)


def _numbers(letters: Sequence[Letter]) -> list[Letter]:
    """Letters that look like digits, where all around them in their word is a number."""
    words: list[list[Letter]] = []
    for letter in letters:
        if not words or letter.spaced:
            words.append([])
        words[-1].append(letter)
    out: list[Letter] = []
    for word in words:
        text = "".join(letter.text for letter in word)
        plain = text.strip("-+([{)]}.,;:=")
        rest = "".join(char for char in plain if char not in _ALIKE)
        must = len(rest) >= 2 and all(char.isdigit() or char in ".," for char in rest) and any(char.isdigit() for char in rest)
        out.extend(replace(letter, text=_ALIKE.get(letter.text, letter.text)) if must else letter for letter in word)
    return out
