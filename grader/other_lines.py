"""What becomes of the lines that compare no function: files that are looked at, style, notebooks run again, tests of the course."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePosixPath

from grader import beside
from grader.bench import Bench
from grader.checks.line import Line
from grader.checks.present import Present
from grader.course_files import course_file, hash_of_course_file, inside_name
from grader.errors import JailFault, Unreadable
from grader.jail.ended import JobEnded
from grader.kept_runs import NOTHING_KEPT, KeptRuns
from grader.notebooks import notes_of_cells, rerun
from grader.plan import Key, Plan
from grader.run import Ending, Question, Reason, Reply, Run
from grader.running import NO_ISOLATION
from grader.session import Askable, Jobs, Material, Session, for_sale, load_may_be_to_blame, opened, reply_of
from grader.style_findings import fits
from grader.submission import Submission
from grader.suite.run import Suites

OUTCOMES = ("passed", "failed", "error", "skipped")
LARGEST = 20_000_000
"""Bytes of a file that is looked at."""
NO_TEXT = b"\0"
"""Stands for a file of which nothing but its name is known."""


@dataclass(frozen=True)
class Around:
    """What a run of a whole folder of submissions holds for these lines."""

    plan: Plan
    course: Path
    suites: Suites
    _hashes: dict[str, str] = field(default_factory=dict, repr=False, compare=False)
    """Of the course's files, worked out once for all submissions."""

    def file(self, name: str) -> Path | None:
        """A file of the course that a rubric names."""
        return course_file(self.course, self.plan.rubric, name)

    def decides(self, line: Line) -> tuple[object, ...]:
        """The course's files that a line names, with all that they may read; such tests may ask the reference, too."""
        named = line.course_files()
        for name in named:
            if name not in self._hashes:
                self._hashes[name] = hash_of_course_file(self.course, self.plan.rubric, name)
        return ([self._hashes[name] for name in named], self.plan.reference.sha256 if named else "")


@dataclass(frozen=True)
class Group:
    """What one group handed in."""

    code: Mapping[str, bytes] = field(repr=False)
    """What a job is given."""
    looked_at: Mapping[str, bytes] = field(repr=False)
    """What lines such as `present: feedback.md` name."""


Told = list[tuple[Question, tuple[Reply, ...]]]
"""What was asked of a group so far, with what came of it."""


def other_runs(around: Around, group: Group, jobs: Jobs | None, kept: KeptRuns = NOTHING_KEPT) -> dict[Key, Run]:
    """The runs of all lines but those that compare functions; `jobs` is None where nothing isolates student code."""
    told: Told = []
    kept = kept.of(group.looked_at)
    lines = ((key, line) for key, line in around.plan.lines if line.questions(tuple(group.code)))
    return {key: _run(line, around, group, jobs, told, kept.of(*around.decides(line))) for key, line in lines}


def _run(line: Line, around: Around, group: Group, jobs: Jobs | None, told: Told, kept: KeptRuns) -> Run:
    """One line: the replies to its questions, one after another; a notebook is run once for all lines that ask for the same."""
    replies: list[Reply] = []
    for question in line.questions(tuple(group.code)):
        before = next((found for asked, found in told if asked == question), None)
        if before is None:
            before = kept.kept((question,), partial(_answers, question, around, group, jobs))
            told.append((question, before))
        replies += before
    file = next((str(one.fields["file"]) for one in line.questions(tuple(group.code)) if one.do == "cells"), "")
    notes = tuple(notes_of_cells(replies)) if file else ()
    return Run(tuple(replies), file=file, notes=notes, suspicious=any(for_sale(reply) for reply in replies))


def _answers(question: Question, around: Around, group: Group, jobs: Jobs | None) -> tuple[Reply, ...]:
    """The replies to one question; a jail that fails is one as well."""
    try:
        return answers(question, around, group, jobs)
    except JailFault as problem:
        return (Reply(Ending.FAULT, says=str(problem)),)


def answers(question: Question, around: Around, group: Group, jobs: Jobs | None) -> tuple[Reply, ...]:
    """The replies to one question, from the trusted side or from jobs."""
    material = Material(group.code, around.plan.starter, around.plan.seed, around.plan.names, around.plan.asked_files)
    if question.do in beside.WORDS:
        here = beside.Beside(
            files=group.looked_at if question.do == "look" else group.code,
            starter=around.plan.starter,
            course_file=around.file,
            open_job=None if jobs is None else lambda: begun(jobs.job(), material),
            open_alone=None if jobs is None else lambda: begun(jobs.job_alone(), material),
            suites=around.suites,
            judge=lambda message: reply_of(message, around.plan.names),
        )
        return beside.answered(question, here)
    if jobs is None:
        return (Reply(Ending.NOT_RUN, reason=Reason.NO_ISOLATION, says=NO_ISOLATION),)
    with Bench(jobs, material) as bench:
        return in_jobs(question, around, bench)


def in_jobs(question: Question, around: Around, bench: Bench) -> tuple[Reply, ...]:
    """What only jobs can answer."""
    if question.do == "cells":
        return rerun(bench, question)
    name = inside_name(around.course, around.plan.rubric, str(question.fields["file"])) or question.fields["file"]
    message = {"do": question.do, **question.fields, "file": name}
    reply = _put(bench, message, question.seconds, alone=False)
    if load_may_be_to_blame(reply):
        reply = replace(_put(bench, message, 2 * question.seconds, alone=True), first=reply)
    return each_test(reply, around.plan.names)


def each_test(reply: Reply, names: frozenset[str]) -> tuple[Reply, ...]:
    """Tests that ran wholly inside, one by one: every part of what is told of them may be forged, and is looked at."""
    if reply.ending is not Ending.FINISHED:
        return (reply,)
    found = [_test(row, names) for row in reply.value] if type(reply.value) is list else []
    if not found or None in found:
        return (replace(reply, ending=Ending.NO_RESULT, value=None, reason=Reason.PROTOCOL, says="what came back is no answer"),)
    return tuple(one for one in found if one is not None)


def _test(row: object, names: frozenset[str]) -> Reply | None:
    """One test as the trusted side would tell it; None where it is none."""
    if not isinstance(row, list | tuple) or [type(part) for part in row] != [str] * 5 or row[1] not in OUTCOMES:
        return None
    name, outcome, message, kind, hint = row
    failed = outcome in ("failed", "error")
    seen = reply_of({"is": "raised", "type": kind, "message": message, "hint": hint}, names) if failed and kind else Reply(Ending.FINISHED)
    return replace(seen, value={"test": name[:200], "says": "", "outcome": "failed" if failed else outcome, "message": message[:4000]})


def _put(bench: Bench, message: Mapping[str, object], seconds: float, *, alone: bool) -> Reply:
    with bench.fresh(alone=alone) as session:
        return session.put(message, seconds) if isinstance(session, Session) else session


@contextmanager
def begun(job: AbstractContextManager[Askable], material: Material) -> Iterator[Askable]:
    """A job that has its files."""
    with opened(job, material) as session:
        if isinstance(session, Reply):
            raise JobEnded(session.ending, session.reason, session.says)
        yield session.job


def looked_at(submission: Submission, plan: Plan, read: Callable[[Path, str, int], bytes]) -> dict[str, bytes]:
    """The files that `present:` lines name, as bytes."""
    wanted = [line.present for _, line in plan.rubric.lines if isinstance(line, Present) and line.kind == "file"]
    return files_named(submission, wanted, read)


def files_named(submission: Submission, patterns: Sequence[str], read: Callable[[Path, str, int], bytes]) -> dict[str, bytes]:
    """The files that patterns name, as bytes; of one that is too large it is only known that it is there."""
    found: dict[str, bytes] = {}
    for file in submission.files:
        name = PurePosixPath(file.name).as_posix()
        if any(fits(name, one) for one in patterns):
            try:
                found[name] = read(file.path, file.name, LARGEST)
            except Unreadable:
                found[name] = NO_TEXT
    return found
