"""One document in the jail, as the grader sees it: a job of its own, forked from a server that never met a document, and gone after it."""

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path

from grader.errors import JailFault
from grader.jail.client import Jail
from grader.jail.ended import JobEnded
from grader.jail.job import Job
from grader.jail.level import Level
from grader.jail.limits import JobLimits
from grader.jail.server import Plan
from grader.readers.frames import FrameProblem, receive
from grader.readers.limits import ReadingLimits
from grader.readers.losses import ChildLost, Loss
from grader.readers.requests import Reply, Request, understood
from grader.readers.wire import MAX_BYTES
from grader.run import Ending, Reason

_FOLDER, _ENTRIES = 1 << 16, 16
"""A job needs a place to stand; it writes nothing there."""
_ASLEEP = 15.0
_LOSSES = {
    (Ending.OUT_OF_TIME, Reason.NONE): Loss.OUT_OF_TIME,
    (Ending.OUT_OF_TIME, Reason.WAITED): Loss.ASLEEP,
    (Ending.NO_RESULT, Reason.PROTOCOL): Loss.GARBLED,
    (Ending.FAULT, Reason.NONE): Loss.KILLED,
}
"""How a job ended, as a loss of a child; whatever else it was, the document made the reader crash."""


def jail(level: Level, limits: ReadingLimits, hidden: Sequence[Path], *, pictures: bool, reader: str = "") -> Jail:
    """A fork server for reading within these limits; nothing below the hidden folders is seen by any job."""
    told = json.dumps({"limits": asdict(limits), "pictures": pictures, "reader": reader})
    return Jail(Plan(level, hidden=tuple(str(path) for path in hidden), work="documents", told=told))


class JailedChild:
    """A job for one document."""

    worn_out = True
    """What a document did to its job is over with it."""

    def __init__(self, server: Jail, limits: ReadingLimits) -> None:
        self._limits, self._allowed = limits, limits.seconds
        try:
            self._job: Job = server.begin(job_limits(limits), silent=True)
        except JailFault as problem:
            raise ChildLost(Loss.NOT_STARTED, detail=str(problem)) from None

    def ask(self, request: Request) -> Reply:
        """What came of it; Unreadable by the job's own words, ChildLost where it gave no answer."""
        try:
            return self._job.exchange(request.framed(), partial(self._understood, request=request), self._allowed)
        except JobEnded as ended:  # a busy machine looks late: what was allowed is what the file took more than
            loss, took = _LOSSES.get((ended.ending, ended.reason), Loss.CRASHED), min(ended.cpu, self._allowed)
            raise ChildLost(loss, took, ended.says) from None

    def _understood(self, exactly: Callable[[int], bytes], request: Request) -> Reply:
        """The frames that come back: perhaps how many pages there are, then the answer."""
        header, body = receive(exactly, MAX_BYTES)
        if header.get("is") == "opened":
            pages = header.get("pages", "")
            if not (pages.isascii() and pages.isdigit() and len(pages) < 10):
                raise FrameProblem("a number of pages is none")
            self._allowed = self._limits.seconds_with(int(pages))
            self._job.allow(self._allowed)
            header, body = receive(exactly, MAX_BYTES)
        return understood(header, body, request)

    def kill(self) -> None:
        """End the job; who waits for its answer will notice."""
        self._job.kill()

    def dismiss(self) -> None:
        """End the job and give back all that it took."""
        self._job.close()


def job_limits(limits: ReadingLimits) -> JobLimits:
    """The same limits in the words of the jail."""
    return JobLimits(
        load_seconds=limits.seconds,
        question_seconds=limits.seconds,
        lifetime=math.ceil(limits.seconds_at_most) + 1,
        asleep=min(_ASLEEP, limits.wall),
        asleep_in_all=min(_ASLEEP, limits.wall),
        wall=limits.wall,
        memory=limits.memory,
        file_size=0,
        folder_size=_FOLDER,
        folder_entries=_ENTRIES,
        threads=0,
    )
