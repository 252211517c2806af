"""Who handed in must not be seen where answers are looked at: names, ids and addresses, found in a text."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

from grader.submission import Submission

MASK = "[name]"
LONGEST = 4_000
"""Characters of a text that are looked through."""
MOST = 40
"""People of one group whose names are looked for."""
LEAST_ID, LEAST_PART, LEAST_BLURRED, LONGEST_NAME = 4, 4, 5, 40
FOLDED, LONGEST_FOLDED = 4_096, 60
"""Words whose spellings are remembered, of so many letters at most: a class writes the same ones again and again."""
LEAST_NUMBER, LONGEST_NUMBER = 5, 9
"""Digits of a student's number."""
ALIKE = 0.8
"""How much of a word of a scan must agree with a name."""
_WORD = re.compile(r"[^\W_]+")
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_BEGINS = r"(?:^|[|;\t,]|\s{3,})\W{0,3}"
_NUMBER = r"\s{0,3}(?:\([a-z]{1,3}\)|no\.?|nr\.?|number|nummer|#)?\s{0,3}"
_WHO = (
    r"(?:vor|nach|first |last |full |user)?names?|namen|authors?|autor(?:en|in|innen)?|students?|tutor(?:in|ium)?"
    r"|(?:team|group) ?(?:members?)?|members?|(?:gruppen)?mitglieder|gruppe"
)
_SAYS_WHO = re.compile(
    r"(?i)\bmatr(?:ikel|\.|-|\b)|\bmatriculation\b|\bimmatrikul|\bstudent(?:en)?[ -]?(?:id|no|nr|number|nummer)\b"
    r"|\b(?:submitted|handed in|abgegeben|eingereicht|bearbeitet) (?:by|von)\b|\babgabe von\b|\be-?mail\b"
    rf"|{_BEGINS}(?:{_WHO}){_NUMBER}(?:\d{{1,4}}\s{{0,3}})?:|{_BEGINS}(?:team|gruppe|group){_NUMBER}\d{{1,4}}\s{{0,3}}(?:$|[|;\t,(]|\s{{3,}})"
)
_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae"})
_STRIPPED = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})

Span = tuple[int, int]


@dataclass(frozen=True)
class Identity:
    """The people of a group, as they may stand on their pages; each name and id as folded words."""

    people: tuple[tuple[frozenset[str], ...], ...] = ()
    """For each person the words of the name, each in its spellings."""
    group: tuple[frozenset[str], ...] = ()
    """The words of the group's name, which say who it is only where they stand together."""
    ids: frozenset[str] = frozenset()

    def spans(self, text: str, *, blurred: bool = False) -> list[Span]:
        """Where names, ids and addresses stand in a text; `blurred` for what was recognised from a picture."""
        text = text[:LONGEST]
        found = [match.span() for match in _ADDRESS.finditer(text)]
        words = [(match.span(), _folded(match.group())) for match in _WORD.finditer(text)]
        found += [span for span, word in words if word & self.ids]
        for person in (*self.people, self.group):
            own = [(span, part) for span, word in words if (part := _part(person, word, blurred=blurred)) is not None]
            found += [span for span, _ in own if person is not self.group and _by_itself(text[slice(*span)])]
            for (one, first), (other, second) in pairwise(own):
                if first != second and other[0] - one[1] <= 3:
                    found.append((one[0], other[1]))
        return _joined(found)

    def masked(self, text: str) -> str:
        """The text without the names, ids and addresses in it."""
        out, at = [], 0
        for start, end in self.spans(text):
            out += [text[at:start], MASK]
            at = end
        return "".join(out) + text[at:]


def identity_of(submission: Submission) -> Identity:
    """The people of a submission."""
    members = submission.members[:MOST]
    ids = {word for member in members for word in _ids(member.id)}
    return Identity(tuple(_parts(member.name) for member in members), _parts(submission.group), frozenset(ids))


def says_who(text: str) -> bool:
    """Whether a line is one of those in which people say who they are: `Name: …`, `Matr.-Nr. …`, `Group 7`."""
    text = text[:LONGEST].replace(r" \quad ", "   ")
    return _SAYS_WHO.search(text) is not None or _ADDRESS.search(text) is not None


def introduces(text: str) -> bool:
    """Whether a line at the top of a page looks like people with their numbers: two words with capitals, and a long number behind them."""
    text = text[:LONGEST]
    words = [(match.group(), match.end()) for match in _WORD.finditer(text)]
    for at, (number, _) in enumerate(words[2:], start=2):
        if number.isdigit() and LEAST_NUMBER <= len(number) <= LONGEST_NUMBER and "=" not in text:
            names = [word for word, _ in words[max(0, at - 6) : at] if not word.isdigit()]
            if any(_capital(one) and _capital(other) for one, other in pairwise(names)):
                return True
    return False


def _capital(word: str) -> bool:
    return len(word) > 1 and word[0].isupper() and not word[1:].isupper()


def _parts(name: str) -> tuple[frozenset[str], ...]:
    """The words of a name, each in its spellings; single letters are no names."""
    return tuple(_folded(word) for word in _WORD.findall(name[:200]) if len(word) > 1 and not word.isdigit())


def _ids(text: str) -> Iterator[str]:
    for word in _WORD.findall(text[:200]):
        if len(word) >= LEAST_ID and any(character.isdigit() for character in word):
            yield from _folded(word)


def _folded(word: str) -> frozenset[str]:
    """A word as it is compared, in all its spellings."""
    return _spellings(word) if len(word) <= LONGEST_FOLDED else _spellings.__wrapped__(word)


@lru_cache(FOLDED)
def _spellings(word: str) -> frozenset[str]:
    """A word as it is compared: small letters without accents, and umlauts spelled out as well."""
    small = unicodedata.normalize("NFC", word).casefold()
    return frozenset(_plain(spelled) for spelled in (small.translate(_STRIPPED), small.translate(_SPELLED_OUT).translate(_STRIPPED)))


def _plain(word: str) -> str:
    return "".join(character for character in unicodedata.normalize("NFKD", word) if character.isalnum())


def _part(person: Sequence[frozenset[str]], word: frozenset[str], *, blurred: bool) -> int | None:
    """Which word of a person's name this is."""
    for number, part in enumerate(person):
        if part & word or (blurred and any(alike(one, other[:LONGEST_NAME]) for one in part for other in word)):
            return number
    return None


def alike(one: str, other: str) -> bool:
    """Whether two texts recognised from pictures may be the same."""
    if min(len(one), len(other)) < LEAST_BLURRED or abs(len(one) - len(other)) > 2 + len(one) // 10:
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _by_itself(text: str) -> bool:
    """Whether one word of a name counts without the others: a long one with a capital, or of a script without; `max` is a function."""
    caseless = text[0].upper() == text[0].lower()
    return caseless or (len(text) >= LEAST_PART and text[0].isupper())


def _joined(spans: Sequence[Span]) -> list[Span]:
    """Spans in their order, those that overlap as one."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1] + 1:
            out[-1] = out[-1][0], max(end, out[-1][1])
        else:
            out.append((start, end))
    return out
