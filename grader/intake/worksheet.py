"""Moodle's grading worksheet: who stands behind a participant's number, and when a submission was last changed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from grader.errors import Unreadable
from grader.intake.entries import Entry
from grader.intake.kinds import ending
from grader.intake.moodle import PLATFORM, is_anonymous
from grader.intake.names import shown
from grader.intake.times import platform_time
from grader.intake.uploads import Upload
from grader.rosters.delimited import LARGEST, Table, TableProblem, column_named, plain_word, read_table

_IDENTIFIER = re.compile(r"[^\d,;]*?(\d{1,19})", re.ASCII)
_STAMPS = re.compile(r"(?P<stem>[^()]+)\((?P<of>[^()]+)\)")
_SUBMISSION = frozenset("submission abgabe remise entrega consegna inlevering envío soumission einreichung".split())
_NAMES = ("Full name", "Vollständiger Name", "Nom complet", "Nombre completo", "Nome completo", "Volledige naam", "Name", "Name/Vorname")
_IDS = (
    "ID number",
    "ID-Nummer",
    "Identifikationsnummer",
    "Matrikelnummer",
    "Numéro d’identification",
    "Número de ID",
    "Codice identificativo",
)
_MAILS = (
    "Email address",
    "E-Mail-Adresse",
    "E-Mail",
    "Email",
    "Adresse de courriel",
    "Dirección de correo",
    "Indirizzo email",
    "E-mailadres",
)
_MOST_UNREAD = 5


@dataclass(frozen=True)
class Line:
    """What the worksheet says about one participant."""

    name: str
    also: tuple[str, ...]
    time: datetime | None


@dataclass(frozen=True)
class Worksheet:
    """The lines of a worksheet by the participant's number, and what could not be read in it."""

    file: str
    lines: Mapping[str, Line] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def worksheet_in(entries: Sequence[Entry]) -> tuple[Worksheet, ...]:
    """The worksheets among the lists that lie beside submissions."""
    found = []
    for entry in entries:
        if not entry.is_folder and ending(entry.name) == ".csv":
            try:
                sheet = read_worksheet(entry.content(LARGEST), shown(entry.name))
            except Unreadable:
                continue
            if sheet is not None:
                found.append(sheet)
    return tuple(found)


def read_worksheet(data: bytes, file: str) -> Worksheet | None:
    """The worksheet in a table; None where the table is none."""
    try:
        table = read_table(data)
    except TableProblem:
        return None
    at, stamp = _identifiers(table), _stamps(table)
    if at is None or stamp is None:
        return None
    name, others = column_named(table.header, _NAMES), [column_named(table.header, names) for names in (_IDS, _MAILS)]
    lines, notes = {}, []
    for row in table.rows:
        number = _IDENTIFIER.fullmatch(row.cell(at))
        said = row.cell(stamp)
        time = platform_time(said)
        if number is None:
            continue
        if time is None and any(character.isdigit() for character in said):
            notes.append(f"{file}:{row.line}: the time {shown(said[:60])} could not be read; write it as 2023-12-05 23:41")
        lines[number[1]] = Line(shown(row.cell(name)), tuple(cell for column in others if (cell := shown(row.cell(column)))), time)
    more = len(notes) - _MOST_UNREAD
    return Worksheet(file, lines, (*notes[:_MOST_UNREAD], *([f"{file}: and {more:,} more times"] if more > 0 else [])))


def _identifiers(table: Table) -> int | None:
    """The column whose every cell is a word of the site and a number: `Participant 12345`, `Teilnehmer/in 12345`."""
    for at in range(min(3, len(table.header.cells))):
        cells = [row.cell(at) for row in table.rows if row.cell(at)]
        if cells and all(_IDENTIFIER.fullmatch(cell) for cell in cells) and not _IDENTIFIER.fullmatch(table.header.cells[at]):
            return at
    return None


def _stamps(table: Table) -> int | None:
    """The column `Last modified (submission)`: of two that differ in their brackets the one about submissions, else the first."""
    stamped = [(at, found) for at, cell in enumerate(table.header.cells) if (found := _STAMPS.fullmatch(cell))]
    for at, found in stamped:
        if plain_word(found["of"]) in _SUBMISSION:
            return at
    stems = [plain_word(found["stem"]) for _, found in stamped]
    return next((at for at, found in stamped if stems.count(plain_word(found["stem"])) > 1), None)


def with_worksheets(uploads: Sequence[Upload], sheets: Sequence[Worksheet]) -> tuple[Upload, ...]:
    """Moodle's uploads with the times and ids that its worksheet has."""
    lines: dict[str, Line] = {}
    for sheet in sheets:
        lines.update(sheet.lines)
    return tuple(_with_line(upload, lines.get(upload.id)) if upload.platform == PLATFORM else upload for upload in uploads)


def _with_line(upload: Upload, line: Line | None) -> Upload:
    if line is None:
        return upload
    name = line.name if line.name and is_anonymous(upload.name.rpartition(" ")[0]) else upload.name
    return replace(upload, name=name, also=(*upload.also, *line.also), time=upload.time or line.time)
