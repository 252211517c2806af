"""What people decided, as the overview has it: how much, and at which decisions somebody has to look again."""

from collections.abc import Sequence
from dataclasses import dataclass

from grader.records.decision_results import AstrayResult
from grader.records.results import SubmissionResult
from grader.reporting.page_links import Most, Whose


@dataclass(frozen=True)
class Again:
    """A decision that was made on something else than is there now, or that is on nothing at all."""

    group: str
    href: str
    """Empty where there is no such group."""
    line: str
    by: str
    """Empty where the decision could not be applied."""
    why: str


@dataclass(frozen=True)
class DecidedByPeople:
    """All of a sheet."""

    count: int
    """Marks on which a decision holds."""
    again: tuple[Again, ...]
    more: int
    """Those beyond the ones listed."""

    @property
    def waiting(self) -> int:
        """At how many somebody has to look."""
        return len(self.again) + self.more


class DecidedTally:
    """Gathers the decisions of one submission after another."""

    def __init__(self) -> None:
        self._count = 0
        self._again: Most[Again] = Most()

    def add(self, group: Whose, submission: SubmissionResult) -> None:
        """Those of one more submission."""
        for index, mark in enumerate(submission.marks):
            if mark.decision is None:
                continue
            self._count += bool(mark.decided_by)
            if mark.decision.changed:
                line = f"{mark.task} {mark.label or mark.name}"
                self._again.add(Again(group.group, group.href(line=index), line, mark.decided_by, mark.decision.changed))

    def decided(self, astray: Sequence[AstrayResult]) -> DecidedByPeople | None:
        """All of them, with those on nobody here; nothing where nobody decided anything."""
        for one in astray:
            self._again.add(Again(one.group, "", f"{one.task} {one.name}", one.decided_by, f"{one.says}; the decision is kept"))
        return DecidedByPeople(self._count, tuple(self._again.first), self._again.more) if self._count or self._again.count else None
