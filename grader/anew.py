"""The hands for what has to be marked anew, and the results that need other pictures only."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from functools import partial

from grader.fingerprint import fingerprint
from grader.hands import Hands
from grader.jailing import laboratory, libraries, unseen
from grader.later_names import pictured_anew
from grader.laying_over import Laying
from grader.means import Means
from grader.parcels import course_parcel
from grader.readers.pool import Readers
from grader.recalled import Recalling
from grader.records.results import SubmissionResult, submission_text
from grader.records.store import Ended, Store
from grader.reporting.brief import Brief
from grader.shelf import Shelf
from grader.station import Order
from grader.work import Batch, Versions, Work


@contextmanager
def hands_for(batch: Batch, waiting: Sequence[Work], means: Means, known: frozenset[str]) -> Iterator[Hands]:
    """What a batch works with, for as long as it works; `known` are the keys of pictures that are kept already."""
    assignment, workers = batch.assignment, max(1, batch.workers)
    plan, todo = assignment.plan, [work.submission for work in waiting]
    warmed, elsewhere = partial(libraries, plan, todo), means.elsewhere
    here = plan.lines and todo and elsewhere is None
    place = laboratory(plan, assignment.folder, means.ground, warmed, workers, (batch.out,)) if here else nullcontext()
    away = unseen(assignment.folder, batch.out)
    with place as laboratory_, Readers(workers, hidden=away) as readers, ThreadPoolExecutor(workers) as pool:
        if elsewhere is not None and todo:
            elsewhere.order(Order(course_parcel(assignment), batch.allow_unsafe, warmed() if plan.runs_code else (), batch.decisions))
        versions = Versions(means.reading, fingerprint(assignment.search))
        used = assignment, readers, pool, laboratory_, versions
        yield Hands(*used, known, 2 * workers, batch.decisions, means.watch, elsewhere)


def pictured_again(
    late: Sequence[tuple[Work, SubmissionResult]], hands: Hands, store: Store, laying: Laying
) -> Iterator[tuple[str, Brief]]:
    """The results that were pictured before all of their people were known, with other pictures."""
    for work, result in late:
        submission, shelf = work.submission, store.shelf(work.submission.group)
        recalling = Recalling(hands.readers, shelf, hands.versions, work.content)
        made = pictured_anew(submission, result, hands.assignment.search, recalling, hands.readers, hands.known)
        brief, final = laying.final(made.result, submission, work.final)
        store.add_ended([Ended(submission.group, (work.key, submission_text(made.result)), Shelf(), made.pictures, final)])
        yield submission.group, brief
