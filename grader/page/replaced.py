"""Numbers that their own line takes back for another one: of `1500 (sorry, should be 1516)` only the second is read, and never for sure."""

import re
from collections.abc import Iterator, Sequence

from grader.text.items import Group, Item

_NUMBER = r"\d{1,12}(?:[., ]\d{1,12}){0,3}"
_REPLACES = re.compile(
    rf"(?<![\w.,+*/·×^−-])(?<![+*/·×^−-] )(?P<old>{_NUMBER})(?P<unit>\s?%)?\s?(?:[,;(\[]|[-–—]{{1,3}})\s?"
    r"(?:(?:oops|sorry|korrektur|correction)\b|(?:no|nein|nope|wait|moment|corrected|korrigiert|berichtigt)(?=\s?[,:;!–—-]))"
    r"(?:[\s,:;!–—-]{1,3}(?:oops|sorry|i|we|ich|wir|mean|meant|meine|meinte|should|be|have|been|read|it|that|is|it's|es|sind|ist|das|muss"
    r"|sollte|heißen|correct|richtig|actually|eigentlich|of|course|natürlich|the|value|right|one|to)\b){0,5}"
    rf"[\s,:;!–—-]{{1,3}}(?P<new>{_NUMBER})(?P<as>\s?%)?(?!\w|\s?[+*/·×^])",
    re.IGNORECASE,
)
_SPOKEN = re.compile(r"oops|sorry|korrektur|correct|\bno\b|nein|nope|wait|moment|korrigiert|berichtigt", re.IGNORECASE)


def replaced_in(text: str) -> Iterator[tuple[int, int]]:
    """From where to where a line holds an old value with the words that take it back."""
    for found in _REPLACES.finditer(text) if _SPOKEN.search(text) else ():
        if bool(found["unit"]) == bool(found["as"]) and (found["unit"] or alike(found["old"], found["new"])):
            yield found.start("old"), found.start("new")


def alike(old: str, new: str) -> bool:
    """Whether two numbers have about as many digits: of `71754, no: 5 layers` the second counts other things."""
    return abs(sum(map(str.isdigit, old)) - sum(map(str.isdigit, new))) <= 1


def without_replaced(text: str, items: Sequence[Item]) -> tuple[Item, ...]:
    """The items of a line without its old values; a bracket with the new one is opened."""
    kept = list(items)
    for start, end in replaced_in(text):
        opened: list[Item] = []
        for item in kept:
            opened.extend(item.items if isinstance(item, Group) and start < item.start < end < item.end else (item,))
        kept = [item for item in opened if not start <= item.start < end]
    return tuple(kept)
