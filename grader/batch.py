"""Marking a folder of submissions: each result is on disk as soon as it is finished, and one bad submission costs nobody else a mark."""

import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from grader import __version__
from grader.collect import collect
from grader.course import Assignment
from grader.errors import ReaderFault
from grader.fingerprint import fingerprint
from grader.hand_in import decides, known_of, with_format
from grader.handed import has_code
from grader.intake import Setting, TakenIn, take_in
from grader.intake.worksheet import Worksheet
from grader.jail.level import Level
from grader.jailing import Ground, Laboratory, Tried, base_of, ground_of, laboratory, unseen
from grader.later_names import Shown, all_known, pictured_anew
from grader.legible import encodable
from grader.marking import Besides, mark, unmarked
from grader.own_source import what_reads
from grader.picturing import Pictured, keys_of, pictured
from grader.readers.pool import Readers
from grader.recalled import Recalling, Versions
from grader.records.deadline import deadline_of
from grader.records.gradebook import write_gradebook
from grader.records.lateness import charged
from grader.records.recording import attributed, in_order, result_of, roll_of, unmarkable_of
from grader.records.results import Results, State, SubmissionResult, write_results
from grader.records.store import Store
from grader.records.strangers import named, noticed
from grader.records.workplace import workplace
from grader.reporting.report import write_pages
from grader.reprinted import reprinted
from grader.rosters.roster import Roster
from grader.score import Outcome, Visibility
from grader.shelf import Shelf
from grader.submission import Submission

NO_CODE = Ground(Level.NONE)
"""For rubrics that run no code: nothing isolates it, and nothing has to."""
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
    allow_unsafe: bool = False
    """Whether code is run where nothing isolates it."""
    roster: Roster | None = None
    worksheets: tuple[Worksheet, ...] = ()
    """Moodle's, given apart from the submissions."""
    ground: Ground | None = None
    """How strong the jail is; tried out when it is needed, unless a test says so."""


@dataclass(frozen=True)
class Work:
    """A submission that is to be marked."""

    submission: Submission
    key: str
    """The hash of all that its result is worked out from."""
    content: str
    """The hash of what was handed in."""
    shelf: Shelf


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

    def begin(self, work: Work) -> Future[Pictured]:
        """Begin with a submission."""
        return self.pool.submit(mark_one, work, self)

    def drop(self) -> None:
        """Wait for nothing."""
        self.readers.close()
        if self.place is not None:
            self.place.close()


def grade(batch: Batch, watch: Watch) -> Results:
    """Mark every submission in a folder."""
    place = batch.out / batch.assignment.rubric.name
    ground = ground_for(batch)
    with workplace(place) as keep, Store.open(place, fresh=batch.fresh) as store:
        taken = taken_in(batch, keep)
        submissions = taken.submissions
        whose = {encodable(submission.group): submission for submission in submissions}
        finished: dict[str, SubmissionResult] = {}
        for marked in marked_all(batch, submissions, store, ground):
            result = laid_over(marked, whose[marked.group], batch)
            finished[result.group] = result
            watch(result, len(finished), len(submissions))
        store.keep_only([submission.group for submission in submissions])
        roll = noticed(roll_of(taken.attendance), in_order(list(finished.values())))
        results = results_of(batch.assignment, list(finished.values()), ground).model_copy(update={"roll": roll})
        write_results(place / "results.json", results)
        write_gradebook(place / "gradebook.csv", results)
        store.keep_pictures({key for result in results.submissions for key in keys_of(result)})
        write_pages(place, results, batch.shown, store.picture)
    return results


def laid_over(marked: SubmissionResult, submission: Submission, batch: Batch) -> SubmissionResult:
    """A result with who handed in and when, what being late costs, and whose the numbers on the paper are."""
    rubric = batch.assignment.rubric
    zone = None if rubric.due is None else rubric.due.tzinfo
    result = charged(attributed(marked, submission), rubric.late, zone)
    roll = None if batch.roster is None else batch.roster.on(rubric.name)
    result = named(result, submission.listed, roll)
    return result.model_copy(update={"format": (*result.format, *deadline_of(result, rubric.due))})


def taken_in(batch: Batch, keep: Path) -> TakenIn:
    """Every submission of the batch, with what the roster says about who handed in."""
    rubric = batch.assignment.rubric
    return take_in(batch.folder, keep, Setting(rubric.name, rubric.due, rubric.opens, batch.roster, batch.worksheets))


def ground_for(batch: Batch) -> Ground:
    """How strong the jail is here; nothing is tried for a rubric that runs no code."""
    if batch.ground is not None:
        return batch.ground
    return ground_of(unsafe=batch.allow_unsafe) if batch.assignment.plan.runs_code else NO_CODE


def results_of(assignment: Assignment, finished: Sequence[SubmissionResult], ground: Ground = NO_CODE) -> Results:
    """The results of an assignment, in the order that people count in."""
    rubric = assignment.rubric
    return Results(
        assignment=rubric.name,
        title=rubric.title,
        possible=rubric.possible,
        grader=__version__,
        rubric_sha256=rubric.sha256,
        reference_sha256=assignment.reference.sha256,
        isolation=ground.level.value,
        headings={task.id: task.heading for task in rubric.tasks},
        submissions=in_order(finished),
    )


def marked_all(batch: Batch, submissions: Sequence[Submission], store: Store, ground: Ground) -> Iterator[SubmissionResult]:
    """Results as they come; what is stored and unchanged is neither read nor run again."""
    assignment, plan = batch.assignment, batch.assignment.plan
    versions = Versions(what_reads(), fingerprint(assignment.search))
    base: tuple[str, ...] = (__version__, assignment.rubric.sha256, assignment.reference.sha256, versions.reading)
    base += tuple(sorted(digest for _, digest in assignment.search.given))
    if plan.lines or assignment.rubric.hand_in:
        base += base_of(plan, assignment.folder, ground)
    waiting: list[tuple[Submission, str, str]] = []
    late: list[Shown] = []
    for submission in submissions:
        content = store.content(submission)
        key = fingerprint(*base, *decides(assignment.rubric, submission), content)
        kept = store.kept(submission.group, key)
        if kept is None:
            waiting.append((submission, key, content))
        elif all_known(kept, submission):
            yield kept
        else:
            late.append(Shown(submission, key, content, kept))
    if not waiting and not late:
        return
    workers = max(1, batch.workers)
    todo = [submission for submission, _, _ in waiting]
    place = laboratory(plan, assignment.folder, ground, todo, workers, (batch.out,)) if plan.lines and todo else nullcontext()
    away = unseen(assignment.folder, batch.out)
    with place as laboratory_, Readers(workers, hidden=away) as readers, ThreadPoolExecutor(workers) as pool:
        yield from pictured_anew(late, assignment.search, readers, versions, store)
        hands = Hands(assignment, readers, pool, laboratory_, versions, store.pictures())
        yield from drained((Work(*one, store.shelf(one[0].group)) for one in waiting), hands, store, 2 * workers)


def drained(waiting: Iterator[Work], hands: Hands, store: Store, most: int) -> Iterator[SubmissionResult]:
    """Begin with a few at a time, store each result as it comes."""
    running: dict[Future[Pictured], Work] = {}
    try:
        while True:
            while len(running) < most and (following := next(waiting, None)) is not None:
                running[hands.begin(following)] = following
            if not running:
                return
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in [one for one in running if one in done]:
                work = running.pop(future)
                problem = future.exception()
                if problem is not None:
                    yield failed_on(hands.assignment, work.submission, problem)
                    continue
                made = future.result()
                faulty = any(mark.outcome is Outcome.FAULT for mark in made.result.marks)  # a fault of ours is tried again by the next run
                store.add_marked(work.submission.group, None if faulty else (work.key, made.result), work.shelf, made.pictures)
                yield made.result
    finally:
        hands.pool.shutdown(wait=False, cancel_futures=True)
        if running:  # stopped in the middle: nobody waits for documents that are still being read, or for code that still runs
            hands.drop()


def mark_one(work: Work, hands: Hands) -> Pictured:
    """One submission, from its files to its marks and the pictures of their places."""
    began = time.monotonic()
    assignment, submission, place = hands.assignment, work.submission, hands.place
    rubric, reference = assignment.rubric, assignment.reference
    code = place is not None and has_code(submission)
    recalling = Recalling(hands.readers, work.shelf, hands.versions, work.content)
    try:
        collected = collect(submission, assignment.search, recalling, recalling.find, code=code)
    except ReaderFault as problem:
        score = unmarked(rubric, reference, "our reader failed on this submission; a person decides")
        return Pictured(unmarkable_of(submission, score, str(problem), seconds=time.monotonic() - began))
    if collected.problem:
        score = unmarked(rubric, reference, "nothing could be read")
        result = unmarkable_of(submission, score, collected.problem, collected.documents, seconds=time.monotonic() - began)
        result = with_format(result, rubric, submission, collected.documents, assignment.starter)
        return pictured(submission, result, collected.documents, assignment.search.nodes, hands.readers, hands.known)
    tried = place.tried(submission, work.shelf) if place is not None else Tried()
    found = {**collected.found, **reprinted(rubric, reference, collected.documents, tried.runs)}
    besides = Besides(known_of(submission, assignment.starter), collected.formulas)
    score = mark(rubric, reference, found, tried.runs, collected.documents, besides)
    noted = replace(submission, notes=(*submission.notes, *tried.notes))
    result = result_of(noted, score, collected.documents, seconds=time.monotonic() - began)
    result = with_format(result, rubric, submission, collected.documents, assignment.starter)
    return pictured(submission, result, collected.documents, assignment.search.nodes, hands.readers, hands.known)


def failed_on(assignment: Assignment, submission: Submission, problem: BaseException) -> SubmissionResult:
    """Our own failure on one submission: a person decides all of it, the others are marked, and the next run tries again."""
    score = unmarked(assignment.rubric, assignment.reference, "the grader failed on this submission; a person decides")
    said = f"the grader itself failed on this submission ({type(problem).__name__}: {' '.join(str(problem).split())[:200]}); report it"
    result = unmarkable_of(submission, score, said)
    return result.model_copy(update={"remarks": tuple(traceback.format_exception(problem))[-5:]})


def any_unmarkable(results: Results) -> bool:
    """Whether at least one submission could not be marked."""
    return any(submission.state is State.UNMARKABLE for submission in results.submissions)
