"""What a submission had to be beside its answers, as a group's page shows it."""

from dataclasses import dataclass
from types import MappingProxyType

from grader.formalities.seen import Standing
from grader.records.format_results import FormatResult
from grader.records.results import SubmissionResult
from grader.reporting import wording
from grader.score import Outcome

DRAWN = MappingProxyType(
    {
        Standing.SEEN: Outcome.RIGHT,
        Standing.IN_TIME: Outcome.RIGHT,
        Standing.NOT_SEEN: Outcome.MISSING,
        Standing.LATE: Outcome.MISSING,
        Standing.NOT_CERTAIN: Outcome.REVIEW,
        Standing.NOT_KNOWN: Outcome.REVIEW,
    }
)
"""In whose drawing a standing is shown."""
GOOD = frozenset({Standing.SEEN, Standing.IN_TIME})


@dataclass(frozen=True)
class FormatLine:
    """One thing that was asked for, and how it stands."""

    asked: str
    state: str
    drawn: Outcome
    says: str
    where: tuple[str, ...]
    private: str = ""
    """For the instructor: whose numbers stand there beside the group's."""


def format_lines(submission: SubmissionResult, *, instructor: bool) -> tuple[FormatLine, ...]:
    """The lines of one group; nothing of another group is on its own copy."""
    return tuple(_line(one, instructor=instructor) for one in submission.format)


def _line(one: FormatResult, *, instructor: bool) -> FormatLine:
    where = dict.fromkeys(wording.located(place.file, place.page, place.line) for place in one.where)
    return FormatLine(one.asked, one.state.value, DRAWN[one.state], one.says, tuple(where), one.private if instructor else "")
