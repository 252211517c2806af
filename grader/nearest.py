"""Did you mean …? The nearest known word to one that nobody knows."""

import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

LONGEST = 60


def quoted(text: str) -> str:
    """A text as an error message shows it: on one line, without control characters, and not too long."""
    plain = "".join(character if unicodedata.category(character)[0] != "C" else " " for character in text[: 4 * LONGEST])
    plain = " ".join(plain.split()).replace("`", "'")
    return f"`{plain if len(plain) <= LONGEST else plain[: LONGEST - 1] + '…'}`"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like this one, if one is like it at all."""
    by_folded = {name.casefold(): name for name in known}
    folded = word[: 4 * LONGEST].casefold().strip()
    matches = get_close_matches(folded, by_folded, n=1, cutoff=0.6)
    return by_folded[matches[0]] if matches else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The end of an error message: a wish, or nothing."""
    wish = nearest(word, known)
    return f"; did you mean {quoted(wish)}?" if wish else ""
