"""When a sheet is due: a time with its time zone, as `2023-12-05 23:59 Europe/Berlin`."""

import re
from datetime import UTC, datetime, timezone, tzinfo
from zoneinfo import ZoneInfo, available_timezones

from grader.nearest import did_you_mean, quoted

DUE = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?) ?(.*)", re.ASCII)
OFFSET = re.compile(r"[+-]\d\d:\d\d", re.ASCII)


def due_time(value: object) -> datetime | None:
    """The time, or a ValueError that says what is wrong with it."""
    said = " ".join(value.split()) if isinstance(value, str) else ""
    found = DUE.fullmatch(said)
    if found is None:
        raise ValueError(f"wants a time and its zone, such as `2023-12-05 23:59 Europe/Berlin`, not {quoted(said)}")
    day, clock, zone = found.groups()
    try:
        naive = datetime.fromisoformat(f"{day}T{clock}")
    except ValueError:
        raise ValueError(f"is no time of any calendar: {quoted(said)}") from None
    return _once(naive.replace(tzinfo=_zone(zone)), said)


def _once(time: datetime, said: str) -> datetime:
    """A time that is there once: clocks that are put forward leave out an hour, those that are put back have one twice."""
    first, second = (time.replace(fold=fold).utcoffset() for fold in (0, 1))
    if first == second or first is None or second is None:
        return time
    if first < second:
        raise ValueError(f"names a time that its clocks leave out, being put forward: {quoted(said)}; write another one")
    offsets = " or ".join(quoted(time.replace(fold=fold).isoformat()[-6:]) for fold in (0, 1))
    raise ValueError(f"names a time that its clocks show twice: {quoted(said)}; write its offset, {offsets}")


def _zone(name: str) -> tzinfo:
    if name == "Z":
        return UTC
    if OFFSET.fullmatch(name):
        try:
            return timezone(datetime.strptime(name, "%z").utcoffset() or UTC.utcoffset(None))
        except ValueError:
            raise ValueError(f"names no offset that there is: {quoted(name)}; write one such as `+01:00`") from None
    if not name:
        raise ValueError("lacks its time zone, such as `Europe/Berlin`")
    if name not in (known := available_timezones()):
        raise ValueError(f"names no time zone: {quoted(name)}{did_you_mean(name, known)}")
    return ZoneInfo(name)
