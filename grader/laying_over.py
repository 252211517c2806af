"""What is laid over marks without marking anew: what people decided, who handed in when, what being late costs, whose the numbers are."""

from grader.decisions.decision import Decisions
from grader.decisions.laid_over import decided
from grader.records.deadline import deadline_of
from grader.records.finals import Final
from grader.records.lateness import charged
from grader.records.recording import attributed, members_of
from grader.records.results import SubmissionResult, submission_text
from grader.records.strangers import named
from grader.reporting.brief import Brief, brief_of
from grader.rosters.roster import Roster
from grader.scheme import Rubric
from grader.submission import Submission


class Laying:
    """Lays over results of one assignment; the rubric is a part of every key of its marks."""

    def __init__(self, rubric: Rubric, roster: Roster | None, decisions: Decisions) -> None:
        self._rubric, self._decisions = rubric, decisions
        self._roll = None if roster is None else roster.on(rubric.name)

    def over(self, marked: SubmissionResult, submission: Submission) -> SubmissionResult:
        """A result with all of that."""
        rubric = self._rubric
        zone = None if rubric.due is None else rubric.due.tzinfo
        result = charged(attributed(decided(marked, self._decisions), submission), rubric.late, zone)
        result = named(result, submission.listed, self._roll)
        return result.model_copy(update={"format": (*result.format, *deadline_of(result, rubric.due))})

    def final(self, marked: SubmissionResult, submission: Submission, key: str, lines: dict[int, str] | None = None) -> tuple[Brief, Final]:
        """A result as it is shown, under its key; `lines` takes its marks as they are written."""
        result = self.over(marked, submission)
        brief = brief_of(result)
        return brief, Final(key, brief.as_json(), submission_text(result, lines))


def all_known(result: SubmissionResult, submission: Submission) -> bool:
    """Whether everybody in the group was known when the result was pictured."""
    return set(members_of(submission)) <= set(result.members)
