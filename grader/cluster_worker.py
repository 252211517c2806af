"""What runs at a worker of Dask's: a station for each batch, opened with its first submission and closed with the batch."""

import os
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any

from grader.ground import ground_of
from grader.parcels import MarkedParcel, SubmissionParcel
from grader.station import Machine, Order, Station, machine
from grader.work import OtherMachine

MOST_CALLS = 5
"""Of a traceback: what a failure of ours shows of it."""


def dask_setup(_worker: object) -> None:
    """At this machine's own workers, when they begin: Ctrl-C in a terminal is for the batch alone, which ends them."""
    if hasattr(os, "setsid"):
        with suppress(PermissionError):  # it has a session of its own already
            os.setsid()


class Posted:
    """The station of one batch at a worker; a worker that comes later gets it, too."""

    def __init__(self, order: Order, wanted: Machine, name: str) -> None:
        self.order, self.wanted, self.name = order, wanted, name
        self.station: Station | None = None
        self.odd = False

    def setup(self, worker: Any) -> None:  # noqa: ANN401 - Dask's
        """At every worker, when it is told of the batch or begins."""
        ground = ground_of(unsafe=self.order.unsafe)
        self.odd = machine(ground) != self.wanted
        self.station = Station(self.order, ground, worker.state.nthreads, Path(worker.local_directory))

    def teardown(self, worker: Any) -> None:  # noqa: ANN401, ARG002 - the same
        """When the batch or the worker ends."""
        if self.station is not None:
            self.station.close()


def station_plugin(order: Order, wanted: Machine, name: str) -> Posted:
    """The same as a plugin of Dask's, which is loaded only where there is a cluster."""
    from distributed import WorkerPlugin

    plugin: type[Posted] = type("StationPlugin", (Posted, WorkerPlugin), {})
    return plugin(order, wanted, name)


def at_a_worker(name: str, parcel: SubmissionParcel) -> MarkedParcel:
    """Mark a submission at the worker where this is called."""
    from distributed import get_worker

    worker = get_worker()
    plugin = worker.plugins[name]
    if not isinstance(plugin, Posted) or plugin.station is None or plugin.odd:
        raise OtherMachine(f"the worker {worker.address} has another grader, other libraries or another isolation than the first one")
    with LastCalls():
        return plugin.station.mark(parcel)


class LastCalls(AbstractContextManager[None]):
    """Shortens the traceback of whatever is raised: one too deep to be sent Dask never hands over, and the batch would wait for ever."""

    def __exit__(self, _kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None) -> None:
        if problem is not None:
            problem.__traceback__ = _last_calls(trace)


def _last_calls(trace: TracebackType | None) -> TracebackType | None:
    calls = []
    while trace is not None:
        calls.append(trace)
        trace = trace.tb_next
    return calls[-MOST_CALLS:][0] if calls else None
