"""A place on another machine where the submissions of one batch are marked: readers and a jail of its own, in a folder of its own."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock, Timer

from grader.decisions.decision import Decisions
from grader.fingerprint import fingerprint
from grader.ground import Ground, runs_on
from grader.hands import Hands, mark_one
from grader.jailing import laboratory, unseen
from grader.own_source import what_reads
from grader.parcels import CourseParcel, MarkedParcel, SubmissionParcel, marked_parcel, unpacked_course, unpacked_submission
from grader.readers.pool import Readers
from grader.work import Versions

IDLE = 120.0
"""Seconds without a submission after which a station ends what it began."""


@dataclass(frozen=True)
class Machine:
    """What a machine has that decides marks: two that are not alike must not mark one batch."""

    level: str
    runs: str
    """The hash of what code runs on."""
    reads: str
    """The hash of what documents are read with."""


@dataclass(frozen=True)
class Order:
    """What a station is opened for."""

    course: CourseParcel
    unsafe: bool
    libraries: tuple[str, ...]
    """What the fork server loads once."""
    decisions: Decisions


def machine(ground: Ground) -> Machine:
    """What the machine is like on which we are."""
    return Machine(ground.level.value, runs_on(ground), what_reads())


class Station:
    """Opened with the first submission, so that nothing is started for those who get none.

    Asked for nothing for a while it ends all that runs and keeps no file, for whoever ordered it may be gone without a word; asked again,
    it opens again.
    """

    def __init__(self, order: Order, ground: Ground, threads: int, place: Path) -> None:
        self._order, self._ground, self._threads, self._place = order, ground, threads, place
        self._open = ExitStack()
        self._lock = Lock()
        self._hands: Hands | None = None
        self._folder = place
        self._closed = False
        self._in_hand, self._last = 0, time.monotonic()

    def mark(self, parcel: SubmissionParcel) -> MarkedParcel:
        """Mark a submission."""
        hands = self._taken()
        try:
            with TemporaryDirectory(dir=self._folder) as folder:
                work, shelf = unpacked_submission(parcel, Path(folder))
                own = Hands(hands.assignment, hands.readers, hands.pool, hands.place, hands.versions, parcel.known, 1, hands.decisions)
                return marked_parcel(mark_one(work, shelf, own), shelf)
        finally:
            with self._lock:
                self._in_hand, self._last = self._in_hand - 1, time.monotonic()

    def close(self) -> None:
        """End all that runs, and leave nothing."""
        with self._lock:
            self._closed = True
            self._end()

    def _end(self) -> None:
        hands, self._hands = self._hands, None
        if hands is not None:
            hands.drop()
        self._open.close()

    def _taken(self) -> Hands:
        with self._lock:
            if self._closed:  # what was on its way when the batch ended opens nothing that nobody would close
                raise RuntimeError("the batch has ended")
            if self._hands is None:
                self._hands = self._begun()
                self._look_again(IDLE)
            self._in_hand += 1
            return self._hands

    def _look_again(self, seconds: float) -> None:
        timer = Timer(seconds, self._look)
        timer.daemon = True  # a worker that ends waits for no station
        timer.start()

    def _look(self) -> None:
        """End what has not been asked for long enough."""
        with self._lock:
            if self._hands is None:
                return
            rest = IDLE if self._in_hand else IDLE - (time.monotonic() - self._last)
            if rest <= 0:
                self._end()
            else:
                self._look_again(rest)

    def _begun(self) -> Hands:
        order, ground, threads = self._order, self._ground, self._threads
        self._folder = Path(self._open.enter_context(TemporaryDirectory(prefix="grader-", dir=self._place)))
        course = self._folder / "course"
        assignment = unpacked_course(order.course, course)
        plan = assignment.plan
        away = unseen(course, self._folder)
        place = None
        if plan.lines:
            place = self._open.enter_context(laboratory(plan, course, ground, lambda: order.libraries, threads, (self._folder,)))
        readers = self._open.enter_context(Readers(threads, hidden=away))
        versions = Versions(what_reads(), fingerprint(assignment.search))
        pool = self._open.enter_context(ThreadPoolExecutor(1))
        return Hands(assignment, readers, pool, place, versions, decisions=order.decisions)
