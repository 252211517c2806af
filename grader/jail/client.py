"""Student code run in jobs, a few side by side, so that none of them can cost more than itself."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from grader.errors import JailFault
from grader.jail.ended import Answered, JobEnded
from grader.jail.job import Job
from grader.jail.limits import LIMITS, JobLimits
from grader.jail.server import ForkServer, Plan
from grader.turns import Turns

__all__ = ["Answered", "Jail", "Job", "JobEnded"]

TRIES = 2
"""So often a new fork server is started for a job."""


class Jail:
    """A fork server and the jobs that it forks; started when it is needed, gone when the `with` block ends; any thread may ask."""

    def __init__(self, plan: Plan, count: int = 1) -> None:
        self.plan = plan
        self._lock, self._turns = threading.Lock(), Turns(count)
        self._server: ForkServer | None = None
        self._jobs: set[Job] = set()
        self._closed = False
        self.started = 0
        """How many fork servers were started: more than one tells of a lost one."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, problem: BaseException | None, where: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the fork server and every job."""
        with self._lock:
            self._closed = True
            server, self._server = self._server, None
        if server is not None:
            server.close()

    @contextmanager
    def job(self, limits: JobLimits = LIMITS, *, silent: bool = False) -> Iterator[Job]:
        """A job of one's own, when it is one's turn; `silent` throws away what it prints."""
        with self._turns.one(), self._forked(limits, silent=silent) as job:
            yield job

    @contextmanager
    def job_alone(self, limits: JobLimits = LIMITS, *, silent: bool = False) -> Iterator[Job]:
        """A job with nothing of ours running beside it."""
        with self._turns.every(), self._forked(limits, silent=silent) as job:
            yield job

    @contextmanager
    def _forked(self, limits: JobLimits, *, silent: bool) -> Iterator[Job]:
        job = self.begin(limits, silent=silent)
        try:
            yield job
        finally:
            job.close()

    def begin(self, limits: JobLimits, *, silent: bool) -> Job:
        """A job of the fork server, or of a new one where that was lost; whoever begins it keeps the turns, and closes it."""
        for attempt in range(TRIES):
            server = self._running()
            try:
                return Job(server, server.fork(limits, silent=silent), limits)
            except JailFault:
                self._lost(server)
                if attempt + 1 == TRIES:
                    raise
        raise JailFault("no job could be started")

    def _running(self) -> ForkServer:
        """The fork server, started when it is first needed."""
        with self._lock:
            if self._closed:
                raise JailFault("the jail was closed before this code was run")
            if self._server is not None and not self._server.alive:
                self._server.close()
                self._server = None
            if self._server is None:
                self._server = ForkServer(self.plan)
                self.started += 1
            return self._server

    def _lost(self, server: ForkServer) -> None:
        """Give up a fork server that failed."""
        with self._lock:
            if self._server is server:
                self._server = None
        server.close()
