"""What submissions had to be beside their answers, over all groups: how many are so, and what is said of the others."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.formalities.seen import Standing
from grader.records.deadline import OWN_DEADLINE
from grader.records.format_results import FormatResult
from grader.records.results import Results, SubmissionResult
from grader.reporting.format_lines import DRAWN, GOOD
from grader.reporting.page_links import MOST, href
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


def format_counts(results: Results) -> Iterator[FormatCount]:
    """Every requirement in the order of the rubric; a group's own deadline belongs to the sheet's."""
    asked: dict[str, list[tuple[SubmissionResult, FormatResult]]] = {}
    for submission in results.submissions:
        for one in submission.format:
            asked.setdefault(one.asked.partition(OWN_DEADLINE)[0], []).append((submission, one))
    for what, found in asked.items():
        counts = Counter(one.state for _, one in found)
        said = ", ".join(f"{counts[state]} {state.value}" for state in Standing if counts[state])
        yield FormatCount(what, said, tuple(_lacking(found)))


def _lacking(found: Sequence[tuple[SubmissionResult, FormatResult]]) -> Iterator[Lacking]:
    """Equal cases together, the most frequent first."""
    alike: dict[tuple[Standing, str], list[tuple[str, str]]] = {}
    for submission, one in found:
        if one.state not in GOOD:
            alike.setdefault((one.state, one.says), []).append((submission.group, href(submission)))
    for (state, says), groups in sorted(alike.items(), key=lambda case: -len(case[1])):
        yield Lacking(state.value, DRAWN[state], says, tuple(groups[:MOST]), max(0, len(groups) - MOST))
