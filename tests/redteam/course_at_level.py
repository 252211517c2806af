"""Grading a course at a level that is wished for, with clocks that suit a test."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import grader.session
from grader.batch import grade
from grader.course import Course
from grader.ground import Ground
from grader.jail.client import Jail
from grader.jail.job import Job
from grader.jail.level import Level
from grader.jail.limits import LIMITS, JobLimits
from grader.work import Batch

QUICK = replace(LIMITS, load_seconds=1.0, asleep=1.0, wall=4.0)


class QuickJail(Jail):
    """A jail whose jobs are not waited for so long."""

    @contextmanager
    def job(self, limits: JobLimits = QUICK, *, silent: bool = False) -> Iterator[Job]:  # noqa: ARG002 - as a jail is asked
        with super().job(QUICK, silent=silent) as job:
            yield job

    @contextmanager
    def job_alone(self, limits: JobLimits = QUICK, *, silent: bool = False) -> Iterator[Job]:  # noqa: ARG002 - the same
        with super().job_alone(QUICK, silent=silent) as job:
            yield job


def grade_course(course: Path, level: str) -> str:
    """Grade the course's one sheet; gives the level that the results tell."""
    grader.session.LIMITS = QUICK
    assignment = Course(course).load("tiny")
    ground = Ground(Level(level), open_jail=QuickJail)
    batch = Batch(assignment, course / "submissions/tiny", course / "results", workers=2, ground=ground)
    return grade(batch).head.isolation
