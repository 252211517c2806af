"""Hats, bars and tildes set on their letters; umlauts and other accents of words composed with theirs."""

import unicodedata
from bisect import bisect_left
from collections.abc import Sequence

from grader.readers.pdf_glyphs import Glyph

MATH = {"ˆ": "hat", "^": "hat", "\u0302": "hat", "˜": "tilde", "~": "tilde", "\u0303": "tilde", "¯": "bar", "\u0304": "bar", "\u0305": "bar", "ˇ": "check"}
SILENT = {"⃗", "→", "\u20d7"}
"""Arrows over vectors, which linear notation leaves out."""
WORDS = {"¨": "\u0308", "\u0308": "\u0308", "´": "\u0301", "\u0301": "\u0301", "`": "\u0300", "\u0300": "\u0300", "˘": "\u0306", "˙": "\u0307", "˚": "\u030a"}
WORDS |= {"¸": "\u0327", "\u0307": "\u0307"}
SLASH = "\u0338"
NEGATED = {"=": "≠", "∈": "∉"}
REACH = 1.3
"""How far above its letter's baseline an accent's own may stand, in sizes."""
_ACCENTS = frozenset(MATH) | SILENT | frozenset(WORDS) | {SLASH}


def set_on_letters(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The glyphs without their accents, each of which has gone into its letter."""
    accents = [index for index, glyph in enumerate(glyphs) if glyph.text in _ACCENTS]
    if not accents:
        return list(glyphs)
    order = sorted(range(len(glyphs)), key=lambda index: glyphs[index].y)
    levels = [glyphs[index].y for index in order]
    changed: dict[int, Glyph | None] = {}
    for index in accents:
        accent = glyphs[index]
        window = order[bisect_left(levels, accent.y - 0.5 * accent.size) : bisect_left(levels, accent.y + REACH * accent.size)]
        nearest = min(
            ((_distance(accent, changed.get(other) or glyphs[other]), other) for other in window if other != index and changed.get(other, accent) is not None),
            default=(None, 0),
            key=lambda pair: pair[0] if pair[0] is not None else 1e9,
        )
        if nearest[0] is None:
            continue
        letter = changed.get(nearest[1]) or glyphs[nearest[1]]
        changed[nearest[1]] = _merged(accent, letter)
        changed[index] = None
    return [kept for index, glyph in enumerate(glyphs) if (kept := changed.get(index, glyph)) is not None]


def _distance(accent: Glyph, letter: Glyph) -> float | None:
    """How far an accent is from the middle of a letter; None where it cannot belong to it."""
    if accent.text == SLASH:
        return abs(accent.x1 - letter.x0) if letter.text in NEGATED and accent.right > letter.left and accent.left < letter.right else None
    if not letter.text[-1:].isalpha() and not letter.text.startswith("\\"):
        return None
    if letter.text in _ACCENTS or not 0.8 <= accent.size / letter.size <= 1.4:
        return None
    below = accent.text == "¸"
    gap = accent.top - letter.bottom if below else letter.top - accent.bottom
    if not -0.25 * letter.size <= gap <= 0.45 * letter.size and not (below and gap < 0):
        return None
    if accent.right - accent.left > 1.6 * max(letter.right - letter.left, 0.3 * letter.size):
        return None
    distance = abs((accent.left + accent.right) / 2 - (letter.left + letter.right) / 2)
    return distance if distance < 0.35 * letter.size else None


def _merged(accent: Glyph, letter: Glyph) -> Glyph:
    if accent.text == SLASH:
        text = NEGATED[letter.text]
    elif accent.text in MATH:
        text = rf"\{MATH[accent.text]}{{{_dotted(letter.text)}}}"
    elif accent.text in SILENT:
        text = letter.text
    else:
        text = unicodedata.normalize("NFC", _dotted(letter.text) + WORDS[accent.text])
    return letter._replace(text=text, raw=letter.raw + accent.raw, top=min(accent.top, letter.top), bottom=max(accent.bottom, letter.bottom))


def _dotted(letter: str) -> str:
    return letter.replace("ı", "i").replace("ȷ", "j")
