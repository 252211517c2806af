"""Times as platforms write them, in the languages that their sites have; without a zone where none is written."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from types import MappingProxyType
from zoneinfo import ZoneInfo, available_timezones

_MONTHS = (
    "january januar janvier enero gennaio januari",
    "february februar fevrier febrero febbraio februari",
    "march märz maerz mars marzo maart mrz",
    "april avril abril aprile",
    "may mai mayo maggio mei",
    "june juni juin junio giugno",
    "july juli juillet julio luglio",
    "august aout agosto augustus août",
    "september septembre septiembre settembre",
    "october oktober octobre octubre ottobre",
    "november novembre noviembre",
    "december dezember decembre diciembre dicembre décembre",
)
_MONTH = MappingProxyType(
    {
        form: at
        for at, names in enumerate(_MONTHS, 1)
        for name in names.split()
        for form in (name, name[:3])
        if len(form) >= 3 and form != "jui"
    }
    | {"févr": 2, "février": 2, "jan": 1, "juin": 6, "juil": 7, "juillet": 7, "jun": 6, "jul": 7, "sept": 9, "okt": 10, "dez": 12, "mär": 3}
)
_LONGEST = 120
_SPOKEN = re.compile(
    r"(?:[^\W\d]+\.?,?\s+)?(?P<day>\d{1,2})\.?\s+(?:de\s+)?(?P<month>[^\W\d]+)\.?,?\s+(?:de\s+)?(?P<year>\d{4})"
    r"\D{0,8}?(?P<hour>\d{1,2})[:.h](?P<minute>\d\d)(?:[:.](?P<second>\d\d))?(?:\s*Uhr)?\s*(?P<half>[ap]\.?\s?m\.?)?",
    re.IGNORECASE,
)
_AMERICAN = re.compile(
    r"(?:[^\W\d]+\.?,?\s+)?(?P<month>[^\W\d]+)\.?\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})"
    r"\D{0,8}?(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d))?\s*(?P<half>[ap]\.?\s?m\.?)?",
    re.IGNORECASE,
)
_DOTTED = re.compile(
    r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4}),?\s+(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d))?(?:\s*Uhr)?",
    re.ASCII,
)
_ISO = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)[T ](?P<clock>\d\d:\d\d(?::\d\d)?)(?:[.,]\d{1,9})?\s*(?P<zone>Z|UTC|[+-]\d\d:?\d\d|[A-Za-z]+/[A-Za-z_/+-]+)?",
    re.ASCII,
)
# What is left of an hour's name before it, such as "at" or "um", is at most eight characters; nothing is tried again and again.


def platform_time(said: str) -> datetime | None:
    """A time, or None where none is to be read."""
    text = " ".join(said.split())
    if not text or len(text) > _LONGEST:
        return None
    try:
        if found := _ISO.fullmatch(text):
            naive = datetime.fromisoformat(f"{found['day']}T{found['clock']}")
            return naive.replace(tzinfo=_zone(found["zone"])) if found["zone"] else naive
        for pattern in (_SPOKEN, _AMERICAN, _DOTTED):
            if found := pattern.fullmatch(text):
                return _told(found)
    except ValueError:
        return None
    return None


def _told(found: re.Match[str]) -> datetime:
    """The time in the words of a site; a ValueError where it is no time."""
    parts = found.groupdict()
    hour, half = int(parts["hour"]), (parts.get("half") or "").casefold()
    if half and not 1 <= hour <= 12:
        raise ValueError
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    name = parts["month"].casefold()
    month = int(name) if name.isdecimal() else _MONTH.get(name, 0)
    second = int(parts.get("second") or 0)
    return datetime(int(parts["year"]), month, int(parts["day"]), hour, int(parts["minute"]), second)  # noqa: DTZ001 - the zone comes later


def _zone(name: str) -> tzinfo:
    if name in ("Z", "UTC"):
        return UTC
    if name[0] in "+-":
        hours, minutes = int(name[1:3]), int(name[-2:])
        return timezone((1 if name[0] == "+" else -1) * timedelta(hours=hours, minutes=minutes))
    if name not in available_timezones():
        raise ValueError
    return ZoneInfo(name)


def in_zone(time: datetime, zone: tzinfo | None) -> datetime:
    """The time with a zone: its own, else the one that is given, if one is."""
    return time if time.tzinfo is not None or zone is None else time.replace(tzinfo=zone)


def comparable(times: Iterable[datetime]) -> bool:
    """Whether times can be put in order: all with a zone, or all without."""
    return len({time.tzinfo is None for time in times}) <= 1
