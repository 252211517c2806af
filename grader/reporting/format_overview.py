"""What submissions had to be beside their answers, over all groups: how many are so, and what is said of the others."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from grader.formalities.seen import Standing
from grader.records.deadline import OWN_DEADLINE
from grader.records.format_results import FormatResult
from grader.records.results import SubmissionResult
from grader.reporting.format_lines import DRAWN, GOOD
from grader.reporting.page_links import Most, Whose
from grader.score import Outcome


@dataclass(frozen=True)
class Lacking:
    """What is said of groups of which it is not seen, or not for certain, and who they are."""

    state: str
    drawn: Outcome
    says: str
    groups: tuple[tuple[str, str], ...]
    """Each with the way to its page."""
    more: int
    """Groups beyond those listed."""


@dataclass(frozen=True)
class FormatCount:
    """One requirement over all groups."""

    asked: str
    counts: str
    """`12 seen, 1 not certain`."""
    lacking: tuple[Lacking, ...]


class FormatTally:
    """Counts the requirements of one submission after another, and keeps none of them."""

    def __init__(self) -> None:
        self._asked: dict[str, _Asked] = {}

    def add(self, group: Whose, submission: SubmissionResult) -> None:
        """The requirements of one more submission; a group's own deadline belongs to the sheet's."""
        for one in submission.format:
            self._asked.setdefault(one.asked.partition(OWN_DEADLINE)[0], _Asked()).add(group, one)

    def counts(self) -> Iterator[FormatCount]:
        """Every requirement in the order of the rubric."""
        for what, found in self._asked.items():
            said = ", ".join(f"{found.counts[state]} {state.value}" for state in Standing if found.counts[state])
            yield FormatCount(what, said, tuple(found.lacking()))


@dataclass
class _Asked:
    """How one requirement stands: equal cases together."""

    counts: Counter[Standing] = field(default_factory=Counter)
    alike: dict[tuple[Standing, str], Most[tuple[str, str]]] = field(default_factory=dict)

    def add(self, group: Whose, one: FormatResult) -> None:
        """One more group."""
        self.counts[one.state] += 1
        if one.state not in GOOD:
            self.alike.setdefault((one.state, one.says), Most()).add((group.group, group.href()))

    def lacking(self) -> Iterator[Lacking]:
        """What is said of those that lack it, the most frequent first."""
        for (state, says), groups in sorted(self.alike.items(), key=lambda case: -case[1].count):
            yield Lacking(state.value, DRAWN[state], says, tuple(groups.first), groups.more)
