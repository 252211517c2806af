"""Names of people and groups brought into forms that can be compared, in any script and whatever a platform does to them."""

import re
import unicodedata
from types import MappingProxyType

_APOSTROPHES = re.compile(r"['’‘ʼʻ`´ʹ′]")
_GERMAN = MappingProxyType(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "å": "aa", "œ": "oe", "ł": "l", "đ": "d", "ı": "i"}
)
_TABLE = str.maketrans(dict(_GERMAN))


def words(name: str) -> tuple[str, ...]:
    """The words of a name in small letters, in its order; apostrophes join, all else that is no letter, digit or mark parts."""
    folded = unicodedata.normalize("NFC", name).casefold()  # which may itself bring an apostrophe: ŉ is ʼn
    plain = unicodedata.normalize("NFC", _APOSTROPHES.sub("", folded))
    return tuple("".join(character if _belongs(character) else " " for character in plain).split())


def _belongs(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character) in ("Mn", "Mc") or character in "\u200c\u200d"


def name_key(name: str) -> tuple[str, ...]:
    """The same for `Anna Maria Berg`, `Berg, Anna Maria` and `berg_anna_maria`."""
    return tuple(sorted(words(name)))


def latin_key(name: str) -> tuple[str, ...]:
    """The same once more where a platform writes ü as ue, and leaves all other accents out."""
    return tuple(sorted(latin(word) for word in words(name)))


def latin(word: str) -> str:
    """A word without accents: ü is ue, é is e."""
    plain: list[str] = []
    for character in unicodedata.normalize("NFD", word.translate(_TABLE)):
        # A mark on a letter of another script makes it another letter: й is not и.
        if not (unicodedata.combining(character) and plain and plain[-1].isascii()):
            plain.append(character)
    return "".join(plain)


def run_together(name: str) -> frozenset[str]:
    """A name as platforms write it that leave out all between its words, family name first or last."""
    parts = words(name)
    return frozenset("".join(parts[at:] + parts[:at]) for at in range(min(len(parts), 12)))


def group_key(name: str) -> str:
    """The same for `Group 7`, `group-7` and `group_7`."""
    return " ".join(words(name))
