"""One submission, from its files to its marks, and what a batch works with."""

import time
import traceback
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Protocol

from grader.collect import collect
from grader.course import Assignment
from grader.decisions.decision import NO_DECISIONS, Decisions
from grader.decisions.remarked import Sheet, by_hand_alone, remarked
from grader.errors import CommandError, ReaderFault
from grader.hand_in import known_of, with_format
from grader.handed import has_code
from grader.jailing import Laboratory, Tried
from grader.judged import Judging
from grader.legible import encodable
from grader.marking import Besides, mark, unmarked
from grader.picturing import Pictured, pictured
from grader.readers.pool import Readers
from grader.recalled import Recalling
from grader.records.recording import result_of, unmarkable_of
from grader.records.results import SubmissionResult
from grader.reprinted import reprinted
from grader.shelf import Shelf
from grader.watch import Watch
from grader.work import Versions, Work


class MachinesLost(Exception):
    """The machines that had a submission in hand were lost, one after the other: it may be to blame, or what they had in hand beside it."""


class NobodyAsked(CommandError):
    """The other machines cannot be asked any more: the batch ends, and nothing is the matter with what it had in hand."""


class Elsewhere(Protocol):
    """Other machines that mark."""

    def begin(self, work: Work, shelf: Shelf, known: frozenset[str]) -> Future[Pictured]:
        """Send a submission away."""
        ...

    @property
    def most(self) -> int:
        """How many may be on their way."""
        ...

    def hindrance(self, left: int) -> str:
        """Why none of those that are left comes back, in the same line for as long as it lasts; empty where they do."""
        ...

    def close(self) -> None:
        """Wait for nothing."""
        ...


@dataclass(frozen=True)
class Hands:
    """What a batch works with: readers of documents, a place for code, and threads that use them."""

    assignment: Assignment
    readers: Readers
    pool: ThreadPoolExecutor
    place: Laboratory | None
    versions: Versions
    known: frozenset[str] = frozenset()
    """The keys of pictures that are kept already."""
    at_once: int = 2
    """Submissions that are in hand at once here."""
    decisions: Decisions = NO_DECISIONS
    watch: Watch = field(default_factory=Watch)
    elsewhere: Elsewhere | None = None

    @cached_property
    def judging(self) -> Judging:
        """What decides the findings of every submission."""
        return Judging(self.assignment.rubric, self.assignment.reference, self.versions)

    @property
    def most(self) -> int:
        """Submissions that are in hand at once."""
        return self.at_once if self.elsewhere is None else self.elsewhere.most

    def begin(self, work: Work, shelf: Shelf, pictures: Callable[[], frozenset[str]]) -> Future[Pictured]:
        """Begin with a submission; `shelf` has what its stages came to before, `pictures` tells which of its own are kept."""
        if self.elsewhere is None:
            return self.pool.submit(mark_one, work, shelf, self)
        self.watch.begun(encodable(work.submission.group))
        return self.elsewhere.begin(work, shelf, self.known & pictures())

    def drop(self) -> None:
        """Wait for nothing."""
        if self.elsewhere is not None:
            self.elsewhere.close()
        self.readers.close()
        if self.place is not None:
            self.place.close()


def mark_one(work: Work, shelf: Shelf, hands: Hands) -> Pictured:
    """One submission, from its files to its marks and the pictures of their places, signed with what was handed in."""
    hands.watch.begun(encodable(work.submission.group))
    made = worked_through(work, shelf, hands)
    return replace(made, result=made.result.model_copy(update={"content_sha256": work.content}))


def worked_through(work: Work, shelf: Shelf, hands: Hands) -> Pictured:
    """The same without its signature."""
    began = time.monotonic()
    assignment, submission, place = hands.assignment, work.submission, hands.place
    rubric, reference = assignment.rubric, assignment.reference
    code = place is not None and has_code(submission)
    sheet, by_hand = Sheet(rubric, assignment.search.wanted), hands.decisions.values(encodable(submission.group))
    recalling = Recalling(hands.readers, shelf, hands.versions, work.content)
    try:
        collected = collect(submission, assignment.search, recalling, recalling.find, code=code)
    except ReaderFault as problem:
        score = unmarked(rubric, reference, "our reader failed on this submission; a person decides")
        return Pictured(unmarkable_of(submission, score, str(problem), seconds=time.monotonic() - began))
    if collected.problem:
        nothing = unmarked(rubric, reference, "nothing could be read")
        score = by_hand_alone(sheet, by_hand, nothing, collected.documents, partial(mark, rubric, reference))
        result = unmarkable_of(submission, score, collected.problem, collected.documents, seconds=time.monotonic() - began)
        result = with_format(result, rubric, submission, collected.documents, assignment.starter)
        return pictured(submission, result, collected.documents, assignment.search.nodes, hands.readers, hands.known)
    tried = place.tried(submission, shelf) if place is not None else Tried()
    printed = reprinted(rubric, reference, collected.documents, tried.runs)
    besides = Besides(known_of(submission, assignment.starter), collected.formulas, tried.findings)
    judged = None
    if recalling.whole and not printed and not by_hand:  # else what is judged is not, or not alone, what was read of these files
        judged = hands.judging.of(shelf, work.content, collected, besides.handed)
        besides = replace(besides, judged=judged.finding)
    marking = partial(mark, rubric, reference, runs=tried.runs, documents=collected.documents, besides=besides)
    score = remarked(sheet, by_hand, {**collected.found, **printed}, collected.documents, marking)
    if judged is not None:
        judged.keep()
    noted = replace(submission, notes=(*submission.notes, *tried.notes))
    result = result_of(noted, score, collected.documents, seconds=time.monotonic() - began)
    result = with_format(result, rubric, submission, collected.documents, assignment.starter)
    return pictured(submission, result, collected.documents, assignment.search.nodes, hands.readers, hands.known)


def failed_on(assignment: Assignment, work: Work, problem: BaseException) -> SubmissionResult:
    """Our own failure on one submission, or the machines': a person decides it, the others are marked, and the next run tries again."""
    if isinstance(problem, MachinesLost):
        score = unmarked(assignment.rubric, assignment.reference, "the machines that had it in hand were lost; a person decides")
        lost = unmarkable_of(work.submission, score, str(problem))
        return lost.model_copy(update={"content_sha256": work.content})
    score = unmarked(assignment.rubric, assignment.reference, "the grader failed on this submission; a person decides")
    said = f"the grader itself failed on this submission ({type(problem).__name__}: {' '.join(str(problem).split())[:200]}); report it"
    result = unmarkable_of(work.submission, score, said)
    return result.model_copy(update={"content_sha256": work.content, "remarks": tuple(traceback.format_exception(problem))[-5:]})
