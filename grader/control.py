"""The course's own solution as a submission, before any group's: where it fails, the machine is to blame and nobody is judged."""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from types import TracebackType
from typing import Self

from grader.bench import Bench
from grader.checks.replies import judged
from grader.checks.same import Same
from grader.errors import JailFault
from grader.handed import NOTHING
from grader.jail.limits import LIMITS, JobLimits
from grader.plan import Key, Plan
from grader.questions import Questions
from grader.run import Ending, Reply
from grader.session import Askable, Jobs, Material, Session
from grader.targets import Target

FILE = "solution.py"
TRIES = 2
"""So often it is tried: what else ran on this machine may have been to blame."""
STOPPED = "it was stopped"
Tell = Callable[[Jobs], None]
"""Told of the jobs of a control run, which somebody may want to end."""


class Controlled:
    """Jobs of a jail that is opened when the first is asked for, and once the course's own solution was tried; any thread may ask."""

    def __init__(self, prove: Callable[[Tell], str], open_jail: Callable[[], AbstractContextManager[Jobs]]) -> None:
        self._prove, self._open = prove, open_jail
        self._door, self._held = threading.Lock(), ExitStack()
        self._jobs: Jobs | None = None
        self._busy: Jobs | None = None
        """What works at the moment: the jobs above, or those of the control run."""
        self._fault, self._stopped = "", False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, problem: BaseException | None, where: TracebackType | None) -> None:
        self._held.close()

    def job(self, limits: JobLimits = LIMITS, *, silent: bool = False) -> AbstractContextManager[Askable]:
        """A job of one's own; JailFault where nobody's code is judged here."""
        return self._opened().job(limits, silent=silent)

    def job_alone(self, limits: JobLimits = LIMITS, *, silent: bool = False) -> AbstractContextManager[Askable]:
        """A job with nothing of ours running beside it; JailFault as above."""
        return self._opened().job_alone(limits, silent=silent)

    def close(self) -> None:
        """End all jobs; whoever still waits for one is told."""
        self._stopped = True
        if self._busy is not None:
            self._busy.close()

    def _works(self, jobs: Jobs) -> None:
        """Named before it is asked whether all is stopped, so that whoever stops it sees these jobs or is seen here."""
        self._busy = jobs
        if self._stopped:
            raise JailFault(STOPPED)

    def _opened(self) -> Jobs:
        with self._door:
            if self._jobs is None and not self._fault:
                self._fault = self._tried()
                if not self._fault:
                    jobs = self._held.enter_context(self._open())
                    self._works(jobs)
                    self._jobs = jobs
        if self._jobs is None:
            raise JailFault(self._fault)
        return self._jobs

    def _tried(self) -> str:
        """What the last try of the course's own solution came to; one that was stopped is not tried again."""
        fault = ""
        for _ in range(TRIES):
            if self._stopped:
                raise JailFault(STOPPED)
            if not (fault := self._prove(self._works)):
                break
        return fault


def control(plan: Plan, jobs: Jobs) -> str:
    """Why this machine cannot run the course's own solution, or nothing; `jobs` must never serve a group."""
    material = Material({FILE: plan.reference.source}, NOTHING, plan.seed, plan.names)
    try:
        with Bench(jobs, material) as bench:
            return next(filter(None, (_tried(plan, key, line, bench.session()) for key, line in _once_each(plan))), "")
    except JailFault as problem:
        return str(problem)


def _once_each(plan: Plan) -> list[tuple[Key, Same]]:
    """The lines, each function once."""
    first: dict[str, tuple[Key, Same]] = {}
    for key, line in plan.same:
        if not isinstance(line, Same):  # a predicate has no solution to try
            continue
        first.setdefault(line.same, (key, line))
    return list(first.values())


def _tried(plan: Plan, key: Key, line: Same, session: Session | Reply) -> str:
    """What went wrong with one function; one input is enough to see that the machine works."""
    asked = plan.asked(key, line)
    plain = line.model_copy(update={"through": None})
    one = asked.inputs[0]
    reply = Questions(plain, Target(FILE, line.same, (line.same,)), asked).put(session, one, times=2.0)
    if reply.ending is not Ending.FINISHED:
        return f"`{line.same}`: {reply.says or reply.reason.value or reply.ending.value}"
    found = judged(reply, one, line.rules)
    if found.right or (reply.value is None and one.expected is None):
        return ""
    return f"`{line.same}` gives another value there: {found.agreement.says if found.agreement is not None else reply.reason.value}"
