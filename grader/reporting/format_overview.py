"""What submissions had to be beside their answers, over all groups: how many are so, and what is said of the others."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from grader.formalities.seen import Standing
from grader.records.format_results import FormatResult
from grader.records.results import Results, SubmissionResult
from grader.reporting.format_lines import DRAWN, GOOD
from grader.reporting.page_links import MOST, href
from grader.score import Outcome


@dataclass(frozen=True)
class Lacking:
    """A group of which it is not seen, or not for certain."""

    group: str
    href: str
    state: str
    drawn: Outcome
    says: str


@dataclass(frozen=True)
class FormatCount:
    """One requirement over all groups."""

    asked: str
    counts: str
    """`12 seen, 1 not certain`."""
    lacking: tuple[Lacking, ...]
    more: int
    """Groups beyond those listed."""


def format_counts(results: Results) -> Iterator[FormatCount]:
    """Every requirement in the order of the rubric; a group's own deadline belongs to the sheet's."""
    asked: dict[str, list[tuple[SubmissionResult, FormatResult]]] = {}
    for submission in results.submissions:
        for one in submission.format:
            asked.setdefault(one.asked.partition(", for this group ")[0], []).append((submission, one))
    for what, found in asked.items():
        counts = Counter(one.state for _, one in found)
        lacking = [
            Lacking(who.group, href(who), one.state.value, DRAWN[one.state], one.says) for who, one in found if one.state not in GOOD
        ]
        said = ", ".join(f"{counts[state]} {state.value}" for state in Standing if counts[state])
        yield FormatCount(what, said, tuple(lacking[:MOST]), max(0, len(lacking) - MOST))
