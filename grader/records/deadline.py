"""When a sheet was due and when a submission came, in the course's own time zone; what no platform told is not known."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from grader.formalities.seen import Standing
from grader.late import in_words, late_by
from grader.records.format_results import FormatResult
from grader.records.results import SubmissionResult

OWN_DEADLINE = ", for this group "


def deadline_of(result: SubmissionResult, due: datetime | None) -> tuple[FormatResult, ...]:
    """The line on the deadline; none where the rubric has no `due:`."""
    if due is None:
        return ()
    own = _time(result.deadline)
    asked = f"due {spoken(due)}"
    if own is not None and own.tzinfo is not None and own != due:
        asked += OWN_DEADLINE + spoken(own.astimezone(due.tzinfo))
    return (FormatResult(asked=asked, state=_state(result), says=_says(result, due, own or due)),)


def before_handing_in(due: datetime | None, now: datetime) -> tuple[FormatResult, ...]:
    """The same for a student who has not handed in yet; more time that was granted is not known here."""
    if due is None:
        return ()
    left = due - now
    if left >= timedelta(0):
        return (FormatResult(asked=f"due {spoken(due)}", state=Standing.IN_TIME, says=f"{in_words(left)} left"),)
    said = f"that was {in_words(-left)} ago; what is handed in now is late, unless you were given more time"
    return (FormatResult(asked=f"due {spoken(due)}", state=Standing.LATE, says=said),)


def spoken(time: datetime) -> str:
    """`2023-12-05 23:59 Europe/Berlin`: a time with the name of its zone."""
    zone = time.tzinfo.key if isinstance(time.tzinfo, ZoneInfo) else time.tzname() or ""
    return f"{time:%Y-%m-%d %H:%M} {zone}".strip()


def _state(result: SubmissionResult) -> Standing:
    if result.late is None:
        return Standing.NOT_KNOWN if _time(result.submitted_at) is None else Standing.NOT_CERTAIN
    return Standing.LATE if result.late else Standing.IN_TIME


def _says(result: SubmissionResult, due: datetime, own: datetime) -> str:
    """When it came, and by how much it was early or late."""
    came = _time(result.submitted_at)
    if came is None:
        if result.late is None:
            return "no platform told when it came"
        return f"the platform marks it as {'late' if result.late else 'in time'}; when it came is not known"
    if came.tzinfo is None or own.tzinfo is None:
        return f"handed in {spoken(came)}, in a time zone that is not known"
    said = f"handed in {spoken(came.astimezone(due.tzinfo))}"
    if result.late is None:
        return f"{said}; whether that was in time is for a person to say"
    apart = late_by(came, own, due.tzinfo) or own - came
    by = in_words(apart) if apart else ""
    return f"{said}, {by} {'late' if came > own else 'early'}" if by else f"{said}, at the last moment"


def _time(said: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(said) if said else None
    except ValueError:
        return None
