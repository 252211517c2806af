"""The jail of a batch: what it loads, when it starts, and what runs in it for one submission."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from grader.control import Controlled, Tell, control
from grader.fingerprint import fingerprint
from grader.ground import Ground, runs_on
from grader.handed import handed_in, has_code, imported_modules, programs
from grader.jail.server import Plan as ServerPlan
from grader.kept_findings import Findings, decided_by, findings_of, kept_findings
from grader.kept_runs import NOTHING_KEPT, KeptRuns
from grader.other_lines import Around, Group, looked_at, other_runs
from grader.plan import Key, Plan
from grader.readers.ordinary_file import file_bytes
from grader.reporting.isolation import CANNOT
from grader.run import Run
from grader.running import runs_of
from grader.session import Jobs
from grader.shelf import Shelf
from grader.submission import Submission
from grader.suite.run import Suites

WARMED = ("torch", "scipy", "matplotlib")
"""Libraries that are loaded once for all jobs where anybody imports them; numpy always, for values are arrays."""


@dataclass(frozen=True)
class Tried:
    """What came of a submission's code."""

    runs: dict[Key, Run] = field(default_factory=dict)
    """Of lines that compare no function."""
    findings: Findings = field(default_factory=dict)
    """Of those that do."""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Laboratory:
    """Where the code of all submissions of a batch is run."""

    around: Around
    jobs: Jobs | None
    kept: KeptRuns = NOTHING_KEPT
    """With the hash of what all code runs on here."""

    def close(self) -> None:
        """End all that runs; whoever still waits for it is told."""
        if self.jobs is not None:
            self.jobs.close()

    def tried(self, submission: Submission, shelf: Shelf) -> Tried:
        """What came of the code of one submission; what its shelf holds is neither run nor judged again."""
        plan, handed = self.around.plan, handed_in(submission)
        kept = replace(self.kept, shelf=shelf).of(handed.files, self.given)
        others = other_runs(self.around, Group(handed.files, looked_at(submission, plan, file_bytes)), self.jobs, kept)
        found = kept_findings(kept, (self.decided, handed.complete), lambda: findings_of(plan, runs_of(plan, handed, self.jobs, kept)))
        return Tried(others, found, handed.notes)

    def runs(self, submission: Submission) -> dict[Key, Run]:
        """All runs of one submission; nothing of them is kept."""
        plan, handed = self.around.plan, handed_in(submission)
        others = other_runs(self.around, Group(handed.files, looked_at(submission, plan, file_bytes)), self.jobs)
        return {**others, **runs_of(plan, handed, self.jobs)}

    @cached_property
    def given(self) -> str:
        """The hash of what every job is given beside a group's own files."""
        plan = self.around.plan
        return fingerprint(plan.starter, plan.seed, plan.names, plan.asked_files)

    @cached_property
    def decided(self) -> str:
        """The hash of all of the course that decides what functions come to."""
        return decided_by(self.around.plan)


@contextmanager
def laboratory(
    plan: Plan, course: Path, ground: Ground, warmed: Callable[[], tuple[str, ...]], workers: int, hidden: Sequence[Path] = ()
) -> Iterator[Laboratory]:
    """The place for a batch: nothing is started before the first job is asked for, and the control run is over before that begins.

    `warmed` says which libraries are loaded once for all jobs.
    """
    with ExitStack() as stack:
        around = Around(plan, course, stack.enter_context(Suites()))
        plan.work_out()
        if not ground.runs or not plan.runs_code:
            yield Laboratory(around, None, kept=KeptRuns(base=runs_on(ground)))
            return
        away = tuple(map(str, unseen(course, *hidden)))

        def opened(names: tuple[str, ...], count: int) -> AbstractContextManager[Jobs]:
            return ground.open_jail(ServerPlan(ground.level, names, away), count)

        def prove(tell: Tell) -> str:
            if not plan.same:
                return ""
            with opened(libraries_of_ours(plan), 1) as own:
                tell(own)
                fault = control(plan, own)
            return f"{CANNOT}: {fault}" if fault else ""

        jobs = stack.enter_context(Controlled(prove, lambda: opened(warmed(), workers)))
        yield Laboratory(around, jobs, KeptRuns(base=runs_on(ground)))


def libraries_of_ours(plan: Plan) -> tuple[str, ...]:
    """What the fork server of the control run loads: what the reference imports, and not what groups might."""
    wanted = set(imported_modules({f"{plan.reference.name}.py": plan.reference.source}))
    return ("numpy", *(name for name in WARMED if name in wanted))


def libraries(plan: Plan, submissions: Sequence[Submission]) -> tuple[str, ...]:
    """What the fork server loads once: what the sheet or any submission imports."""
    wanted = set(plan.names)
    notebooks = any(line.word == "prints" for _, line in plan.lines)
    for submission in submissions:
        if wanted >= set(WARMED):
            break
        if not has_code(submission):
            continue
        wanted |= set(imported_modules(programs(submission)))
    extra = {"pytest" if line.word == "pytest" else "pycodestyle" if line.word == "style" else "" for _, line in plan.lines} - {""}
    return ("numpy", *(name for name in WARMED if name in wanted), *(["ipython"] if notebooks else []), *sorted(extra))


def unseen(course: Path, *more: Path) -> tuple[Path, ...]:
    """Folders that no job may see, wherever the course lies."""
    return tuple(sorted({path.resolve() for path in (*_of_the_course(course), *more)}))


def _of_the_course(course: Path) -> Iterator[Path]:
    yield from (path for path in (course / name for name in ("reference", "rubrics", "submissions", "starters", "tests")) if path.is_dir())
