"""The people of a group looked for on a paper: names in any order and spelling, numbers exactly as the roster has them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from grader.document import Document, Line, Place
from grader.formalities.handed_in import Person
from grader.formalities.head_lines import LONGEST_LINE, place_of
from grader.rosters.personal_names import latin, run_together, words

MOST_WORDS, MOST_PLACES, FURTHEST = 40_000, 200, 8
"""Words that are looked through, places of one word, and words between the two ends of a name."""
GIVEN = frozenset({"vorname", "vornamen", "first", "given", "forename"})
LABELS = GIVEN | {"nachname", "last", "family", "surname", "familienname"}
_COMMAND = re.compile(r"\\[A-Za-z]+")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9/_-]*")
_DIGITS = re.compile(r"(?<![\d.,])\d+(?![.,]?\d)")
_APART = re.compile(r"(?<=\d)[ .\-/\u2009\u202f](?=\d)")


class How(IntEnum):
    """How much of a name or number is there."""

    NOT = 0
    PART = 1
    WHOLE = 2


@dataclass(frozen=True)
class Met:
    """What was found of one person."""

    person: Person
    name: How
    number: How
    place: Place | None = None

    @property
    def whole(self) -> bool:
        """Whether the person is there with name and number, as far as the roster has one."""
        return self.name is How.WHOLE and (self.number is How.WHOLE or not self.person.id)

    @property
    def absent(self) -> bool:
        """Whether nothing of the person is there."""
        return self.name is How.NOT and self.number is How.NOT


@dataclass(frozen=True)
class _Word:
    """A word of a paper in its spellings, and the line it stands in."""

    spelt: frozenset[str]
    line: int
    capital: bool


@dataclass
class Paper:
    """A document as words and numbers, to be asked for people."""

    document: Document
    lines: Sequence[Line]
    cut: bool = False
    """Whether not all of it was looked through."""
    stream: list[_Word] = field(default_factory=list)
    at: dict[str, list[int]] = field(default_factory=dict)
    """In which places of the stream a spelling stands."""
    codes: dict[str, int] = field(default_factory=dict)
    """The first line of every number or mixture of digits and letters."""
    joined: dict[str, int] = field(default_factory=dict)
    """The first line of every digits that are written with gaps."""
    together: dict[str, int] = field(default_factory=dict)
    """The first line of one to three words in a row without the gaps between them."""

    def met(self, person: Person) -> Met:
        """What is there of a person."""
        name, named = self._name(person.name)
        number, counted = self._number(person.id)
        line = named if named is not None else counted
        return Met(person, name, number, None if line is None else place_of(self.document.file, self.lines[line]))

    def _name(self, name: str) -> tuple[How, int | None]:
        """Given and family name side by side in any order; only one of them, or initials, is a part."""
        for form in run_together(name):
            if (line := self.together.get(latin(form), self.together.get(_stripped(form)))) is not None:
                return How.WHOLE, line
        first, last, own = _ends(name)
        for one, other in ((first, last), (last, first)):
            for place in self._places(one):
                if self._reaches(place, other, own):
                    return How.WHOLE, self.stream[place].line
        parts = [place for place in (*self._places(last), *self._places(first)) if self.stream[place].capital]
        return (How.PART, self.stream[parts[0]].line) if parts else (How.NOT, None)

    def _places(self, word: frozenset[str]) -> list[int]:
        return sorted({place for spelling in word for place in self.at.get(spelling, ())[:MOST_PLACES]})

    def _reaches(self, place: int, wanted: frozenset[str], own: frozenset[str]) -> bool:
        """Whether the other end of a name follows, with nothing between but the rest of it, its labels, or numbers."""
        headed = place > 0 and not GIVEN.isdisjoint(self.stream[place - 1].spelt)
        for word in self.stream[place + 1 : place + 1 + FURTHEST]:
            if word.spelt & wanted:
                return True
            between = word.spelt & (own | LABELS) or (headed and "name" in word.spelt)
            if not (between or all(len(spelling) == 1 or spelling.isdigit() for spelling in word.spelt)):
                return False
        return False

    def _number(self, number: str) -> tuple[How, int | None]:
        wanted = number.strip().casefold()
        if not wanted:
            return How.NOT, None
        if wanted in self.codes:
            return How.WHOLE, self.codes[wanted]
        if wanted in self.joined:
            return How.PART, self.joined[wanted]
        bare = wanted.lstrip("0")
        found = next((line for code, line in self.codes.items() if bare and code.lstrip("0") == bare), None)
        return (How.NOT, None) if found is None else (How.PART, found)


def paper_of(document: Document, room: int = MOST_WORDS) -> Paper:
    """A document made ready to be asked, as far as there is room for its words."""
    paper = Paper(document, document.lines)
    for number, line in enumerate(paper.lines):
        if len(paper.stream) + len(paper.codes) > room:
            paper.cut = True
            break
        text = _COMMAND.sub(" ", line.text[:LONGEST_LINE])
        for code in (*_CODE.findall(text), *_DIGITS.findall(text)):
            paper.codes.setdefault(code.casefold(), number)
        for code in _DIGITS.findall(_APART.sub("", text)):
            paper.joined.setdefault(code, number)
        paper.stream.extend(_words(text, number))
    for place, word in enumerate(paper.stream):
        for spelling in word.spelt:
            paper.at.setdefault(spelling, []).append(place)
        for joined in _joined(paper.stream[place : place + 3]):
            paper.together.setdefault(joined, word.line)
    return paper


def _words(text: str, line: int) -> Iterator[_Word]:
    for raw in text.split():
        letter = next((character for character in raw if character.isalpha()), "")
        capital = letter != letter.lower() or letter.upper() == letter.lower()
        for word in words(raw):
            yield _Word(frozenset((latin(word), _stripped(word))), line, capital)


def _joined(stream: Sequence[_Word]) -> Iterator[str]:
    """The first one, two and three words written as one, in either way to spell an umlaut."""
    forms = {""}
    for word in stream:
        forms = {before + spelling for before in forms for spelling in word.spelt}
        yield from forms


def _ends(name: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The first given name, the last word of the family name, and all words of a name, each in its spellings."""
    family, comma, given = name.partition(",")
    parts = [*words(given), *words(family)] if comma and words(given) else list(words(name))
    if not parts:
        return frozenset(), frozenset(), frozenset()
    return _spelt(parts[:1]), _spelt(parts[-1:]), _spelt(parts)


def _spelt(parts: Iterable[str]) -> frozenset[str]:
    return frozenset(spelling for part in parts for spelling in (latin(part), _stripped(part)))


def _stripped(word: str) -> str:
    """A word whose umlauts lost their dots: Müller as Muller."""
    plain = unicodedata.normalize("NFD", word.replace("ß", "ss").replace("ø", "o").replace("ł", "l").replace("æ", "ae"))
    return "".join(character for character in plain if not unicodedata.combining(character))
