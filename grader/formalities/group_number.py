"""The number of a group as its paper states it: `Group 7`, `Gruppe Nr. 7`, a table's column, or what the roster calls it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from grader.document import Document, LineKind, Place
from grader.formalities.handed_in import HandedIn
from grader.formalities.head_lines import LONGEST_LINE, head_lines, place_of, well_read
from grader.formalities.seen import Seen
from grader.rosters.personal_names import group_key

_WORD = r"(?:[a-zäöüß]{0,20}gruppe(?:n(?=[\s_-]*n))?|[a-z]{0,20}group(?:e(?!n))?|grupp?o|équipe|equipo|team|조|팀)"
"""With what a language joins to it: Abgabegruppe, Kleingruppe, subgroup; not the gruppe- of other words."""
_NUMBER = r"[\s_-]*(?:n(?:o|r|umber|ummer)?\b\.?|id\b)?\s*(?:\\quad\s*|\|\s*)?[:#=]?\s*(?:\\quad\s*)?"
GROUP = re.compile(rf"\b{_WORD}{_NUMBER}(?P<number>\d{{1,4}})\b(?![.,]\d)", re.IGNORECASE)
_ALMOST = rf"(?:{_WORD}|gr\.|\d{{1,3}} ?조|g(?=[\s_-]?\d{{1,4}}\b))"
MENTIONED = re.compile(rf"\b{_ALMOST}(?=$|[^a-zäöüß])(?!\s*-?\s*(?:members?|mitglied))", re.IGNORECASE)
_CELL = re.compile(r"\W*(\d{1,4})\W*", re.ASCII)
RULE = "the group's number"


@dataclass(frozen=True)
class _Stated:
    number: str
    place: Place


def group_of(documents: Sequence[Document], handed: HandedIn) -> Seen:
    """Whether the group's number stands on one of the documents; another than the roster's is for a person."""
    stated = [one for document in documents for one in _stated(document)]
    places = tuple(dict.fromkeys(one.place for one in stated))
    if own := _own(documents, handed):
        return Seen(1.0, own[0], RULE, places=(own[1],))
    numbers = list(dict.fromkeys(one.number for one in stated))
    wanted = re.findall(r"\d+", handed.group)
    if stated and (not wanted or any(_same(number, wanted[-1]) for number in numbers)):
        right = next((one for one in stated if wanted and _same(one.number, wanted[-1])), stated[0])
        return Seen(1.0, f"group {' and group '.join(numbers if not wanted else [right.number])}", RULE, places=(right.place,))
    if stated:
        said = f"group {' and '.join(numbers)} stands there, and the roster has {handed.group}"
        return Seen(0.0, said, RULE, certain=False, doubt="one of the two is not right", opinion=False, places=places)
    mentioned = [place_of(one.file, line) for one in documents for line in head_lines(one) if MENTIONED.search(line.text[:LONGEST_LINE])]
    if mentioned:
        doubt = "a group is spoken of, without a number that could be read"
        return Seen(0.0, "no group number", RULE, certain=False, doubt=doubt, places=tuple(mentioned[:1]))
    says = f"no group number{_in_a_name(documents, handed)}"
    return Seen(0.0, says, RULE, certain=well_read(documents), nothing=True, opinion=bool(documents))


def _in_a_name(documents: Sequence[Document], handed: HandedIn) -> str:
    """What is told where a file's name has the number, and no page."""
    names = dict.fromkeys([*(one.file for one in documents), *handed.files])
    named = next((name for name in names if GROUP.search(name.replace("_", " "))), "")
    return f"; only the file's name has one ({named}), write it on the page as well" if named else ""


def _same(one: str, other: str) -> bool:
    return one.lstrip("0") == other.lstrip("0")


def _stated(document: Document) -> list[_Stated]:
    """Every statement of a group's number, in a line or below the head of a table's column."""
    found: list[_Stated] = []
    column: int | None = None
    for line in head_lines(document):
        text = line.text[:LONGEST_LINE]
        found += [_Stated(match["number"], place_of(document.file, line)) for match in GROUP.finditer(text)]
        if line.kind is not LineKind.ROW:
            column = None
            continue
        cells = [piece.text.strip() for piece in line.pieces]
        if column is not None and column < len(cells) and (number := _CELL.fullmatch(cells[column])):
            found.append(_Stated(number[1], place_of(document.file, line)))
        headed = [at for at, cell in enumerate(cells) if MENTIONED.match(cell) and not any(map(str.isdigit, cell))]
        column = headed[0] if headed else column
    return found


def _own(documents: Sequence[Document], handed: HandedIn) -> tuple[str, Place] | None:
    """The group's name as the roster has it, where it is more than a number behind a word."""
    wanted = group_key(handed.group)
    if len(wanted) < 3 or wanted.isdigit():
        return None
    for document in documents:
        for line in head_lines(document):
            if f" {wanted} " in f" {group_key(line.text[:LONGEST_LINE])} ":
                return handed.group, place_of(document.file, line)
    return None
