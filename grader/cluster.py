"""A batch on many machines: Dask carries each submission as bytes to a worker, which marks it in its own jail and sends the marks back.

What is lost with a worker is marked again on another one: Dask does that by itself, for nothing of a submission is kept at a worker.
"""

import logging
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from grader.errors import CommandError
from grader.ground import Ground, ground_of
from grader.hands import MachinesLost, NobodyAsked
from grader.jail.level import Level
from grader.nearest import quoted
from grader.parcels import MarkedParcel, submission_parcel, unpacked_marks
from grader.picturing import Pictured
from grader.reporting.wording import counted
from grader.shelf import Shelf
from grader.station import Machine, Order, machine
from grader.work import Work

Client = Any
"""A client of Dask's, which is loaded only where a cluster is asked for and has no types."""
LOCAL = "local"
"""For worker processes on this machine, as many as it has cores."""
PATIENCE = 20
"""Seconds until a scheduler must answer and have a worker."""
AT_ONCE = 2
"""Submissions for each thread of a worker that are on their way."""
PRELOAD = "grader.cluster_worker"
"""What this machine's own workers load before they begin."""
STATION = "homework-grader "
"""How the names of stations begin; then comes the id of the client that ordered them."""
RETURN = 10
"""Seconds until a worker that was lost is missed: most are started again at once by what watches over them."""
STARTED_BY = "dask worker {} --nthreads 8 --memory-limit 0"
"""The command that starts a worker, with the scheduler's address."""


class Cluster:
    """A scheduler's workers, as a batch sees them."""

    def __init__(self, client: Client, address: str, found: Machine, *, unsafe: bool) -> None:
        self._client, self._address, self._found, self._unsafe = client, address, found, unsafe
        self._station = f"{STATION}{client.id}"
        self._executor = client.get_executor(pure=False)
        self._ordered = self._gone = False
        self._empty: datetime | None = None
        self._hindrance = ""

    @property
    def ground(self) -> Ground:
        """How strong the jail is at the workers."""
        return Ground(Level(self._found.level), self._unsafe, elsewhere=self._found.runs)

    @property
    def reads(self) -> str:
        """The hash of what documents are read with there."""
        return self._found.reads

    @property
    def most(self) -> int:
        """How many submissions may be on their way; workers come and go."""
        return AT_ONCE * max(1, sum(self._threads().values()))

    def hindrance(self, left: int) -> str:
        """That no worker is there any more, since when, and how to mend it."""
        now = datetime.now().astimezone()
        if self._threads():
            self._empty, self._hindrance = None, ""
            return ""
        self._empty = self._empty or now
        if not self._hindrance and (now - self._empty).total_seconds() >= RETURN:
            wait = f"{counted(left, 'submission')} {'waits' if left == 1 else 'wait'}"
            where, since = self._client.scheduler_info()["address"], f"{self._empty:%H:%M:%S}"
            mend = f"start one with `{STARTED_BY.format(where)}`, or stop with Ctrl-C: what is done is kept"
            self._hindrance = f"no worker is left at {quoted(where)} since {since}, and {wait}; {mend}"
        return self._hindrance

    def _threads(self) -> dict[str, int]:
        """Those of each worker that is there just now."""
        try:
            found: dict[str, int] = self._client.ncores()
        except (OSError, TimeoutError):
            raise self._nobody() from None
        return found

    def _nobody(self) -> NobodyAsked:
        """Why the batch ends here."""
        self._gone = True
        where = f"the scheduler at {quoted(self._address)} is gone, or dropped what it had to do"
        return NobodyAsked(f"{where}; see to it and run the same command again: what is done is kept")

    def order(self, order: Order) -> None:
        """Tell all workers, and those that are still to come, what is marked."""
        from grader.cluster_worker import station_plugin

        self._take_away_what_is_left()
        self._ordered = True
        self._client.register_plugin(station_plugin(order, self._found, self._station), name=self._station)

    def _take_away_what_is_left(self) -> None:
        """The stations of batches that were killed: their clients are gone."""
        ordered = {name for names in self._client.run(_stations).values() for name in names}
        if ordered:
            clients = self._client.run_on_scheduler(lambda dask_scheduler: [*dask_scheduler.clients])
            for name in sorted(ordered - {f"{STATION}{client}" for client in clients}):
                self._take_away(name)

    def _take_away(self, station: str) -> None:
        # by another batch at the same moment, or with a worker that is just being lost, it may be gone already
        with suppress(OSError, TimeoutError, LookupError, ValueError):
            self._client.unregister_worker_plugin(station)

    def begin(self, work: Work, shelf: Shelf, known: frozenset[str]) -> "Future[Pictured]":
        """Send a submission; its marks come back in the future's time, and what is to be kept into the shelf."""
        from grader.cluster_worker import at_a_worker

        ours: Future[Pictured] = Future()
        theirs = self._executor.submit(at_a_worker, self._station, submission_parcel(work, shelf, known))
        theirs.add_done_callback(lambda done: self._handed_over(done, ours, shelf))
        return ours

    def _handed_over(self, done: "Future[MarkedParcel]", ours: "Future[Pictured]", shelf: Shelf) -> None:
        """Pass on what came back, or why nothing did."""
        if not ours.set_running_or_notify_cancel():
            return
        lost = self._nobody() if done.cancelled() else done.exception()
        if lost is not None:
            ours.set_exception(_said(lost))
            return
        try:
            ours.set_result(unpacked_marks(done.result(), shelf))
        except ValidationError as problem:
            ours.set_exception(problem)

    def close(self) -> None:
        """Wait for nothing; the workers are free for others."""
        if self._gone:  # a scheduler that is gone has nothing to be told
            return
        with suppress(OSError, TimeoutError):
            self._executor.shutdown(wait=False)
        if self._ordered:
            self._ordered = False
            self._take_away(self._station)


def _said(lost: BaseException) -> BaseException:
    """In our own words where Dask gave a submission up."""
    from distributed import KilledWorker

    if not isinstance(lost, KilledWorker):
        return lost
    count = lost.allowed_failures + 1
    workers = f"{counted(count, 'worker')} {'was' if count == 1 else 'were'} lost with this submission in hand"
    mend = "that one's log may say why, and without `--cluster` it is marked on this machine"
    return MachinesLost(f"{workers}, the last at {lost.last_worker.address}; {mend}")


@contextmanager
def cluster(address: str, workers: int, *, unsafe: bool) -> Iterator[Cluster]:
    """The workers of a scheduler, or some of this machine's own. Raises CommandError where there are none, or no two alike."""
    try:
        import distributed
    except ImportError:
        raise CommandError("`--cluster` needs Dask; `pip install 'homework-grader[cluster]'` brings it") from None
    with _unsaid("distributed.client"), _connected(distributed, address, workers) as client:
        found = Cluster(client, address, _one_machine(client, unsafe=unsafe), unsafe=unsafe)
        try:
            yield found
        finally:
            found.close()


@contextmanager
def _unsaid(name: str) -> Iterator[None]:
    """What a logger tells of a scheduler that is gone is said by us, in one line."""
    logger = logging.getLogger(name)
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)


@contextmanager
def _connected(distributed: Any, address: str, workers: int) -> Iterator[Client]:  # noqa: ANN401 - a module that may not be there
    if address == LOCAL:
        with (
            distributed.LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=":0", preload=[PRELOAD]) as own,
            distributed.Client(own, timeout=PATIENCE) as client,
        ):
            yield client
        return
    try:
        client = distributed.Client(address, timeout=PATIENCE)
    except (OSError, ValueError, TimeoutError):
        wish = "start one with `dask scheduler` and name its address, such as tcp://10.0.0.1:8786, or write `--cluster local`"
        raise CommandError(f"no Dask scheduler answers at {quoted(address)}; {wish}") from None
    with client:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError:
            raise CommandError(f"the scheduler at {quoted(address)} has no worker; start some with `dask worker {address}`") from None
        yield client


def _one_machine(client: Client, *, unsafe: bool) -> Machine:
    """What all workers are like; raises CommandError where they are not alike."""
    try:
        client.run_on_scheduler(_loaded)
    except ImportError as problem:
        raise _lacking("the scheduler", problem) from None
    told = client.run(_here, unsafe, on_error="return")
    for worker, said in sorted(told.items()):
        if not isinstance(said, Machine):
            raise _lacking(f"the worker {worker}", said)
    first, *others = sorted(told)
    for other in others:
        if told[other] != told[first]:
            said = "another grader, other libraries or another isolation"
            raise CommandError(f"the workers {first} and {other} are not alike ({said}); install the same on both")
    found: Machine = told[first]
    return found


def _lacking(who: str, problem: object) -> CommandError:
    return CommandError(f"{who} lacks the grader or a part of it ({problem}); install the same version there")


def _loaded() -> bool:
    """Runs only where the grader can be loaded, as it must where submissions pass through."""
    return True


def _here(unsafe: bool) -> Machine:  # noqa: FBT001 - called by position at a worker
    return machine(ground_of(unsafe=unsafe))


def _stations(dask_worker: Any) -> list[str]:  # noqa: ANN401 - Dask's
    return [name for name in dask_worker.plugins if name.startswith(STATION)]
