"""Marking a folder of submissions: each result is on disk as soon as it is finished, and one bad submission costs nobody else a mark."""

import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path

from grader import __version__
from grader.collect import Reading, collect
from grader.course import Assignment
from grader.errors import ReaderFault
from grader.gradebook import write_gradebook
from grader.intake import find_submissions
from grader.marking import mark, unmarked
from grader.readers.pool import Readers
from grader.recording import in_order, result_of, unmarkable_of
from grader.report import write_pages
from grader.results import Results, State, SubmissionResult, write_results
from grader.score import Visibility
from grader.store import Store
from grader.submission import Submission
from grader.workplace import workplace

ISOLATION = "none"
"""No student code is run by this version, so nothing isolates it."""

Watch = Callable[[SubmissionResult, int, int], None]
"""Told of every finished submission, how many are done, and of how many."""


@dataclass(frozen=True)
class Batch:
    """What to mark and where to write."""

    assignment: Assignment
    folder: Path
    out: Path
    workers: int = 1
    fresh: bool = False
    shown: frozenset[Visibility] = frozenset({Visibility.VISIBLE})


def grade(batch: Batch, watch: Watch) -> Results:
    """Mark every submission in a folder."""
    place = batch.out / batch.assignment.rubric.name
    with workplace(place) as keep, Store.open(place, fresh=batch.fresh) as store:
        submissions = find_submissions(batch.folder, keep)
        finished: dict[str, SubmissionResult] = {}
        for result in marked_all(batch, submissions, store):
            finished[result.group] = result
            watch(result, len(finished), len(submissions))
        store.keep_only([submission.group for submission in submissions])
        results = results_of(batch.assignment, list(finished.values()))
        write_results(place / "results.json", results)
        write_gradebook(place / "gradebook.csv", results)
        write_pages(place, results, batch.shown)
    return results


def results_of(assignment: Assignment, finished: Sequence[SubmissionResult]) -> Results:
    """The results of an assignment, in the order that people count in."""
    rubric = assignment.rubric
    return Results(
        assignment=rubric.name,
        title=rubric.title,
        possible=rubric.possible,
        grader=__version__,
        rubric_sha256=rubric.sha256,
        reference_sha256=assignment.reference.sha256,
        isolation=ISOLATION,
        headings={task.id: task.heading for task in rubric.tasks},
        submissions=in_order(finished),
    )


def marked_all(batch: Batch, submissions: Sequence[Submission], store: Store) -> Iterator[SubmissionResult]:
    """Results as they come; what is stored and unchanged is not read again."""
    base = (__version__, batch.assignment.rubric.sha256, batch.assignment.reference.sha256)
    waiting: list[tuple[Submission, str]] = []
    for submission in submissions:
        key = store.key(submission, base)
        kept = store.kept(submission.group, key)
        if kept is not None:
            yield kept
        else:
            waiting.append((submission, key))
    if not waiting:
        return
    with Readers(max(1, batch.workers)) as readers, ThreadPoolExecutor(max(1, batch.workers)) as pool:
        yield from drained(batch, waiting, readers, pool, store)


def drained(
    batch: Batch, waiting: Sequence[tuple[Submission, str]], readers: Readers, pool: ThreadPoolExecutor, store: Store
) -> Iterator[SubmissionResult]:
    """Submit a few at a time, store each result as it comes."""
    running: dict[Future[SubmissionResult], tuple[Submission, str]] = {}
    rest = iter(waiting)
    try:
        while True:
            while len(running) < 2 * max(1, batch.workers) and (following := next(rest, None)) is not None:
                running[pool.submit(mark_one, batch.assignment, following[0], readers)] = following
            if not running:
                return
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in [one for one in running if one in done]:
                submission, key = running.pop(future)
                problem = future.exception()
                if problem is not None:
                    yield failed_on(batch.assignment, submission, problem)
                    continue
                store.add(submission.group, key, future.result())
                yield future.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        if running:  # stopped in the middle: nobody waits for documents that are still being read
            readers.close()


def mark_one(assignment: Assignment, submission: Submission, readers: Reading) -> SubmissionResult:
    """One submission, from its files to its marks."""
    began = time.monotonic()
    rubric, reference = assignment.rubric, assignment.reference
    try:
        collected = collect(submission, assignment.search, readers)
    except ReaderFault as problem:
        score = unmarked(rubric, reference, "our reader failed on this submission; a person decides")
        return unmarkable_of(submission, score, str(problem), seconds=time.monotonic() - began)
    if collected.problem:
        score = unmarked(rubric, reference, "nothing could be read")
        return unmarkable_of(submission, score, collected.problem, collected.documents, seconds=time.monotonic() - began)
    score = mark(rubric, reference, collected.found)
    return result_of(submission, score, collected.documents, seconds=time.monotonic() - began)


def failed_on(assignment: Assignment, submission: Submission, problem: BaseException) -> SubmissionResult:
    """Our own failure on one submission: a person decides all of it, the others are marked, and the next run tries again."""
    score = unmarked(assignment.rubric, assignment.reference, "the grader failed on this submission; a person decides")
    said = f"the grader itself failed on this submission ({type(problem).__name__}: {' '.join(str(problem).split())[:200]}); report it"
    result = unmarkable_of(submission, score, said)
    return result.model_copy(update={"remarks": tuple(traceback.format_exception(problem))[-5:]})


def any_unmarkable(results: Results) -> bool:
    """Whether at least one submission could not be marked."""
    return any(submission.state is State.UNMARKABLE for submission in results.submissions)
