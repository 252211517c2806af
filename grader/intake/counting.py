"""Which of several uploads counts: the last one before the deadline, else the newest; where nothing puts them in order a person decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from grader.intake.times import comparable, in_zone
from grader.intake.uploads import Upload
from grader.rosters.roster import Enrolled

Moment = datetime | None


@dataclass(frozen=True)
class Deadline:
    """When a group has to hand in, and what was granted to it."""

    time: Moment
    says: str = ""
    unsure: bool = False
    """Somebody has more time, and nobody can tell how much."""

    @property
    def zone(self) -> tzinfo | None:
        """The zone in which times without one are read."""
        return None if self.time is None else self.time.tzinfo


@dataclass(frozen=True)
class Counted:
    """The upload that counts, or none where nobody can tell."""

    upload: Upload | None
    others: tuple[Upload, ...] = ()


def deadline_of(due: Moment, people: Sequence[Enrolled], opens: Moment = None) -> Deadline:
    """The latest of what was granted to the members; without anything granted, the sheet's own."""
    granted = [(time, one) for one in people if (time := _extended(due, one) or _longer(opens, due, one)) is not None]
    more = next((one for one in people if one.person.time_factor > 1 and one.person.extension is None), None)
    if not granted and due is not None and opens is None and more is not None:
        factor = f"{more.person.name} has {more.person.time_factor:g} times the time"
        return Deadline(due, f"{factor}, but the rubric does not say when the sheet was handed out (`opens:`)", unsure=True)
    if not granted or not comparable([time for time, _ in granted]):
        return Deadline(due)
    time, one = max(granted, key=lambda pair: pair[0])
    if due is not None and comparable([time, due]) and time <= due:
        return Deadline(due)
    why = "an extension" if one.person.extension is not None else f"{one.person.time_factor:g} times the time, which is"
    return Deadline(time, f"{one.person.name} has {why} until {spoken(time)}, which holds for the whole group")


def _extended(due: Moment, one: Enrolled) -> Moment:
    extension = one.person.extension
    if isinstance(extension, timedelta):
        return None if due is None else _after(due, extension)
    return None if extension is None else in_zone(extension, None if due is None else due.tzinfo)


def _longer(opens: Moment, due: Moment, one: Enrolled) -> Moment:
    """The deadline for somebody with a factor for more time, which needs to know when the sheet was handed out."""
    factor = one.person.time_factor
    if factor <= 1 or opens is None or due is None or not comparable([opens, due]) or due <= opens:
        return None
    if opens.tzinfo is None:
        return opens + (due - opens) * factor
    return _after(opens, max(due - opens, due.astimezone(UTC) - opens.astimezone(UTC)) * factor)


def _after(start: datetime, length: timedelta) -> datetime:
    """Where clocks are put forward or back in between: by the clock or by the hours that pass, whichever is later."""
    by_the_clock = start + length
    if start.tzinfo is None:
        return by_the_clock
    passed = (start.astimezone(UTC) + length).astimezone(start.tzinfo)
    return max(by_the_clock, passed, key=lambda time: time.astimezone(UTC))


def spoken(time: datetime) -> str:
    """A time for people."""
    zone = f" {time.tzname()}" if time.tzinfo is not None else ""
    return f"{time:%Y-%m-%d %H:%M}{zone}"


def time_of(upload: Upload, deadline: Deadline) -> Moment:
    """When an upload came, in the sheet's zone where the platform names none."""
    return None if upload.time is None else in_zone(upload.time, deadline.zone)


def is_late(upload: Upload, deadline: Deadline) -> bool | None:
    """By the time, else by the platform's own mark; None where neither tells."""
    time = time_of(upload, deadline)
    if time is not None and deadline.time is not None and comparable([time, deadline.time]):
        late = time > deadline.time
        return None if late and deadline.unsure else late
    if deadline.says and upload.late:
        return None  # late for the platform, which may know nothing of the extension
    return upload.late


def counted(uploads: Sequence[Upload], deadline: Deadline) -> Counted:
    """The last before the deadline, else the newest."""
    if len(uploads) == 1:
        return Counted(uploads[0])
    order = _in_order(uploads, deadline)
    if order is None or (deadline.unsure and len({is_late(upload, deadline) for upload in uploads}) > 1):
        return Counted(None, tuple(uploads))
    in_time = [upload for upload in order if not is_late(upload, deadline)]
    chosen = (in_time or order)[-1]
    return Counted(chosen, tuple(upload for upload in order if upload is not chosen))


def _in_order(uploads: Sequence[Upload], deadline: Deadline) -> list[Upload] | None:
    """Oldest first; None where nothing tells."""
    times = {id(upload): time for upload in uploads if (time := time_of(upload, deadline)) is not None}
    if len(times) == len(uploads) == len(set(times.values())) and comparable(times.values()):
        return sorted(uploads, key=lambda upload: times[id(upload)])
    numbers = {upload.number for upload in uploads}
    if len({upload.key for upload in uploads}) == 1 and len(numbers) == len(uploads):
        return sorted(uploads, key=lambda upload: upload.number)
    return None
