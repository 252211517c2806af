"""What a check finds and what a group gets: outcomes, findings, marks."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from grader.answer import Answer, Shown, Value
from grader.document import Place
from grader.run import Run


class Outcome(StrEnum):
    """The contract's closed list."""

    RIGHT = "right"
    FOLLOWS = "follows"
    MISTAKE = "mistake"
    WRONG = "wrong"
    MISSING = "missing"
    REVIEW = "review"
    FAULT = "fault"


class Visibility(StrEnum):
    """When a student may see a line's outcome and expected value."""

    VISIBLE = "visible"
    AFTER_DUE_DATE = "after_due_date"
    AFTER_PUBLISHED = "after_published"
    HIDDEN = "hidden"


class Flag(StrEnum):
    """What an instructor should look at although the points stand."""

    TRIVIAL = "trivial"
    NOT_FROM_OWN = "not_from_own_numbers"
    CHARGED = "charged_here"
    CONFLICT = "conflict"
    DECIDED_ON_OTHER = "decided_on_something_else"


@dataclass(frozen=True)
class Proposal:
    """The machine's opinion on a line that a person decides."""

    outcome: Outcome
    share: float


@dataclass(frozen=True)
class Ran:
    """What was run for a line, and how each reply compared: evidence for pages, which decides nothing."""

    run: Run
    right: tuple[bool | None, ...] = ()
    """For each reply whether it is right; None where nothing was compared."""
    stage: str = ""
    """Which stage of comparing failed first."""
    difference: str = ""
    """Obtained and expected; for the instructor alone."""
    seconds: float = 0.0
    """What the reference took."""
    alone: tuple[bool | None, ...] = ()
    """For each reply whether what came in a job of its own is right; None where there was none."""


@dataclass(frozen=True)
class Finding:
    """What one check says about one answer."""

    outcome: Outcome
    says: str
    share: float = 0.0
    """Share of the line's points, 0 to 1; meaningless for review and fault."""
    rule: str = ""
    """The tolerance or rule that was applied, in words."""
    expected: Value | None = None
    expected_formula: Shown | None = None
    """Where a formula is asked for; `expected` is nothing then."""
    proposed: Proposal | None = None
    flags: tuple[Flag, ...] = ()
    carried: tuple[str, ...] = ()
    """Names of the group's own values it follows from."""
    detail: str = ""
    """For the instructor only: a traceback, the values that were carried."""
    ran: Ran | None = None
    """What was run for it, on a line about code."""


@dataclass(frozen=True)
class Mark:
    """One line of the rubric as it was decided for one group."""

    task: str
    name: str
    check: str
    label: str
    possible: float
    bonus: bool
    visibility: Visibility
    finding: Finding
    answer: Answer | None = None
    expect: tuple[str, ...] = ()
    """What a person looks for (`expect:` of a review line)."""
    look: Place | None = None
    """Where a person should look for an answer that was not found."""
    corrected: str = ""
    """The value as a person read it; the answer is what that says."""
    first: "Mark | None" = None
    """What was marked before a person corrected the value."""

    @property
    def points(self) -> float | None:
        """Points won; None while undecided."""
        if self.finding.outcome in (Outcome.REVIEW, Outcome.FAULT):
            return None
        return self.possible * self.finding.share


@dataclass(frozen=True)
class Score:
    """All marks of one submission, in the rubric's order."""

    marks: tuple[Mark, ...]

    @property
    def points(self) -> float:
        """Points won so far, bonus included."""
        return sum(mark.points or 0.0 for mark in self.marks)

    @property
    def undecided(self) -> float:
        """Points that a person has yet to decide, bonus lines apart."""
        return sum(mark.possible for mark in self.marks if mark.points is None and not mark.bonus)

    @property
    def possible(self) -> float:
        """Points that can be won, bonus lines apart."""
        return sum(mark.possible for mark in self.marks if not mark.bonus)


Findings = Mapping[str, Finding]
