"""Reading `roster.csv`: headings in English or German, and a line with its mend for everything that is wrong."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from grader.errors import CommandError
from grader.nearest import did_you_mean, quoted
from grader.rosters.delimited import LARGEST, Row, Table, TableProblem, plain_word, read_table
from grader.rosters.personal_names import latin, latin_key, name_key
from grader.rosters.roster import Person, Roster
from grader.rosters.roster_cells import excused, extension, factor, sheets

ROSTER = "roster.csv"
MOST_TOLD = 20
HEADINGS = MappingProxyType(
    {
        "name": "person, name, full name, student, student name, vollständiger name, teilnehmer, teilnehmer/in, studierende",
        "first": "first name, given name, vorname, vornamen",
        "last": "last name, surname, family name, nachname, familienname",
        "id": "id, matriculation, matriculation number, matriculation no, matrikel, matrikelnummer, matrikelnr, matr nr, student id, "
        "student number, id number, id-nummer, sid, sis user id",
        "group": "group, group name, team, gruppe, gruppenname, abgabegruppe",
        "sheets": "sheets, sheet, assignment, assignments, for sheets, blatt, blätter, übungsblatt, übungsblätter, aufgabenblätter",
        "extension": "extension, extended until, verlängerung, fristverlängerung, verlängert bis",
        "excused": "excused, exempt, entschuldigt, befreit",
        "factor": "factor, time factor, more time, extra time, zeitfaktor, faktor, zeitverlängerung, nachteilsausgleich",
        "mail": "email, email address, e-mail, mail, e-mail-adresse",
        "user": "user, user name, username, login, login id, sis login id, account, benutzername, nutzername, anmeldename, kennung",
    }
)
"""What a column may be called; spaces, hyphens and capitals make no difference, nor does ue for ü."""
_MEANS = MappingProxyType({latin(plain_word(name)): kind for kind, names in HEADINGS.items() for name in names.split(",")})
T = TypeVar("T")


def load_roster(path: Path, known: Collection[str] = ()) -> Roster | None:
    """The roster of a course, or none where there is no such file; a CommandError tells all that is wrong with it."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError:
        return None
    except OSError as problem:
        raise CommandError(f"{path.name}: cannot be read ({problem.strerror})") from None
    return read_roster(data, path.name, known)


def read_roster(data: bytes, file: str, known: Collection[str] = ()) -> Roster:
    """The same from bytes; `known` are the course's sheets."""
    try:
        table = read_table(data)
    except TableProblem as problem:
        raise CommandError(f"{file}:{problem.line}: {problem}") from None
    reading = _Reading(file, known, len(table.header.cells))
    columns = reading.columns(table)
    people = [person for row in table.rows if (person := reading.person(row, columns)) is not None]
    if reading.problems:
        more = len(reading.problems) - MOST_TOLD
        raise CommandError("\n".join([*reading.problems[:MOST_TOLD], *([f"{file}: and {more:,} more"] if more > 0 else [])]))
    people = _with_ids(people)
    return Roster(file, tuple(people), (*reading.notes, *_doubled_ids(people, file), *reading.strange_sheets(people)))


@dataclass
class _Reading:
    """What has been noticed so far."""

    file: str
    known: Collection[str]
    width: int
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def wrong(self, line: int, text: str) -> None:
        self.problems.append(f"{self.file}:{line}: {text}")

    def columns(self, table: Table) -> dict[str, int]:
        """Which column is what; columns that mean nothing to us are told."""
        found: dict[str, int] = {}
        for at, heading in enumerate(table.header.cells):
            kind = _MEANS.get(latin(plain_word(heading)))
            if kind is None or kind in found:
                self._left_out(table.header, heading, kind)
            else:
                found[kind] = at
        if not {"name", "first", "last", "id"} & found.keys():
            wish = "call one `person` (and others `id`, `group`, `sheets`, `extension`, `excused`, `factor`)"
            self.wrong(table.header.line, f"the first line names no column for the person; {wish}")
        return found

    def _left_out(self, header: Row, heading: str, kind: str | None) -> None:
        if not heading:
            return
        known = [name.strip() for names in HEADINGS.values() for name in names.split(",")]
        why = "is a second one of its kind; the first counts" if kind else f"is not known and left out{did_you_mean(heading, known)}"
        self.notes.append(f"{self.file}:{header.line}: the column {quoted(heading)} {why}")

    def person(self, row: Row, columns: dict[str, int]) -> Person | None:
        """A row as a person."""
        if not columns:
            return None
        before = len(self.problems)
        if any(row.cells[self.width :]):
            said = f"has {len(row.cells)} cells, the first line {self.width}"
            self.wrong(row.line, f"{said}; put quotation marks round a cell that holds the separator")
        cells = {kind: row.cell(at) for kind, at in columns.items()}
        name = cells.get("name") or " ".join(part for part in (cells.get("first", ""), cells.get("last", "")) if part)
        if not name and not cells.get("id"):
            self.wrong(row.line, "names nobody; write a name or an id, or delete the row")
        person = Person(
            name=name or cells.get("id", ""),
            id=cells.get("id", ""),
            group=cells.get("group", ""),
            sheets=self._said(row, sheets_among(self.known), cells.get("sheets", ""), ()),
            extension=self._said(row, extension, cells.get("extension", ""), None),
            excused=self._said(row, excused, cells.get("excused", ""), default=False),
            time_factor=self._said(row, factor, cells.get("factor", ""), 1.0),
            line=row.line,
            also=tuple(cells[kind] for kind in ("mail", "user") if cells.get(kind)),
        )
        return person if len(self.problems) == before else None

    def _said(self, row: Row, reader: Callable[[str], T], cell: str, default: T) -> T:
        try:
            return reader(cell)
        except ValueError as problem:
            self.wrong(row.line, str(problem))
            return default

    def strange_sheets(self, people: Sequence[Person]) -> Iterator[str]:
        """Sheets that the course does not have."""
        folded = {name.casefold() for name in self.known}
        told: set[str] = set()
        for person in people:
            for sheet in person.sheets:
                if self.known and sheet.casefold() not in folded and sheet not in told:
                    told.add(sheet)
                    yield f"{self.file}:{person.line}: {quoted(sheet)} is no sheet of this course{did_you_mean(sheet, self.known)}"


def sheets_among(known: Collection[str]) -> Callable[[str], tuple[str, ...]]:
    """A reader of cells that name sheets of this course."""
    return lambda said: sheets(said, known)


def _with_ids(people: list[Person]) -> list[Person]:
    """A row without an id is about the one person of that name who has one."""
    ids: dict[tuple[str, ...], set[str]] = {}
    for person in people:
        if person.id:
            ids.setdefault(name_key(person.name), set()).add(person.id)
    only = {key: next(iter(found)) for key, found in ids.items() if len(found) == 1}
    return [person if person.id else replace(person, id=only.get(name_key(person.name), "")) for person in people]


def _doubled_ids(people: Sequence[Person], file: str) -> Iterator[str]:
    """An id that stands behind two names."""
    names: dict[str, dict[tuple[str, ...], Person]] = {}
    for person in people:
        if person.id:
            names.setdefault(person.id.casefold(), {}).setdefault(latin_key(person.name), person)
    for several in names.values():
        if len(several) > 1:
            first, second, *_ = several.values()
            both = f"{quoted(first.name)} (line {first.line}) and {quoted(second.name)}"
            yield f"{file}:{second.line}: the id {quoted(second.id)} belongs to {both}; nobody is found by it until one of them is mended"
