"""Parts that a noun and a number name: `Filter 1 (down): …`, `kernel[0] = …`; the noun with its number is one word, `filter1`."""

import re
from collections.abc import Sequence

from grader.page.wanted import Wanted
from grader.text.items import Group, Item, Number, Sign, Symbol
from grader.text.phrases import NOUNS, STOP_WORDS, phrase
from grader.text.symbols import Label

LARGEST = 2
"""Digits."""
_PART = re.compile(r"([^\W\d_]+)(\d{1,2})")
_MARK = re.compile(r"(.{1,20})\^\((\d)\)")
OTHERS = phrase(
    "output outputs result results response applied image images Ausgabe Ergebnis Bild Anwendung angewendet gradient bias "
    "sum mean size shape number initial before start example wrong flipped rotated mirrored gespiegelt gedreht"
)
"""What makes another thing of a part: `Filter 1 output`."""
SIDES = phrase(
    "down up right left bottom top below above vertical horizontal x y row rows column columns direction unten oben rechts links "
    "nach unterhalb senkrecht waagerecht vertikal Zeile Zeilen Spalte Spalten Richtung weights weight channel Kanal first second"
)
"""What only says which part it is."""


def number_behind(items: Sequence[Item], at: int) -> str:
    """The number that a noun at this place bears (`Filter 1`, `filter #1`, `kernel[0]`, not `filter 3 × 3`), or nothing."""
    noun = items[at]
    if not isinstance(noun, Symbol) or not noun.bare or noun.base.casefold() not in NOUNS:
        return ""
    rest = [item for item in items[at + 1 : at + 4] if not (isinstance(item, Sign) and item.text == "#")]
    first, following = (rest[0] if rest else None), (rest[1] if len(rest) > 1 else None)
    if isinstance(first, Group) and first.opening in "([" and len(first.items) == 1:
        first = first.items[0]
    if not isinstance(first, Number) or not first.bare or not first.text.isdecimal() or len(first.text) > LARGEST:
        return ""
    sized = (isinstance(following, Sign) and (following.operator or following.text in "×%/")) or (
        isinstance(following, Symbol) and following.base in ("x", "by", "mal")
    )
    return "" if sized else first.text


def part_of(words: Sequence[str], w: Wanted) -> tuple[str, bool] | None:
    """The number of the part of a name that some words mean, and whether that is loose; None where they mean no part of it."""
    if len(w.wish.shape or ()) < 2:
        return None
    numbered = [(at, found) for at, word in enumerate(words) if (found := _PART.fullmatch(word)) and found[1].casefold() in NOUNS]
    whole = {word for spelling in w.spellings if len(spelling.words) == 1 for word in spelling.words[0]}
    if len(numbered) != 1 or not phrase(numbered[0][1][1]) & whole:
        return None
    at, found = numbered[0]
    if any(word.casefold() not in STOP_WORDS for word in words[:at]):
        return None
    said = phrase(" ".join(words[at + 1 :]))
    return None if said & OTHERS else (found[2], not said <= SIDES | w.vocabulary)


def marked_part(label: Label, w: Wanted) -> str:
    """The number of the part in `w^{(1)}`, where a name of several axes is spelt w and no other one so."""
    found = _MARK.fullmatch(label.exact)
    if found is None or label.index or len(w.wish.shape or ()) < 2 or any(one.exact == label.exact for one in w.labels):
        return ""
    return found[2] if any(one.exact == found[1] for one in w.labels) else ""
