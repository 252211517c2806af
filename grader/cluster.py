"""A batch on many machines: Dask carries each submission as bytes to a worker, which marks it in its own jail and sends the marks back.

What is lost with a worker is marked again on another one: Dask does that by itself, for nothing of a submission is kept at a worker.
"""

import secrets
from collections.abc import Iterator
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager, suppress
from typing import Any

from pydantic import ValidationError

from grader.errors import CommandError
from grader.hands import Work
from grader.jail.level import Level
from grader.jailing import Ground, ground_of
from grader.nearest import quoted
from grader.parcels import MarkedParcel, submission_parcel, unpacked_marks
from grader.picturing import Pictured
from grader.shelf import Shelf
from grader.station import Machine, Order, machine

Client = Any
"""A client of Dask's, which is loaded only where a cluster is asked for and has no types."""
LOCAL = "local"
"""For worker processes on this machine, as many as it has cores."""
PATIENCE = 20
"""Seconds until a scheduler must answer and have a worker."""
AT_ONCE = 2
"""Submissions for each thread of a worker that are on their way."""


class Cluster:
    """A scheduler's workers, as a batch sees them."""

    def __init__(self, client: Client, found: Machine, *, unsafe: bool) -> None:
        self._client, self._found, self._unsafe = client, found, unsafe
        self._station = f"homework-grader-{secrets.token_hex(6)}"
        self._executor = client.get_executor(pure=False)
        self._ordered = False

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
        threads: int = sum(self._client.ncores().values())
        return AT_ONCE * max(1, threads)

    def order(self, order: Order) -> None:
        """Tell all workers, and those that are still to come, what is marked."""
        from grader.cluster_worker import station_plugin

        self._ordered = True
        self._client.register_plugin(station_plugin(order, self._found, self._station), name=self._station)

    def begin(self, work: Work, shelf: Shelf, known: frozenset[str]) -> "Future[Pictured]":
        """Send a submission; its marks come back in the future's time, and what is to be kept into the shelf."""
        from grader.cluster_worker import at_a_worker

        ours: Future[Pictured] = Future()
        theirs = self._executor.submit(at_a_worker, self._station, submission_parcel(work, shelf, known))
        theirs.add_done_callback(lambda done: _handed_over(done, ours, shelf))
        return ours

    def close(self) -> None:
        """Wait for nothing; the workers are free for others."""
        with suppress(OSError, TimeoutError):  # a scheduler that is gone has nothing to be told
            self._executor.shutdown(wait=False)
            if self._ordered:
                self._ordered = False
                self._client.unregister_worker_plugin(self._station)


def _handed_over(done: "Future[MarkedParcel]", ours: "Future[Pictured]", shelf: Shelf) -> None:
    """Pass on what came back, or why nothing did."""
    if not ours.set_running_or_notify_cancel():
        return
    lost = CancelledError() if done.cancelled() else done.exception()
    if lost is not None:
        ours.set_exception(lost)
        return
    try:
        ours.set_result(unpacked_marks(done.result(), shelf))
    except ValidationError as problem:
        ours.set_exception(problem)


@contextmanager
def cluster(address: str, workers: int, *, unsafe: bool) -> Iterator[Cluster]:
    """The workers of a scheduler, or some of this machine's own. Raises CommandError where there are none, or no two alike."""
    try:
        import distributed
    except ImportError:
        raise CommandError("`--cluster` needs Dask; `pip install 'homework-grader[cluster]'` brings it") from None
    with _connected(distributed, address, workers) as client:
        found = Cluster(client, _one_machine(client, unsafe=unsafe), unsafe=unsafe)
        try:
            yield found
        finally:
            found.close()


@contextmanager
def _connected(distributed: Any, address: str, workers: int) -> Iterator[Client]:  # noqa: ANN401 - a module that may not be there
    if address == LOCAL:
        with (
            distributed.LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=":0") as own,
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
        told = client.run(_here, unsafe)
    except ImportError as problem:
        raise CommandError(f"a worker lacks the grader or a part of it ({problem}); install the same version there") from None
    first, *others = sorted(told)
    for other in others:
        if told[other] != told[first]:
            said = "another grader, other libraries or another isolation"
            raise CommandError(f"the workers {first} and {other} are not alike ({said}); install the same on both")
    found: Machine = told[first]
    return found


def _here(unsafe: bool) -> Machine:  # noqa: FBT001 - called by position at a worker
    return machine(ground_of(unsafe=unsafe))
