"""Which task a line of a document belongs to: numbered headings in every style, headings by their words, corrections that reopen a task."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from grader.document import Line, LineKind

Path = tuple[str, ...]
"""A task's number: ("1", "1") for 1.1, ("2", "1", "v") for 2.1 v."""

_KEYWORDS = (
    "task|exercise|problem|question|aufgabe|teilaufgabe|unteraufgabe|frage|part|teil|section|abschnitt|to ?do|ex|übung|uebung|nr|no"
    "|step|schritt"
)
_CORRECTIONS = r"correction|corrected|correct version|korrektur|korrigiert|berichtigung|erratum|errata|nachtrag|addendum|revised|verbessert"
_LEAD = (
    rf"(?P<correction>(?:{_CORRECTIONS})\w*)?\s*+(?:of|to|for|zu|zur|von|in)?\s*+[:-]?\s*+"
    r"(?:(?:solution|lösung|answer|antwort)\s*+(?:to|for|zu)?\s*+)?"
)
_NUMBER = r"(?P<number>\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-h]|[ivx]{1,4})(?P<close>[.):]{0,2})(?:\s*+(?P<sub>\(?(?:[a-h]|[ivx]{1,4})\)))?[.:]?)"
_HEADING = re.compile(
    rf"^\s*+{_LEAD}(?:(?P<key>{_KEYWORDS})\b\.?:?\s*+)?{_NUMBER}(?=\s|$|\\|⟦|[^\W\d_])(?P<rest>.*)$", re.IGNORECASE | re.DOTALL
)
_SECOND = re.compile(
    rf"^[\s,:-]*+(?P<key>(?:{_KEYWORDS})\b\.?:?\s*+)?\(?(?P<number>\d{{1,2}}(?:\.\d{{1,2}})*|[a-h]|[ivx]{{1,4}})(?:[.):]{{1,2}}(?=\s|$)|$)",
    re.IGNORECASE,
)
_LAST = re.compile(r"[\s:-]\(?(?P<number>\d{1,2}|[a-h]|[ivx]{1,4})[.):]{0,2}\s*+$", re.IGNORECASE)
_CORRECTED = re.compile(rf"\b(?:{_CORRECTIONS}|muss heißen|richtig ist|should (?:be|read)(?=\s*+:?\s*+[=\d(\[]))\b", re.IGNORECASE)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
_WORD = re.compile(r"[^\W\d_]+")
MOST_WORDS = 9


@dataclass(frozen=True)
class Node:
    """A task or a chapter of tasks, with the words that its heading may consist of."""

    path: Path
    titles: tuple[str, ...] = ()
    """From the rubric's own heading: must be met whole."""
    headings: tuple[str, ...] = ()
    """As students write it (`headings:` in the rubric): may stand among a few other words."""

    @cached_property
    def phrases(self) -> tuple[tuple[str, ...], ...]:
        """The words of its headings."""
        return tuple(words for heading in self.headings if (words := words_of(heading)))

    @cached_property
    def names(self) -> frozenset[tuple[str, ...]]:
        """The words of its titles."""
        return frozenset(words_of(title) for title in self.titles)


@dataclass(frozen=True)
class Spot:
    """Where a line stands: its task (None where unknown), whether it is marked as a correction, how much of it is the heading."""

    path: Path | None = None
    corrected: bool = False
    skip: int = 0
    heading: bool = False


@dataclass(frozen=True)
class _Found:
    """A line that may be a heading."""

    style: str
    path: Path
    keyed: bool
    corrected: bool
    skip: int


def path_of(task: str) -> Path:
    """The path of a task's id: `2.1 v` is ("2", "1", "v"); an id that is no number is a path of one."""
    match = re.fullmatch(r"(\d+(?:\.\d+)*)(?:\s+(\w+))?", task.strip())
    if match is None:
        return (task,)
    return (*match.group(1).split("."), *([match.group(2)] if match.group(2) else []))


def spots(lines: Sequence[Line], nodes: Sequence[Node]) -> tuple[Spot, ...]:
    """For each line the task it belongs to."""
    known = {node.path[:depth] for node in nodes for depth in range(1, len(node.path) + 1)}
    found = [heading_of(line, known) for line in lines]
    numbers = numbers_by_style(found)
    if (title := sheet_title(found, known, numbers)) is not None:
        found[title] = None
    sorter = _Sorter(known, numbers)
    out = []
    for index, (line, candidate) in enumerate(zip(lines, found, strict=True)):
        alone = all(other < 0 or other >= len(lines) or lines[other].block != line.block for other in (index - 1, index + 1))
        named = named_node(line, nodes, candidate, alone=alone)
        out.append(sorter.place(line, candidate, named))
    return tuple(out)


def heading_of(line: Line, known: set[Path]) -> _Found | None:
    """The line as a numbered heading, if it may be one."""
    if line.kind is LineKind.ROW:
        return None
    match = _HEADING.match(line.text[:400])
    if match is None:
        return None
    number, close, rest = match["number"], match["close"], match["rest"].strip()
    path = tuple(part for part in re.split(r"[.\s()]+", number.rstrip(".:)").lower()) if part)
    keyed = bool(match["key"]) or bool(match["correction"])
    dotted = "." in number.strip(".:)(")
    if not keyed and not close and not (line.kind is LineKind.HEADING or (dotted and path in known and (not rest or rest[:1].isalpha()))):
        return None
    if not keyed and close == "." and not number[0].isdigit():
        return None
    if not keyed and not number[0].isdigit() and number[0] != "(" and ")" not in close:
        return None
    if rest[:1] in ("+", "·", "×", "/", "=", ",", "^") or (
        dotted and not keyed and path not in known and line.kind is not LineKind.HEADING
    ):
        return None
    skip = match.start("rest")
    if (keyed or line.kind is LineKind.HEADING) and (second := second_number(line.text[skip:400], path, known)) is not None:
        path, skip = second[0], skip + second[1]
    style = f"{(match['key'] or '').lower()}{'(' if number.startswith('(') else ''}{_kind(path[-1])}{close}"
    return _Found(style, path, keyed, bool(match["correction"]), skip)


def second_number(rest: str, path: Path, known: set[Path]) -> tuple[Path, int] | None:
    """`Task 1: 3.` is task 1.3, `Exercise 6, Task 1.1` is task 1.1; with where the heading's number ends."""
    match = _SECOND.match(rest)
    if match is None:
        return None
    own = tuple(match["number"].lower().split("."))
    if match["key"] and own in known:
        return own, match.end()
    below = (*path, arabic(own[0]))
    return (below, match.end()) if len(own) == 1 and below in known else None


def arabic(number: str) -> str:
    """`iii` and `c` are 3 where tasks are numbered so."""
    return str(_ROMAN[number]) if number in _ROMAN else str(ord(number) - 96) if number.isalpha() else number


def _kind(part: str) -> str:
    return "1" if part.isdigit() else "i" if part in _ROMAN else "a"


def numbers_by_style(found: Sequence[_Found | None]) -> dict[str, set[str]]:
    """Which single numbers occur in each style of heading."""
    numbers: dict[str, set[str]] = {}
    for heading in found:
        if heading is not None and len(heading.path) == 1:
            numbers.setdefault(heading.style, set()).add(heading.path[0])
    return numbers


def sheet_title(found: Sequence[_Found | None], known: set[Path], numbers: Mapping[str, set[str]]) -> int | None:
    """Where `Exercise 6` at the top numbers the sheet: the headings below it are not tasks of a chapter 6."""
    headings = [(index, heading) for index, heading in enumerate(found) if heading is not None][:2]
    if len(headings) < 2:
        return None
    (index, first), (_, second) = headings
    below = {(*first.path, arabic(number)) for number in numbers.get(second.style, ())}
    alone = first.keyed and not first.corrected and len(first.path) == len(second.path) == 1 and first.style != second.style
    return index if alone and below and not below <= known else None


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, folded."""
    return tuple(word.casefold() for word in _WORD.findall(unicodedata.normalize("NFKC", text)))


def named_node(line: Line, nodes: Sequence[Node], candidate: _Found | None, *, alone: bool) -> Path | None:
    """The task that the words of a heading name."""
    if line.kind is LineKind.ROW or "=" in line.text:
        return None
    words = words_of(line.text[candidate.skip :] if candidate else line.text)
    if not words or len(words) > MOST_WORDS:
        return None
    formal = line.kind is LineKind.HEADING or candidate is not None
    if not formal and not alone:
        return None
    best: tuple[int, Path] | None = None
    for node in nodes:
        for phrase in node.phrases:
            close = len(words) <= len(phrase) + (4 if formal else 2)
            if close and (best is None or len(phrase) > best[0]) and _contains(words, phrase):
                best = (len(phrase), node.path)
        if formal and words in node.names:
            best = (len(words) + 1, node.path)
    if best is None:
        return None
    last = _LAST.search(line.text[:400]) if candidate is None else None
    below = (*best[1], arabic(last["number"].lower())) if last is not None else ()
    return below if any(node.path == below for node in nodes) else best[1]


def _contains(words: Sequence[str], phrase: Sequence[str]) -> bool:
    return phrase[0] in words and any(tuple(words[at : at + len(phrase)]) == tuple(phrase) for at in range(len(words) - len(phrase) + 1))


class _Sorter:
    """Follows the headings down a document, with a stack of those that are open."""

    def __init__(self, known: set[Path], numbers: dict[str, set[str]]) -> None:
        self.known = known
        self.numbers = numbers
        self.open: list[tuple[str, Path | None]] = []
        self.seen: list[Path] = []
        self.corrected = False

    @property
    def path(self) -> Path | None:
        return self.open[-1][1] if self.open else None

    def place(self, line: Line, found: _Found | None, named: Path | None) -> Spot:
        """The spot of the next line."""
        by_words = found is None or not found.keyed
        if named is not None and not self.repeats(named, by_words=by_words):
            self.enter([("words" if found is None else found.style, named)], corrected=bool(found and found.corrected))
            return Spot(named, self.corrected, found.skip if found else len(line.text), heading=True)
        if found is not None and (target := self.target(found)) is not None:
            self.enter(target, corrected=found.corrected)
            return Spot(self.path, self.corrected, found.skip, heading=True)
        marked = _CORRECTED.search(line.text) is not None
        if line.kind is LineKind.HEADING and found is None and not marked:
            self.corrected = False
        return Spot(self.path, self.corrected or marked, 0, heading=line.kind is LineKind.HEADING)

    def repeats(self, named: Path, *, by_words: bool) -> bool:
        """A heading in words alone that names a task already left behind ("Forward pass", once more) opens nothing."""
        return (
            by_words
            and named in self.seen
            and self.path is not None
            and self.path != named
            and self.path[: len(named)] != named
            and (self.path[:-1] == named[:-1])
        )

    def enter(self, stack: list[tuple[str, Path | None]], *, corrected: bool) -> None:
        self.open = stack
        self.corrected = corrected
        if self.path is not None:
            self.seen.append(self.path)

    def target(self, found: _Found) -> list[tuple[str, Path | None]] | None:
        """The stack of open headings once this one is open; None where it is none of the sheet's."""
        if len(found.path) > 1:
            if found.path in self.known:
                return [(found.style, found.path)]
            shorter = next((found.path[:n] for n in range(len(found.path) - 1, 1, -1) if found.path[:n] in self.known), None)
            if shorter is not None:
                return [(found.style, shorter)]
            return [(found.style, None)] if found.keyed else None
        below = self.open
        for depth, (style, _) in enumerate(self.open):
            if style == found.style:
                below = self.open[:depth]
                break
        parent = below[-1][1] if below else ()
        node = self.child(parent, found)
        return None if node is False else [*below, (found.style, node)]  # type: ignore[list-item]

    def child(self, parent: Path | None, found: _Found) -> Path | bool | None:
        """The task that a single number means under the open heading; False where it opens nothing."""
        number = found.path[0]
        if parent is None:
            return None
        if parent == ():
            return self.top(found)
        for spelled in (
            number,
            *([str(_ROMAN[number])] if number in _ROMAN else []),
            *([str(ord(number) - 96)] if len(number) == 1 and number.isalpha() else []),
        ):
            if (*parent, spelled) in self.known:
                return (*parent, spelled)
        return parent

    def top(self, found: _Found) -> Path | bool | None:
        """A single number with nothing open above it: a chapter, or a task of the only chapter that has all such numbers."""
        numbers = self.numbers.get(found.style, set())
        tops = {path[0] for path in self.known if len(path) == 1}
        if numbers <= tops or (found.keyed and found.path[0] in tops):
            return found.path
        chapters = [top for top in sorted(tops) if all((top, number) in self.known for number in numbers)]
        if chapters:
            return (chapters[0], found.path[0])
        return found.path if found.path[0] in tops else None if found.keyed else False
