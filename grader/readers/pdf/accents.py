"""Hats, bars and tildes set on their letters; umlauts and other accents of words composed with theirs."""

import unicodedata
from collections import defaultdict
from collections.abc import Sequence

from grader.readers.pdf.glyphs import Glyph

MATH = dict(zip("ˆ^\u0302˜~\u0303¯\u0304\u0305ˇ", "hat hat hat tilde tilde tilde bar bar bar check".split(), strict=True))
SILENT = frozenset({"\u20d7"})
"""Arrows over vectors, which linear notation leaves out."""
WORDS = dict(zip("¨´`˘˙˚¸", "\u0308\u0301\u0300\u0306\u0307\u030a\u0327", strict=True))
WORDS |= {mark: mark for mark in WORDS.values()}
SLASH = "\u0338"
NEGATED = {"=": "≠", "∈": "∉"}
SQUARE = 30.0
"""An accent and its letter are nearer to each other than this, in points."""
SMALLEST = 0.65
"""Browsers set accents as small as scripts."""
HALVED = 0.4
MOST = 60
"""No honest square holds more letters."""
_ACCENTS = frozenset(MATH) | SILENT | frozenset(WORDS) | {SLASH}


def set_on_letters(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The glyphs without their accents, each of which has gone into its letter."""
    accents = [index for index, glyph in enumerate(glyphs) if glyph.text in _ACCENTS]
    if not accents:
        return list(glyphs)
    squares: dict[tuple[int, int], list[int]] = defaultdict(list)
    for index, glyph in enumerate(glyphs):
        squares[_square(glyph)].append(index)
    changed: dict[int, Glyph | None] = {}
    for index in accents:
        accent = glyphs[index]
        across, down = _square(accent)
        window = [other for x in (-1, 0, 1) for y in (-1, 0, 1) for other in squares.get((across + x, down + y), ())[:MOST]]
        letters = {other: changed.get(other, glyphs[other]) for other in window if other != index}
        found = [(distance, other) for other, letter in letters.items() if letter and (distance := _distance(accent, letter)) is not None]
        letter = letters[min(found)[1]] if found else None
        if letter is not None:
            changed[min(found)[1]], changed[index] = _merged(accent, letter), None
    return [kept for index, glyph in enumerate(glyphs) if (kept := changed.get(index, glyph)) is not None]


def _square(glyph: Glyph) -> tuple[int, int]:
    return int(glyph.left / SQUARE), int(glyph.y / SQUARE)


def _distance(accent: Glyph, letter: Glyph) -> float | None:
    """How far an accent is from the middle of a letter; None where it cannot belong to it."""
    if accent.text == SLASH:
        over = letter.text in NEGATED and accent.right > letter.left and accent.left < letter.right
        return abs(accent.x1 - letter.x0) if over else None
    if not letter.text[-1:].isalpha() and not letter.text.startswith("\\"):
        return None
    if _halves_of_one(accent, letter):
        return 0.0
    if letter.text in _ACCENTS or not SMALLEST <= accent.size / letter.size <= 1.4:
        return None
    below = accent.text == "¸"
    gap = accent.top - letter.bottom if below else letter.top - accent.bottom
    if not -0.25 * letter.size <= gap <= 0.45 * letter.size and not (below and gap < 0):
        return None
    if accent.right - accent.left > 1.6 * max(letter.right - letter.left, 0.3 * letter.size):
        return None
    distance = abs((accent.left + accent.right) / 2 - (letter.left + letter.right) / 2)
    return distance if distance < 0.35 * letter.size else None


def _halves_of_one(accent: Glyph, letter: Glyph) -> bool:
    """Whether one shape was given two codes, a letter and the accent to be combined with it, and its box was halved between them."""
    same = abs(accent.top - letter.top) + abs(accent.bottom - letter.bottom) + abs(accent.x0 - letter.x1) + abs(accent.y - letter.y)
    return unicodedata.combining(accent.text[0]) > 0 and same < HALVED


def _merged(accent: Glyph, letter: Glyph) -> Glyph:
    if accent.text == SLASH:
        text = NEGATED[letter.text]
    elif accent.text in MATH:
        text = rf"\{MATH[accent.text]}{{{_dotted(letter.text)}}}"
    elif accent.text in SILENT:
        text = letter.text
    else:
        text = unicodedata.normalize("NFC", _dotted(letter.text) + WORDS[accent.text])
    wide = letter._replace(x1=accent.x1, right=accent.right) if _halves_of_one(accent, letter) else letter
    return wide._replace(text=text, raw=letter.raw + accent.raw, top=min(accent.top, letter.top), bottom=max(accent.bottom, letter.bottom))


def _dotted(letter: str) -> str:
    return letter.replace("ı", "i").replace("ȷ", "j")
