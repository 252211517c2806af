"""How large letters are and on which line they stand: what is a script, a capital, a prime, a point or a comma."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import log
from statistics import median

from grader.readers.ocr.letters import LEVEL_SIGNS, Letter
from grader.readers.pdf.fonts import UNKNOWN

CAPITAL = 0.68
"""How tall a capital is, in sizes of its font."""
USUAL = {"digit": 1.0, "capital": 1.0, "tall": 1.02, "low": 0.66, "deep": 0.97}
"""How tall the kinds of characters are, in heights of a capital, where a page does not show it."""
ENOUGH = 4
DEPTH = 0.31
"""How far g, p, q and y reach below the line, in heights of a capital."""
TALLEST = 1.35
"""No digit is taller than this beside others: it is several that touch, one above the other."""
DIGITS = (0.82, 1.2)
"""How tall digits are, in heights of the capitals beside them."""
ORDINARY = (0.86, 1.15)
"""Between these, in sizes of the page, a letter is of the page's own size."""
FEW, SHORT = 5, (0.78, 1.25)
"""The same for the tallest of a few letters: a hand's letters vary, and a name with its index has but one of full size."""
SMALLER = 0.9
RAISED, LOWERED = 0.24, -0.12
"""From where on a smaller letter is a script, in heights of a capital."""
APART = 0.5
"""How far from what it belongs to an exponent may stand, in heights of a capital."""
_KINDS = {
    "digit": "0123456789",
    "capital": "ABCDEFGHIJKLMNOPRSTUVWXYZÄÖÜΓΔΘΛΞΠΣΦΨΩŶŴ§$&?!%",
    "tall": "bdfhiklßδθλβ∂",
    "low": "acemnorsuvwxzαεικνοπστυω",
    "deep": "gpqyηγρχμφŷ",
}
_KIND = {char: kind for kind, chars in _KINDS.items() for char in chars}
INDICES = frozenset({"new", "neu", "old", "alt"})
_SAME_SHAPE = frozenset("CcOoSsUuVvWwXxZz")
_DEEP_TWINS = {"Y": "y", "P": "p"}
_PRIME_LIKE = frozenset("'l1I|/,;.\\\"" + UNKNOWN)
_DOTS = frozenset(".·•,")


@dataclass(frozen=True)
class Hand:
    """How tall each kind of character is on a page, in pixels: fonts differ, and hands differ more."""

    heights: dict[str, float]

    unit: float
    """The height all else is measured in: that of a digit, for numbers are what is to be read; else of a capital."""

    def size(self, letter: Letter) -> float | None:
        """The size of a letter in those of the page; None where its height says nothing."""
        if letter.text in _SAME_SHAPE:
            # Which of the two it is shows in its height alone: the likelier size is the one nearer to the page's.
            return min((letter.height / self.heights[kind] for kind in ("capital", "low")), key=lambda size: abs(log(size)))
        kind = _KIND.get(letter.text)
        return None if kind is None else letter.height / self.heights[kind]

    def base(self, letter: Letter, size: float) -> float:
        """The line a letter of this size stands on."""
        return letter.y1 - (size * DEPTH * self.unit if _KIND.get(letter.text) == "deep" else 0.0)


@dataclass(frozen=True)
class Written:
    """A run of letters with the size and baseline of most of them, in pixels."""

    letters: tuple[Letter, ...]
    size: float
    base: float


def hand(runs: Iterable[Sequence[Letter]], cap: float) -> Hand:
    """How tall the kinds of characters are on a page, `cap` being a first guess."""
    seen: dict[str, list[float]] = defaultdict(list)
    for run in runs:
        for letter in run:
            if letter.text in _KIND and letter.text not in _SAME_SHAPE:
                seen[_KIND[letter.text]].append(letter.height)
    known = {kind: median(heights) for kind, heights in seen.items() if len(heights) >= ENOUGH}
    guesses = [height / USUAL[kind] for kind, height in known.items()]
    usual = median(guesses) if guesses else cap
    found = {kind: known.get(kind, usual * share) for kind, share in USUAL.items()}
    found["low"] = min(max(found["low"], 0.45 * found["capital"]), 0.9 * found["capital"])
    if "capital" in known:  # the digits of small matrices are no measure for those of the text
        found["digit"] = min(max(found["digit"], DIGITS[0] * found["capital"]), DIGITS[1] * found["capital"])
    return Hand(found, found["digit"] if "digit" in known else found["capital"])


def written(letters: Sequence[Letter], page: Hand) -> Written:
    """The run with its own size and baseline; Y and P are taken for y and p where only that puts all else on the line or into scripts."""
    found = _placed(letters, page)
    if any(letter.text in _DEEP_TWINS for letter in letters):
        other = _placed([replace(letter, text=_DEEP_TWINS.get(letter.text, letter.text)) for letter in letters], page)
        return min(found, other, key=lambda one: _misfits(one, page))
    return found


def _misfits(run: Written, page: Hand) -> int:
    """How many letters stand neither on the line nor where a script stands."""
    unit = run.size * CAPITAL
    count = 0
    for letter in run.letters:
        own = page.size(letter)
        if own is not None and letter.level == 0:
            off = abs(run.base - page.base(letter, min(own, unit / page.unit))) / unit > 0.1
            count += off + (own * page.unit < 0.8 * unit)
    return count


def _placed(letters: Sequence[Letter], page: Hand) -> Written:
    """The run with the size and baseline of most of its letters, each letter on the line, raised or lowered."""
    sizes = sorted(size for letter in letters if (size := page.size(letter)) is not None)
    size = sizes[int(0.7 * (len(sizes) - 1))] if sizes else 1.0
    if ORDINARY[0] < size < ORDINARY[1] or (size < ORDINARY[0] < sizes[-1] < ORDINARY[1]):
        size = 1.0
    if 0 < len(sizes) <= FEW and SHORT[0] < sizes[-1] < SHORT[1]:
        size = 1.0
    unit = size * page.unit
    base = _base(letters, size, page)
    found = [_told_by_height(letters, index, base, unit, page) for index in range(len(letters))]
    levels = _not_apart(found, [_level(letter, size, base, page) for letter in found], unit)
    found = [replace(letter, level=_in_word(found, levels, index)) for index, letter in enumerate(found)]
    return Written(tuple(found), unit / CAPITAL, base)


def _base(letters: Sequence[Letter], size: float, page: Hand) -> float:
    """The line most letters of the run's size stand on."""
    full = [letter for letter in letters if (own := page.size(letter)) is not None and 0.85 * size < own < 1.2 * size]
    bases = sorted(page.base(letter, size) for letter in full)
    unit = size * page.unit
    if bases:
        return max(bases) if len(bases) == 2 and bases[1] - bases[0] > 0.15 * unit else bases[(len(bases) - 1) // 2]
    level = all(letter.text in LEVEL_SIGNS for letter in letters)
    return max(letter.y1 for letter in letters) + (0.35 * unit if level else 0.0)


def _told_by_height(letters: Sequence[Letter], index: int, base: float, unit: float, page: Hand) -> Letter:
    """What is told by how tall it is and how high it stands: primes from 1, points from commas, capitals from small letters."""
    letter = letters[index]
    rise, share, width = (base - letter.y1) / unit, letter.height / unit, (letter.x1 - letter.x0) / unit
    if letter.text in _DOTS and share < 0.5 and width < 0.45:
        return replace(letter, text=_dot(letter.text, rise, share, joined=_between_digits(letters, index, unit)))
    if letter.text in "-_" and (letter.y0 + letter.y1) / 2 > base + (0.08 if letter.raw != "_" else -0.05) * unit:
        return replace(letter, text="_")
    slim = rise > 0.28 and 0.2 < share < (0.68 if width > 0.25 else 0.85)
    if letter.text in _PRIME_LIKE and width < (0.45 if letter.text != UNKNOWN else 0.33) and slim:
        return replace(letter, text="'")
    if letter.text.isdigit() and letter.height > TALLEST * max(page.heights["digit"] * unit / page.unit, _beside(letters)):
        return replace(letter, text=UNKNOWN)
    near = [letters[at] for at in (index - 1, index + 1) if 0 <= at < len(letters) and not letters[max(at, index)].spaced]
    alone = not any(one.text.isalpha() and one.text != "∂" for one in near)
    if letter.text in "gy" and alone and 1.22 < letter.height / (page.heights["deep"] * unit / page.unit) < 1.7:
        return replace(letter, text="ŷ")  # its hat touches it
    if letter.text in _SAME_SHAPE and abs(rise) < 0.1 and share < 0.84:
        return replace(letter, text=letter.text.lower())
    return letter


def _beside(letters: Sequence[Letter]) -> float:
    """How tall capitals and tall letters of a run are; 0 where there are but a few."""
    tall = [letter.height for letter in letters if _KIND.get(letter.text) in {"capital", "tall"} and letter.text not in "%&$"]
    return median(tall) if len(tall) > 1 else 0.0


def _dot(text: str, rise: float, share: float, *, joined: bool) -> str:
    """Which of point, comma, prime and point of multiplication a small mark is."""
    if joined:
        if rise > 0.4:
            return UNKNOWN
        low, high = rise < LOWERED and share > 0.3, rise > -0.04 and share < 0.26
        return "," if low else "." if high else text if text in ".," else UNKNOWN
    if rise > 0.2:
        return "·" if share < 0.3 and text != "," else "'"
    return "," if rise < LOWERED and share > 0.3 else "." if rise > -0.04 and share < 0.26 else text


def _between_digits(letters: Sequence[Letter], index: int, unit: float) -> bool:
    """Whether a mark stands closely between two digits: it is a part of their number then."""
    if not 0 < index < len(letters) - 1:
        return False
    before, mark, after = letters[index - 1 : index + 2]
    gap = max(mark.x0 - before.x1, after.x0 - mark.x1) / unit
    # A point of multiplication stands apart from both its factors; what may be either is decided by what was recognised.
    close = gap < 0.3 or (gap < 0.45 and mark.raw in ".,")
    return close and before.text.isdigit() and after.text.isdigit()


def _level(letter: Letter, size: float, base: float, page: Hand) -> int:
    """Whether a letter is a script, told by its size and the line it stands on."""
    if letter.text == "'":
        return 1
    if letter.text in "%&":
        return 0
    unit = size * page.unit
    own = page.size(letter)
    if own is not None:
        rise = (base - page.base(letter, min(own, size))) / unit
        if own / size >= SMALLER:
            return 0
        return 1 if rise > RAISED else -1 if rise < LOWERED else 0
    if letter.text in LEVEL_SIGNS or letter.text in "()[]/":
        middle = base - (letter.y0 + letter.y1) / 2
        return 1 if middle > 0.85 * unit else -1 if middle < -0.05 * unit and letter.text not in "()[]/" else 0
    return 0


def _not_apart(letters: Sequence[Letter], levels: Sequence[int], unit: float) -> list[int]:
    """The levels, with digits on the line that are raised behind a space: an exponent stands close to what it belongs to."""
    out = list(levels)
    for index, letter in enumerate(letters):
        if index == 0 or levels[index] <= 0 or not letter.text.isdigit():
            continue
        before = letters[index - 1]
        apart = letter.spaced or letter.x0 - before.x1 > APART * unit
        if apart or (before.text.isdigit() and levels[index - 1] > 0 and out[index - 1] == 0):
            out[index] = 0
    return out


def _in_word(letters: Sequence[Letter], levels: Sequence[int], index: int) -> int:
    """The level of a letter; one that dances in the middle of a word or number, as handwriting does, is no script."""
    letter, level = letters[index], levels[index]
    if level == 0 or index == 0:
        return level
    before = letters[index - 1]
    if letter.text.isdigit() and levels[index - 1] == 0 and (before.text.isdigit() or before.text in ".,"):
        after = letters[index + 1 : index + 3]
        follows = bool(after) and levels[index + 1] == 0 and after[0].text.isdigit() and not after[0].spaced
        decimal = len(after) == 2 and after[0].text in ".," and after[1].text.isdigit() and not (after[0].spaced or after[1].spaced)
        return 0 if level < 0 or follows or decimal else level
    if not letter.text.islower() or index < 2:
        return level
    word = all(levels[at] == 0 and letters[at].text.isalpha() for at in (index - 2, index - 1))
    alone = index + 1 == len(letters) or levels[index + 1] == 0
    return 0 if word and alone and not letter.spaced else level


def _index(letters: Sequence[Letter]) -> list[Letter]:
    """Letters that are an index for certain; a hand that knows but capitals means small ones."""
    return [replace(letter, text=letter.text.casefold(), level=letter.level or -1) for letter in letters]


def named(run: Written) -> Written:
    """The run with names as they must be meant: `wnew` is w with an index, 6 behind ∂ or with an index is b. No value is touched."""
    letters = list(run.letters)
    if "".join(letter.text for letter in letters).casefold() in INDICES:
        return replace(run, letters=tuple(_index(letters)))
    for index, letter in enumerate(letters):
        behind = index > 0 and letters[index - 1].text == "∂"
        indexed = index + 1 < len(letters) and letters[index + 1].level != 0 and letters[index + 1].text.isalpha()
        first = index == 0 or not (letters[index - 1].text.isdigit() or letters[index - 1].text in ".,")
        word = "".join(one.text for one in letters[index + 1 : index + 4])
        alone = (letter.text.isalpha() or (letter.text == "6" and first)) and (
            index == 0 or not letters[index - 1].text.isalpha() or letters[index - 1].text == "∂"
        )
        ends = index + 4 >= len(letters) or not letters[index + 4].text.isalpha() or letters[index + 4].spaced
        after = letters[index + 1 : index + 4]
        apart = any(one.spaced for one in after) and sum(one.level == 0 for one in after) > 1
        if alone and ends and word.casefold() in INDICES and not apart:
            letters[index + 1 : index + 4] = _index(after)
            indexed = True
        if letter.text == "6" and letter.level == 0 and (behind or (indexed and first and letters[index + 1].level < 0)):
            letters[index] = replace(letter, text="b")
    return replace(run, letters=tuple(letters))
