"""Who takes part in a course, in which group for which sheet, and what was granted to whom."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import TypeVar

from grader.rosters.personal_names import group_key, latin_key, name_key, run_together

Extension = datetime | timedelta | None
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Person:
    """A row of the roster."""

    name: str
    id: str = ""
    group: str = ""
    sheets: tuple[str, ...] = ()
    """The sheets that the row holds for; none means all."""
    extension: Extension = None
    """A later deadline, or how much later it is."""
    excused: bool = False
    time_factor: float = 1.0
    """How much more time the person has where time is measured."""
    line: int = 0
    also: tuple[str, ...] = ()
    """Mail address and user name, by which platforms may know the person."""

    @property
    def key(self) -> str:
        """What tells this person from all others of the roster."""
        return " ".join((self.id.casefold() or "-", *latin_key(self.name)))

    def holds_for(self, sheet: str) -> bool:
        """Whether the row holds for a sheet."""
        return not self.sheets or sheet.casefold() in (one.casefold() for one in self.sheets)


@dataclass(frozen=True)
class Roster:
    """All rows of a roster, and what is to be told about them."""

    file: str
    people: tuple[Person, ...]
    notes: tuple[str, ...] = ()

    def on(self, sheet: str) -> "Roll":
        """Who takes part in one sheet; a row that names the sheet counts before one that holds for all."""
        rows: dict[str, list[Person]] = {}
        for person in self.people:
            if person.holds_for(sheet):
                rows.setdefault(person.key, []).append(person)
        return Roll(tuple(_merged(several) for several in rows.values()))


@dataclass(frozen=True)
class Enrolled:
    """A person as one sheet has it: usually in one group or none."""

    person: Person
    groups: tuple[str, ...]
    """More than one where the roster contradicts itself."""


def _merged(rows: Sequence[Person]) -> Enrolled:
    """The rows of one person put together."""
    named = [row for row in rows if row.sheets] or list(rows)
    groups = {group_key(row.group): row.group for row in reversed(named) if row.group}
    if not groups:  # a row for one sheet that grants something and leaves the group as it is
        groups = {group_key(row.group): row.group for row in reversed(rows) if row.group}
    best = max(named, key=lambda row: (row.extension is not None, row.excused))
    first = rows[0]
    merged = Person(
        first.name,
        first.id,
        next(iter(groups.values())) if len(groups) == 1 else "",
        best.sheets,
        best.extension,
        any(row.excused for row in named),
        max(row.time_factor for row in rows),
        first.line,
        tuple(dict.fromkeys(one for row in rows for one in row.also)),
    )
    return Enrolled(merged, tuple(reversed(groups.values())))


@dataclass(frozen=True)
class Roll:
    """The people of one sheet, to be found by id, name or group."""

    enrolled: tuple[Enrolled, ...]

    @cached_property
    def _ids(self) -> dict[str, list[Enrolled]]:
        return _index(self.enrolled, lambda person: (person.id, *person.also))

    @cached_property
    def _names(self) -> dict[tuple[str, ...], list[Enrolled]]:
        return _index_of((name_key(one.person.name), one) for one in self.enrolled)

    @cached_property
    def _latin(self) -> dict[tuple[str, ...], list[Enrolled]]:
        return _index_of((latin_key(one.person.name), one) for one in self.enrolled)

    @cached_property
    def _together(self) -> dict[str, list[Enrolled]]:
        return _index_of((form, one) for one in self.enrolled for form in run_together(one.person.name))

    @cached_property
    def groups(self) -> dict[str, str]:
        """The groups as the roster writes them, by what tells them apart."""
        return {group_key(group): group for one in reversed(self.enrolled) for group in one.groups}

    def with_id(self, text: str) -> list[Enrolled]:
        """Whose id, mail address or user name this is."""
        return self._ids.get(text.strip().casefold(), []) if text.strip() else []

    def named(self, name: str) -> list[Enrolled]:
        """Whose name this is: exactly, else in Latin letters without accents, else run together."""
        if not name_key(name):
            return []
        return self._names.get(name_key(name)) or self._latin.get(latin_key(name)) or []

    def run_together(self, name: str) -> list[Enrolled]:
        """Whose name this is, written without any gap."""
        forms = sorted(run_together(name))
        return list(dict.fromkeys(one for form in forms for one in self._together.get(form, ())))

    def group(self, name: str) -> str:
        """The group of this name as the roster writes it; empty where there is none."""
        wanted = group_key(name)
        if not wanted:
            return ""
        if wanted in self.groups:
            return self.groups[wanted]
        squeezed = [group for key, group in self.groups.items() if key.replace(" ", "") == wanted.replace(" ", "")]
        return squeezed[0] if len(squeezed) == 1 else ""

    def members(self, group: str) -> tuple[Enrolled, ...]:
        """The people of a group."""
        wanted = group_key(group)
        return tuple(one for one in self.enrolled if wanted in map(group_key, one.groups))


def _index(enrolled: Iterable[Enrolled], texts: Callable[[Person], tuple[str, ...]]) -> dict[str, list[Enrolled]]:
    return _index_of((text.casefold(), one) for one in enrolled for text in dict.fromkeys(texts(one.person)) if text)


def _index_of(pairs: Iterable[tuple[Key, Enrolled]]) -> dict[Key, list[Enrolled]]:
    found: dict[Key, list[Enrolled]] = {}
    for key, one in pairs:
        several = found.setdefault(key, [])
        if one not in several:
            several.append(one)
    return found
