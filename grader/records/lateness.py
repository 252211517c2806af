"""The penalty of a submission that came late: by the platform's time, the group's own deadline and the rubric's policy."""

from datetime import datetime, tzinfo

from grader.late import LatePolicy, in_words, late_by
from grader.records.results import SubmissionResult

UNKNOWN = "it came late, but how late cannot be told from what the platform says; nothing is taken off until a person decides"


def charged(result: SubmissionResult, policy: LatePolicy | None, zone: tzinfo | None = None) -> SubmissionResult:
    """The result with what lateness costs, by the clocks of the sheet's zone; unchanged where there is nothing to charge for sure."""
    if not result.late:
        return result
    submitted, deadline = _time(result.submitted_at), _time(result.deadline)
    if submitted is None or deadline is None or (submitted.tzinfo is None) is not (deadline.tzinfo is None):
        return result if policy is None else result.model_copy(update={"notes": (*result.notes, UNKNOWN)})
    late = late_by(submitted, deadline, None if deadline.tzinfo is None else zone)
    penalty = 0.0 if policy is None else policy.taken_off(late, result.possible, result.points)
    return result.model_copy(update={"late_by": in_words(late) if late else "", "penalty": penalty})


def _time(said: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(said) if said else None
    except ValueError:
        return None
