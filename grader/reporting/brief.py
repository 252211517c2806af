"""What a batch says of a submission: enough for the terminal and for what all submissions together come to."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from grader.records.results import State, SubmissionResult
from grader.reporting.isolation import HowRun


@dataclass(frozen=True)
class Brief:
    """A result in a few facts."""

    group: str
    state: str
    message: str
    points: float
    undecided: float
    possible: float
    run: bool
    """Whether any code of the group was started."""
    held_back: int
    """Lines that wait because nothing isolates code here."""
    failed: str
    """Why no code could be judged, where the course's own solution fails."""
    private: tuple[str, ...]
    """What only a person may read of the numbers on the paper."""
    again: tuple[str, ...]
    """Decisions of people that were made on something else than is there now."""

    @property
    def unmarkable(self) -> bool:
        """Whether it could not be marked."""
        return self.state == State.UNMARKABLE.value

    def as_json(self) -> str:
        """To keep."""
        return json.dumps(asdict(self))


def brief_of(result: SubmissionResult) -> Brief:
    """The facts of a result."""
    how = HowRun("")
    how.add(result.marks)
    private = tuple(dict.fromkeys(one.private for one in result.format if one.private))
    facts = (result.group, result.state.value, result.message, result.points, result.undecided, result.possible)
    marks = [mark for mark in result.marks if mark.decision is not None]
    again = tuple(f"{mark.task} {mark.name}: {mark.decision.changed}" for mark in marks if mark.decision and mark.decision.changed)
    return Brief(*facts, how.run, how.lines, how.failed, private, again)


def kept_brief(text: str) -> Brief | None:
    """What `as_json` wrote; None where it is damaged."""
    try:
        facts = json.loads(text)
        return Brief(**{**facts, "private": tuple(facts["private"]), "again": tuple(facts["again"])})
    except (ValueError, TypeError, KeyError):  # of another version
        return None


def how_all_run(level: str, briefs: Iterable[Brief]) -> HowRun:
    """How the code of all submissions was run."""
    how = HowRun(level)
    for one in briefs:
        how.add_told(run=one.run, lines=one.held_back, failed=one.failed)
    return how
