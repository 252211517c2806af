"""What the cells of a roster say: an extension, an excuse, more time, the sheets a row holds for."""

import re
from collections.abc import Collection, Sequence
from datetime import datetime, time, timedelta

from grader.due import DUE, due_time
from grader.nearest import quoted
from grader.rosters.roster import Extension

_LENGTH = re.compile(r"\+?\s*(\d{1,4}(?:[.,]\d{1,3})?)\s*([a-zäöü]+)\.?", re.ASCII)
_HOURS = {
    **dict.fromkeys("h hour hours std stunde stunden".split(), 1),
    **dict.fromkeys("d day days tag tage tagen".split(), 24),
    **dict.fromkeys("w week weeks woche wochen".split(), 168),
}
_ISO = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ]\s*(\d{1,2}:\d\d(?::\d\d)?))?", re.ASCII)
_GERMAN = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})(?:,?\s+(\d{1,2}:\d\d)(?::\d\d)?(?:\s*Uhr)?)?", re.ASCII)
_YES = frozenset("yes y ja j true wahr x 1 ✓ ✔ excused entschuldigt".split())
_NO = frozenset("no n nein false falsch 0 - –".split())
_EVERY = frozenset("all alle every * -".split())
_FACTOR = re.compile(r"(\+?)\s*[x×]?\s*(\d{1,3}(?:[.,]\d{1,4})?)\s*(%?)", re.ASCII)
_RANGE = re.compile(r"(\d{1,4})\s*[-–]\s*(\d{1,4})", re.ASCII)
_LAST_NUMBER = re.compile(r"(\d+)\D*\Z", re.ASCII)


def extension(said: str) -> Extension:
    """A later deadline, or how much later; a ValueError says how to write it."""
    if not said or said in ("-", "–"):
        return None
    if length := _LENGTH.fullmatch(said.casefold()):
        number, unit = length.groups()
        if unit in _HOURS:
            return timedelta(hours=float(number.replace(",", ".")) * _HOURS[unit])
    try:
        return _time(said)
    except ValueError:
        wish = "write `2023-12-07 23:59`, with a zone behind it if it is not that of the sheet, or a length such as `2 days` or `48 h`"
        raise ValueError(f"{quoted(said)} is no time; {wish}") from None


def _time(said: str) -> datetime:
    """A time with its zone or without; a day alone ends with its last minute."""
    if found := _ISO.fullmatch(said):
        day, clock = found.groups()
        return datetime.combine(datetime.fromisoformat(day).date(), _clock(clock))
    if found := _GERMAN.fullmatch(said):
        day, month, year, clock = found.groups()
        return datetime.combine(datetime(int(year), int(month), int(day)).date(), _clock(clock))  # noqa: DTZ001 - in the sheet's zone
    if DUE.fullmatch(" ".join(said.split())) and (known := due_time(said)) is not None:
        return known
    raise ValueError


def _clock(said: str | None) -> time:
    return time(23, 59, 59) if said is None else time.fromisoformat(said.zfill(5) if said.count(":") == 1 else said.zfill(8))


def excused(said: str) -> bool:
    """Yes or no in English or German; a ValueError says what to write."""
    folded = said.casefold()
    if not folded or folded in _NO:
        return False
    if folded in _YES:
        return True
    raise ValueError(f"{quoted(said)} is neither yes nor no; write `yes`, or leave the cell empty")


def factor(said: str) -> float:
    """`1.25`, `1,25`, `125 %` and `+25 %` are one and the same; a ValueError says what to write."""
    if not said or said in ("-", "–"):
        return 1.0
    if found := _FACTOR.fullmatch(said):
        plus, number, percent = found.groups()
        value = float(number.replace(",", ".")) / (100 if percent else 1) + (1 if plus else 0)
        if 1 <= value <= 10:
            return value
    raise ValueError(f"{quoted(said)} is no factor for more time; write a number from 1 to 10, such as `1.25`, or `125 %`")


def sheets(said: str, known: Collection[str]) -> tuple[str, ...]:
    """The sheets that a cell names: all of them where it is empty; a number is the sheet whose name ends with it."""
    if not said or said.casefold() in _EVERY:
        return ()
    exact = {name.casefold(): name for name in known}
    if said.casefold() in exact:
        return (exact[said.casefold()],)
    spaced = _RANGE.sub(lambda found: f"{found[1]}-{found[2]}", said)
    found = [name for part in re.split(r"[\s,;|]+", spaced) if part for name in _sheet(part, exact)]
    return tuple(dict.fromkeys(found))


def _sheet(part: str, exact: dict[str, str]) -> Sequence[str]:
    if part.casefold() in exact:
        return [exact[part.casefold()]]
    if span := _RANGE.fullmatch(part):
        first, last = int(span[1]), int(span[2])
        if not first <= last <= first + 99:
            raise ValueError(f"{quoted(part)} is no range of sheets; write the smaller number first")
        return [name for number in range(first, last + 1) for name in _numbered(number, exact)] or [part]
    if part.isdecimal() and part.isascii():
        return _numbered(int(part), exact) or [part]
    return [part]


def _numbered(number: int, exact: dict[str, str]) -> list[str]:
    """The one sheet whose name ends with a number; a ValueError where there are several."""
    found = [name for name in exact.values() if (last := _LAST_NUMBER.search(name)) and int(last[1][-6:]) == number]
    if len(found) > 1:
        raise ValueError(f"{number} may be {' or '.join(quoted(name) for name in found[:3])}; write the sheet's whole name")
    return found
