# ruff: noqa: INP001 - a folder of programs, not a package
"""The floor of `bench.scale`: the jail alone, which is put the very questions that a class's code was put, and nothing besides.

`python -m bench.bare_jail record COURSE SHEET FILE` marks a class and writes down what every job was asked; `python -m bench.bare_jail ask
FILE` opens the same jobs again, one after another, puts the same questions and looks at no answer. It prints the processor seconds that it
took to read the file, which are no part of the floor.
"""

import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from grader.batch import grade
from grader.course import Course
from grader.jail.client import Answered, Jail, JobEnded
from grader.jail.level import Level
from grader.jail.levels import level_here
from grader.jail.limits import LIMITS, JobLimits
from grader.jail.server import Plan
from grader.jailing import Ground
from grader.session import Askable
from grader.wire.decode import decode
from grader.wire.encode import encode
from grader.wire.frames import read_frame
from grader.work import Batch


@dataclass
class Overheard:
    """A job, and what it is asked."""

    job: Askable
    silent: bool
    asked: list[list[Any]] = field(default_factory=list)
    """For each question its message and the seconds that it was given."""

    def ask(self, message: Mapping[str, Any], seconds: float) -> Answered:
        """One question."""
        self.asked.append([dict(message), seconds])
        return self.job.ask(message, seconds)

    def go_on(self, message: Mapping[str, Any]) -> Answered:
        """No function of this sheet calls another one of it."""
        raise NotImplementedError


@dataclass
class Recorder:
    """A jail whose jobs are overheard."""

    plan: Plan
    count: int
    jobs: list[Overheard] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.jail = Jail(self.plan, self.count)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, problem: BaseException | None, where: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End all jobs."""
        self.jail.close()

    @contextmanager
    def job(self, limits: JobLimits = LIMITS, *, silent: bool = False) -> Iterator[Askable]:
        """A job of one's own."""
        with self.jail.job(limits, silent=silent) as job:
            yield self._overheard(job, silent=silent)

    @contextmanager
    def job_alone(self, limits: JobLimits = LIMITS, *, silent: bool = False) -> Iterator[Askable]:
        """The same with nothing beside it."""
        with self.jail.job_alone(limits, silent=silent) as job:
            yield self._overheard(job, silent=silent)

    def _overheard(self, job: Askable, *, silent: bool) -> Overheard:
        self.jobs.append(Overheard(job, silent))
        return self.jobs[-1]


def record(folder: Path, sheet: str, file: Path) -> None:
    """Mark a class and write down what every job was asked."""
    opened: list[Recorder] = []

    def open_jail(plan: Plan, count: int) -> Recorder:
        opened.append(Recorder(plan, count))
        return opened[-1]

    batch = Batch(
        Course(folder).load(sheet), folder / "submissions" / sheet, folder / "recorded", ground=Ground(level_here(), open_jail=open_jail)
    )
    grade(batch)
    last = opened[-1]  # the one before tried the course's own solution
    head = {"level": last.plan.level.value, "warm": list(last.plan.warm)}
    frames = [head, *({"silent": job.silent, "asked": job.asked} for job in last.jobs)]
    file.write_bytes(b"".join(encode([one], whole=True) for one in frames))


def frames_of(file: Path) -> Iterator[Any]:
    """What was written down, one after another."""
    data = file.read_bytes()
    stream = BytesIO(data)
    while stream.tell() < len(data):
        yield from decode(*read_frame(stream.read))


def ask(file: Path) -> float:
    """Put it all once more; how long it took to read what to put."""
    began = time.process_time()
    head, *jobs = frames_of(file)
    read = time.process_time() - began
    with Jail(Plan(Level(head["level"]), tuple(head["warm"]))) as jail:
        for one in jobs:
            with jail.job(silent=one["silent"]) as job, suppress(JobEnded):
                for message, seconds in one["asked"]:
                    job.ask(message, seconds)
    return read


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["record", course, sheet, file]:
            record(Path(course), sheet, Path(file))
        case ["ask", file]:
            sys.stdout.write(f"{ask(Path(file))}\n")
        case _:
            raise SystemExit(__doc__)
