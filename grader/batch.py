"""Marking a folder of submissions: each result is on disk as soon as it is finished, and one bad submission costs nobody else a mark."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from grader import __version__
from grader.course import Assignment
from grader.decisions.astray import astray
from grader.decisions.decisions_file import read_decisions
from grader.filenames import natural
from grader.ground import NO_CODE, Ground, ground_of
from grader.intake import Setting, TakenIn, take_in
from grader.keys import Keys
from grader.legible import encodable
from grader.means import Means
from grader.own_source import what_reads
from grader.publication import publication
from grader.publish import publish
from grader.records.finals import Final
from grader.records.recording import roll_of
from grader.records.results import Results, SubmissionResult
from grader.records.store import Store, encoded
from grader.records.store_faults import DamagedStore
from grader.records.strangers import noticed
from grader.records.workplace import workplace
from grader.reporting.brief import Brief, kept_brief
from grader.submission import Submission
from grader.watch import Watch
from grader.work import Batch, Work

AT_ONCE = 200
"""Results that are laid over and kept together."""


@dataclass(frozen=True)
class Graded:
    """What a batch came to; all of it stands in results.json."""

    head: Results
    """All of the results but the submissions."""
    briefs: tuple[Brief, ...]
    """The submissions in the order that people count in."""

    @property
    def any_unmarkable(self) -> bool:
        """Whether at least one submission could not be marked."""
        return any(one.unmarkable for one in self.briefs)


def grade(batch: Batch, watch: Watch = Watch()) -> Graded:  # noqa: B008 - frozen
    """Mark every submission in a folder; a store that turns out to be damaged is begun anew."""
    try:
        return _graded(batch, watch)
    except DamagedStore:
        return _graded(replace(batch, fresh=True), watch)


def _graded(batch: Batch, watch: Watch) -> Graded:
    """Mark every submission in a folder, as far as the store lets."""
    place = batch.out / batch.assignment.rubric.name
    batch = replace(batch, decisions=read_decisions(place, batch.assignment.rubric.name))
    with workplace(place) as keep, Store.open(place, fresh=batch.fresh) as store, means_of(batch, watch) as means:
        taken = taken_in(batch, keep)
        briefs: dict[str, Brief] = {}
        for group, brief in marked_all(batch, taken.submissions, store, means):
            briefs[group] = brief
            watch.ended(brief, len(briefs), len(taken.submissions))
        store.keep_only([submission.group for submission in taken.submissions])
        briefs = dict(sorted(briefs.items(), key=lambda one: natural(one[1].group)))
        roll = noticed(roll_of(taken.attendance), ((one.group, one.private) for one in briefs.values()))
        groups = {group: brief.group for group, brief in briefs.items()}
        strays = astray(batch.decisions, groups.values(), batch.assignment.rubric)
        head = head_of(batch.assignment, means.ground).model_copy(update={"roll": roll, "astray": strays})
        publish(publication(place, head, groups, batch.shown), store, columns(batch.assignment))
    return Graded(head, tuple(briefs.values()))


def taken_in(batch: Batch, keep: Path) -> TakenIn:
    """Every submission of the batch, with what the roster says about who handed in."""
    rubric = batch.assignment.rubric
    return take_in(batch.folder, keep, Setting(rubric.name, rubric.due, rubric.opens, batch.roster, batch.worksheets))


@contextmanager
def means_of(batch: Batch, watch: Watch) -> Iterator[Means]:
    """The means of this machine, or of a cluster's workers."""
    if not batch.cluster:
        yield Means(ground_for(batch), what_reads(), watch)
        return
    from grader.cluster import cluster

    with cluster(batch.cluster, batch.workers, unsafe=batch.allow_unsafe) as found:
        ground = found.ground if batch.assignment.plan.runs_code else NO_CODE
        yield Means(ground, found.reads, watch, found)


def ground_for(batch: Batch) -> Ground:
    """How strong the jail is here; nothing is tried for a rubric that runs no code."""
    if batch.ground is not None:
        return batch.ground
    return ground_of(unsafe=batch.allow_unsafe) if batch.assignment.plan.runs_code else NO_CODE


def head_of(assignment: Assignment, ground: Ground = NO_CODE) -> Results:
    """The results of an assignment without the submissions."""
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
    )


def columns(assignment: Assignment) -> tuple[str, ...]:
    """The tasks with lines: the columns of the gradebook."""
    return tuple(dict.fromkeys(encodable(task.id) for task, _ in assignment.rubric.lines))


def marked_all(batch: Batch, submissions: Sequence[Submission], store: Store, means: Means) -> Iterator[tuple[str, Brief]]:
    """Each group with what its result says in brief, as they come and are kept; what is unchanged is neither read nor run again."""
    assignment = batch.assignment
    keys, done = Keys(assignment, means, batch.roster, batch.decisions), store.finals.briefs()
    changed: list[Work] = []
    for submission in submissions:
        content = store.content(submission)
        key = keys.marks(submission, content)
        work = Work(submission, key, content, keys.final(submission, key))
        final, said = done.get(encoded(submission.group), ("", ""))
        if final == work.final and (brief := kept_brief(said)) is not None:
            yield submission.group, brief
        else:
            changed.append(work)
    if changed:
        yield from _again(batch, changed, store, means)


def _again(batch: Batch, changed: Sequence[Work], store: Store, means: Means) -> Iterator[tuple[str, Brief]]:
    """What changed: its marks as they are kept, where only what is laid over them is another; else marked anew."""
    from grader.laying_over import Laying, all_known

    laying = Laying(batch.assignment.rubric, batch.roster, batch.decisions)
    waiting: list[Work] = []
    late: list[tuple[Work, SubmissionResult]] = []
    for start in range(0, len(changed), AT_ONCE):
        laid: list[tuple[Work, Brief, Final]] = []
        for work in changed[start : start + AT_ONCE]:
            result = store.kept(work.submission.group, work.key)
            if result is None:
                waiting.append(work)
            elif all_known(result, work.submission):
                laid.append((work, *laying.final(result, work.submission, work.final)))
            else:
                late.append((work, result))
        store.add_finals({work.submission.group: final for work, _, final in laid})
        yield from ((work.submission.group, brief) for work, brief, _ in laid)
    if waiting or late:
        from grader.anew import hands_for, pictured_again
        from grader.draining import drained

        with hands_for(batch, waiting, means, store.pictures()) as hands:
            yield from pictured_again(late, hands, store, laying)
            yield from drained(waiting, hands, store, laying)
