"""Which lines may be headings, and of which task: numbered in every style, or by their words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from grader.document import Line, LineKind
from grader.page.nodes import Node, Path, words_of

_KEYWORDS = (
    "task|exercise|problem|question|aufgabe|teilaufgabe|unteraufgabe|frage|part|teil|section|abschnitt|to ?do|ex|übung|uebung|nr|no"
    "|step|schritt|문제"
)
_CORRECTIONS = r"correction|corrected|correct version|korrektur|korrigiert|berichtigung|erratum|errata|nachtrag|addendum|revised|verbessert"
_LEAD = (
    rf"(?P<correction>(?:{_CORRECTIONS})\w*)?\s*+(?:of|to|for|zu|zur|von|in)?\s*+[:-]?\s*+"
    r"(?:(?:solution|lösung|answer|antwort)\s*+(?:to|for|zu)?\s*+)?"
)
_NUMBER = (
    r"(?P<number>\(?(?:\d{1,2}(?:\.\d{1,2})*|(?:[a-h]|[ivx]{1,4})(?![^\W\d_]))(?P<close>[.):]{0,2})"
    r"(?:\s*+(?P<sub>\(?(?:[a-h]|[ivx]{1,4})\)))?[.:]?)"
)
_HEADING = re.compile(
    rf"^\s*+{_LEAD}(?:(?P<key>{_KEYWORDS})\b\.?:?\s*+)?{_NUMBER}(?=\s|$|\\|⟦|[^\W\d_]|,\s*+(?:part|teil)\b)(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_SECOND = re.compile(
    rf"^[\s,:–-]*+(?P<key>(?:{_KEYWORDS})\b\.?:?\s*+)?\(?(?P<number>\d{{1,2}}(?:\.\d{{1,2}})*|[a-h]|[ivx]{{1,4}})"
    r"(?:(?P<end>[.):]{1,2}(?=\s|$)|$)|(?=\s))",
    re.IGNORECASE,
)
_LAST = re.compile(r"[\s:-]\(?(?P<number>\d{1,2}|[a-h]|[ivx]{1,4})[.):]{0,2}\s*+$", re.IGNORECASE)
CORRECTED = re.compile(rf"\b(?:{_CORRECTIONS}|muss heißen|richtig ist|should (?:be|read)(?=\s*+:?\s*+[=\d(\[]))\b", re.IGNORECASE)
TASK_WORD = re.compile(r"^\W{0,10}(?:task|exercise|problem|question|aufgabe|teilaufgabe|frage|문제)\b", re.IGNORECASE)
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
_LEAD_IN = re.compile(r"^\s*(?:[•◦▪–*§-]\s*|[ÜAQPTH]\.?\s?)(?=\(?(\d{1,2}(?:\.\d{1,2})+))")
"""A bullet, or one letter for a keyword, before the number of a known task."""
_SHEET = re.compile(
    r"\s{0,9}(?:hw|homework|(?:exercise |problem )?(?:sheet|set)|(?:übungs|aufgaben)?blatt|serie|hausaufgabe|assignment|abgabe) ?#?\d{1,2}"
    r"[\s,:;/|–—-]{1,5}(?=(?:task|exercise|problem|question|aufgabe|teilaufgabe|frage) ?\d)",
    re.IGNORECASE,
)
"""The sheet before the task: `HW4, Problem 1`."""
_SQUARE = re.compile(r"^(\s*)\[(\d{1,2}(?:\.\d{1,2})+)\]")
_BELOW = re.compile(r"(?i)part|teil|sub|unter|question|frage|step|schritt")
"""What numbers the parts of a task, not the tasks of a sheet."""
_STATES = re.compile(r":\s*(?P<value>[-+−]?\d*(?:\d{3}|\d[.,]\d+|\d\s*%))")
"""A value behind the words, and no number of a task: `Square loss: 0.95`."""
MOST_WORDS = 9


@dataclass(frozen=True)
class Heading:
    """A line that may be a heading."""

    style: str
    path: Path
    keyed: bool
    corrected: bool
    skip: int
    parted: bool = False
    """It ends with a number of its own for a part of the task: the (a) of `6.2 (a)`."""


def heading_of(line: Line, known: set[Path]) -> Heading | None:
    """The line as a numbered heading, if it may be one."""
    if line.kind is LineKind.ROW:
        return None
    text = _SQUARE.sub(r"\1(\2)", line.text[:400])
    lead = _LEAD_IN.match(text)
    before = lead.end() if lead is not None and tuple(lead[1].split(".")) in known else 0
    before = sheet.end() if not before and (sheet := _SHEET.match(text)) is not None else before
    match = _HEADING.match(text[before:])
    if match is None:
        return None
    number, close, rest = match["number"], match["close"], match["rest"].strip()
    path = _spelled(tuple(re.findall(r"\d+|[a-z]+", number.lower())), known)
    keyed = bool(match["key"]) or bool(match["correction"])
    dotted = len(path) > 1
    closed = close or (match["sub"] and path in known)
    title = rest.removeprefix("- ").removeprefix("– ")
    titled = path in known and (not rest or title[:1].isalpha() or title.startswith(("∇", "∂", r"\frac{∂", r"\hat{")))
    if not keyed and not closed and not (line.kind is LineKind.HEADING or (dotted and titled)):
        return None
    if not keyed and close == "." and not number[0].isdigit():
        return None
    if not keyed and not number[0].isdigit() and number[0] != "(" and ")" not in close:
        return None
    if (
        rest[:1] in ("+", "·", "×", "/", "=", "^")
        or (rest[:1] == "," and not keyed)
        or (dotted and not keyed and path not in known and line.kind is not LineKind.HEADING)
    ):
        return None
    skip = before + match.start("rest")
    if (keyed or line.kind is LineKind.HEADING or (dotted and titled)) and (second := second_number(text[skip:], path, known)) is not None:
        path, skip = second[0], skip + second[1]
    style = _style(match, path, formal=keyed or line.kind is LineKind.HEADING)
    return Heading(style, path, keyed, bool(match["correction"]), skip, bool(match["sub"]))


def _style(match: re.Match[str], path: Path, *, formal: bool) -> str:
    """How a heading is numbered: those of one level look alike."""
    number, sub = match["number"], match["sub"]
    if sub:
        return f"{'(' if sub.startswith('(') else ''}{_kind(path[-1])})"
    kinds = "1.1" if "." in number.strip(".:)(") and not formal else _kind(path[-1])
    return f"{(match['key'] or '').lower()}{'(' if number.startswith('(') else ''}{kinds}{match['close']}"


def _spelled(path: Path, known: set[Path]) -> Path:
    """`1 b` is task 1.2 where the sheet numbers it so."""
    other = (*path[:-1], arabic(path[-1]))
    return other if len(path) > 1 and path not in known and other in known else path


def second_number(rest: str, path: Path, known: set[Path]) -> tuple[Path, int] | None:
    """`Task 1: 3.` is task 1.3, `Exercise 6, Task 1.1` is task 1.1; with where the heading's number ends."""
    match = _SECOND.match(rest)
    if match is None:
        return None
    own = tuple(match["number"].lower().split("."))
    below = next((one for one in ((*path, own[0]), (*path, arabic(own[0]))) if one in known), (*path, arabic(own[0])))
    if match["key"] and len(own) == 1 and below in known and _BELOW.match(match["key"]):
        return below, match.end()
    if own in known and (match["key"] or (len(own) > len(path) and own[: len(path)] == path)):
        return own, match.end()
    titled = match["number"].islower() and rest[match.end() :].lstrip()[:1].isupper()
    return (below, match.end()) if len(own) == 1 and below in known and (match["end"] is not None or titled) else None


def arabic(number: str) -> str:
    """`iii` and `c` are 3 where tasks are numbered so."""
    return str(ROMAN[number]) if number in ROMAN else str(ord(number) - 96) if len(number) == 1 and number.isalpha() else number


def _kind(part: str) -> str:
    return "1" if part.isdigit() else "i" if part in ROMAN else "a"


def named_node(line: Line, nodes: Sequence[Node], candidate: Heading | None, *, alone: bool) -> Path | None:
    """The task that the words of a heading name."""
    if line.kind is LineKind.ROW or "=" in line.text or (candidate is None and _states(line.text[:400], nodes)):
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


def _states(text: str, nodes: Sequence[Node]) -> bool:
    """Whether a value stands behind the words, and no number of a task."""
    found = _STATES.search(text)
    return found is not None and tuple(found["value"].split(".")) not in {node.path for node in nodes}


def _contains(words: Sequence[str], phrase: Sequence[str]) -> bool:
    return phrase[0] in words and any(tuple(words[at : at + len(phrase)]) == tuple(phrase) for at in range(len(words) - len(phrase) + 1))
