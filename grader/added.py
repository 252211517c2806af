"""What a group added to a form that was handed out: words and lines, whatever their order, capitals, blanks and heading marks."""

from collections import Counter
from collections.abc import Iterable, Mapping

LONGEST = 1_000_000
"""Characters of a text that is counted."""
MARKS = "#*_~`>|-+=.,:;!?()[]{}<>/\\\"'“”„’…"
"""What may stand round a word without being a part of it."""


def words(text: str) -> list[str]:
    """The words of a text; what holds no letter or digit is none."""
    stripped = (word.strip(MARKS) for word in text[:LONGEST].casefold().split())
    return [word for word in stripped if any(character.isalnum() for character in word)]


def added(text: str, form: str) -> tuple[int, int]:
    """How many words and how many lines stand in a text beyond those of the form."""
    new_words = Counter(words(text)) - Counter(words(form))
    new_lines = Counter(_lines(text)) - Counter(_lines(form))
    return new_words.total(), new_lines.total()


def _lines(text: str) -> Iterable[str]:
    return (" ".join(found) for line in text[:LONGEST].splitlines() if (found := words(line)))


def readable_text(data: bytes) -> str | None:
    """The text in some bytes; None where they are no text, as a PDF's."""
    head = data[: 4 * LONGEST]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace")
    if b"\0" in head:
        return None
    return head.decode("utf-8-sig", "replace")


def form_of(name: str, starter: Mapping[str, bytes]) -> str:
    """The form that a file was made from: the starter's file of its name, whatever folder lies round it."""
    folded = name.casefold()
    matching = [one for one in starter if folded == one.casefold() or folded.endswith(f"/{one.casefold()}")]
    return readable_text(starter[max(matching, key=len)]) or "" if matching else ""
