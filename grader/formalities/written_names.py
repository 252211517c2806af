"""Names as they stand on a paper of people whom nobody has told us: counted, not known."""

import re
from collections.abc import Sequence

from grader.formalities.head_lines import LONGEST_LINE

NUMBER = re.compile(r"(?<![\d.,])(?:(?:19|20)\d\d-\d{5,6}|\d{5,9})(?![\d.,]\d|\d)", re.ASCII)
DATE = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])", re.ASCII)
_STAFF = re.compile(
    r"\b(?:lecturers?|tutor(?:in|ium)?|prof(?:essor(?:in)?)?|dozent(?:in)?|betreuer(?:in)?|instructors?|übungsleiter(?:in)?)\b",
    re.IGNORECASE,
)
"""Who reads the paper, not who wrote it."""
_IN_STAFF = ("lectur", "tutor", "prof", "dozent", "betreuer", "tructor", "bung")
"""One of these is in each of those words, in letters that have no other small form: most lines hold none, and that is seen at once."""
LABEL = re.compile(
    r"\b(?:(?:vor|nach|first |last |full |family |given )?names?|namen|authors?|autor(?:en|in|innen)?|students?|studierende[rn]?"
    r"|participants?|teilnehmer(?:in|innen)?|(?:team |group |gruppen)?(?:members?|mitglieder)|submitted by|abgegeben von|eingereicht von)\b"
    r"\s{0,3}\d{0,2}\s{0,3}:",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r"\\quad\b|[,;|/&•·()\[\]:]|\s[–—-]+\s|\s{3,}|\d+\s?[.°º)]|\b(?:and|und|sowie|with|mit)\b|\b(?:[A-Za-z]{0,2}\d[\w.-]*)", re.IGNORECASE
)
_COMMAND = re.compile(r"\\[A-Za-z]+|[{}$_^*#\\]")
_PARTICLES = frozenset("von van de der den del della di da dos la le el al bin ibn ten ter zu zum y e of".split())
_NO_NAMES = frozenset(
    """name names namen vorname vornamen nachname nachnamen surname first last family given full student students studierende author
    authors autor autoren member members mitglied mitglieder teilnehmer participant participants team group gruppe gruppen
    abgabegruppe übungsgruppe matr matrikel matrikelnummer matrikelnummern matriculation number numbers nummer nummern no nr id
    ids e-mail email mail submitted submission submissions abgabe abgegeben eingereicht by date datum tutorial übung übungen
    übungsblatt blatt sheet exercise exercises assignment homework hw aufgabe aufgaben task tasks problem problems question
    questions frage fragen lösung lösungen solution solutions university universität hochschule institut institute department
    faculty fakultät fachbereich chair lehrstuhl school college course kurs vorlesung lecture seminar semester winter summer
    sommer wintersemester sommersemester deep learning machine introduction einführung foundations grundlagen neural neuronale
    networks netze netzwerke mathematics mathematik mathematical informatik computer science statistics statistik linear algebra
    analysis theory theorie part teil chapter kapitel week woche january february march april may june july august september
    october november december januar februar märz mai juni juli oktober dezember monday tuesday wednesday thursday friday
    saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonntag deadline due total anzahl parameter parameters
    gewichte weights bias loss verlust convolution convolutions faltung faltungen functions function funktionen pen paper the our
    we wir ws ss wise sose page seite contents inhalt description hash token pool""".split()
)
_LONGEST_NAME = 6


def numbers_in(text: str, shortest: int = 1) -> list[str]:
    """What may be matriculation numbers on a line that says who wrote it; a date is none."""
    return [number for number in NUMBER.findall(text[:LONGEST_LINE]) if len(number) >= shortest and not DATE.fullmatch(number)]


def speaks_of_staff(text: str) -> bool:
    """Whether a line names somebody who reads the paper, and did not write it."""
    text = text[:LONGEST_LINE]
    small = text.lower()
    return any(part in small for part in _IN_STAFF) and _STAFF.search(text) is not None


def names_in(text: str) -> list[str]:
    """The names on a line: two to four words with capitals, or given and family name with a comma or a cell's edge between."""
    segments = [_COMMAND.sub(" ", part).split() for part in _BREAK.split(text[:LONGEST_LINE]) if part]
    words = [_without_labels(segment) for segment in segments]
    whole = [" ".join(segment) for segment in words if _size(segment) > 1]
    single = [" ".join(segment) for segment in words if _size(segment) == 1]
    if whole:
        return whole
    return [" ".join(pair) for pair in zip(single[::2], single[1::2], strict=False)]


def is_only_names(text: str) -> bool:
    """Whether a line holds nothing but names, perhaps numbered, and what a colon says of them."""
    text = text[:LONGEST_LINE].partition(":")[2] or text
    segments = [_without_labels(_COMMAND.sub(" ", part).split()) for part in _BREAK.split(text[:LONGEST_LINE]) if part]
    filled = [segment for segment in segments if any(character.isalpha() for word in segment for character in word)]
    return bool(names_in(text)) and all(_size(segment) for segment in filled)


def _without_labels(segment: Sequence[str]) -> list[str]:
    """A stretch of words without what only says that a name follows."""
    words = [word.strip(".,;:'\"“”!?") if len(word) > 2 else word for word in segment]
    while words and (len(words[0]) < 2 or words[0].casefold().strip(".") in _NO_NAMES):
        words = words[1:]
    return words


def _size(words: Sequence[str]) -> int:
    """How many words of a name these are; 0 where they are none."""
    if not 0 < len(words) <= _LONGEST_NAME:
        return 0
    proper = [word for word in words if word.casefold() not in _PARTICLES]
    if not proper or any(not _may_be_of_a_name(word) for word in proper):
        return 0
    full = [word for word in proper if len(word.strip(".")) > 1]
    caseless = any(word[0].upper() == word[0].lower() for word in full)
    return len(proper) + caseless if full and len(proper) <= _LONGEST_NAME - 2 else 0


def _may_be_of_a_name(word: str) -> bool:
    """A word with a capital, a single letter with its full stop, or a word of a script without capitals."""
    letters = [character for character in word if character.isalpha()]
    if not letters or any(character.isdigit() for character in word) or word.casefold().strip(".") in _NO_NAMES:
        return False
    caseless = letters[0].upper() == letters[0].lower()
    if len(letters) == 1:
        return word[0].isupper() and word.endswith(".")
    return caseless or letters[0].isupper()
