"""What all marks of a sheet rest on, and its groups one after another: two results of a whole faculty are never held at once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from pydantic import BaseModel

from grader.records.results import Results, SubmissionResult
from grader.records.stored_results import StoredResults


class Judged(Protocol):
    """Which line of the rubric a mark is, and by what it was judged."""

    @property
    def task(self) -> str:
        """Its task."""

    @property
    def name(self) -> str:
        """Its name there."""

    @property
    def check(self) -> str:
        """How it is checked."""

    @property
    def rule(self) -> str:
        """The rule, as it was told of an answer."""


class Lines(Protocol):
    """A group's lines alone."""

    @property
    def marks(self) -> Sequence[Judged]:
        """In the order of the rubric."""


class Groups(Protocol):
    """The submissions of a result, in order or by their number, read as often as they are asked for."""

    def __iter__(self) -> Iterator[SubmissionResult]: ...
    def __getitem__(self, number: int, /) -> SubmissionResult: ...


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What all marks of a sheet rest on, and where its groups are."""

    assignment: str
    title: str
    possible: float
    grader: str
    rubric: str
    reference: str
    isolation: str
    lines: Iterable[Lines]
    groups: Groups


class _Judged(BaseModel):
    """As much of a mark as every group is looked through for before any two are compared."""

    task: str
    name: str
    check: str
    rule: str = ""


class _Lines(BaseModel):
    """The same of a submission."""

    marks: tuple[_Judged, ...] = ()


def facts_of(results: Results) -> SheetFacts:
    """What there is to compare of a result that is there as a whole."""
    return _sheet(results, results.submissions, results.submissions)


def stored_facts(stored: StoredResults) -> SheetFacts:
    """What there is to compare of a result that is read group by group."""
    return _sheet(stored.head, _Stored(stored), stored)


@dataclass(frozen=True)
class _Stored:
    """The lines of all groups, read as often as they are asked for."""

    stored: StoredResults

    def __iter__(self) -> Iterator[_Lines]:
        return self.stored.each(_Lines)


def _sheet(head: Results, lines: Iterable[Lines], groups: Groups) -> SheetFacts:
    return SheetFacts(
        assignment=head.assignment,
        title=head.title,
        possible=head.possible,
        grader=head.grader,
        rubric=head.rubric_sha256,
        reference=head.reference_sha256,
        isolation=head.isolation,
        lines=lines,
        groups=groups,
    )
