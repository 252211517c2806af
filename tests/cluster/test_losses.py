"""Workers that are lost for good, a submission that ends whoever marks it, a scheduler that is gone: each is told in a line."""

import json
import re
import sys
from concurrent.futures import Future
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from far_away import a_worker, marked, written

from grader import cluster as clusters
from grader import draining
from grader.cluster import STARTED_BY, Cluster
from grader.cluster_worker import MOST_CALLS, LastCalls
from grader.errors import CommandError
from grader.hands import NobodyAsked
from grader.shelf import Shelf
from grader.station import Machine
from grader.submission import Submission
from grader.watch import Watch
from grader.work import Work

SCALING = (Path(__file__).parents[2] / "docs/scaling.md").read_text(encoding="utf-8")
ALIKE = Machine("none", "", "")
SIZE = 8
POISON, COMPANION, DEEP = "group-2", "group-3", "group-6"
SHEET = {
    "reference/far.py": 'def total():\n    """The total."""\n    return 14.0\n',
    "rubrics/far.yaml": "title: Far away\nreference: far\ntasks:\n  1 Values:\n    - {close: total, points: 1}\n",
    **{f"submissions/far/group-{number}.md": "# 1 Values\n\ntotal = 14\n" for number in range(SIZE)},
}
AT_THE_WORKERS = f"""
import os, pathlib, time

from grader.station import Station

here = pathlib.Path({{here!r}})
if not hasattr(Station, "plain"):  # it may be loaded twice
    Station.plain = Station.mark

def mark(self, parcel):
    group = parcel.work.submission.group
    if group == {POISON!r}:
        while not (here / "companion").exists():
            time.sleep(0.01)
        (here / "ended").touch()
        os._exit(1)
    if group == {COMPANION!r}:
        (here / "companion").touch()
        while not (here / "ended").exists():
            time.sleep(0.01)
    if group == {DEEP!r}:
        deep()
    return Station.plain(self, parcel)

def deep():
    deep()

Station.mark = mark
"""


@pytest.fixture
def one_loss_will_do(scheduler):
    """A scheduler that gives a submission up with the first worker that it loses."""
    from distributed import Client

    with Client(scheduler) as client:
        client.run_on_scheduler(lambda dask_scheduler: setattr(dask_scheduler, "allowed_failures", 0))
        yield
        client.run_on_scheduler(lambda dask_scheduler: setattr(dask_scheduler, "allowed_failures", 3))


@pytest.mark.usefixtures("one_loss_will_do")
def test_a_submission_that_ends_its_workers_costs_nobody_else_a_mark_and_a_lost_last_worker_is_told(scheduler, tmp_path, monkeypatch):
    monkeypatch.setattr(clusters, "RETURN", 0.2)
    monkeypatch.setattr(draining, "QUIET", 0.1)
    preload = tmp_path / "preload.py"
    preload.write_text(AT_THE_WORKERS.format(here=str(tmp_path)), encoding="utf-8")
    noted, told = [], []
    with ExitStack() as workers:

        def another():
            workers.enter_context(a_worker(scheduler, tmp_path, "--preload", str(preload), threads=2))

        def note(why):
            noted.append((why, SIZE - len(told)))
            if why:
                another()

        another()
        marked(
            written(SHEET, tmp_path / "course"),
            tmp_path / "out",
            Watch(lambda brief, _done, _of: told.append(brief.group), noted=note),
            cluster=scheduler,
        )
    assert len(told) == SIZE
    found = {one["group"]: one for one in json.loads((tmp_path / "out/far/results.json").read_text())["submissions"]}
    lost = "1 worker was lost with this submission in hand, the last at tcp://"
    assert found[POISON]["message"].startswith(lost)
    assert found[POISON]["message"].endswith("; that one's log may say why, and without `--cluster` it is marked on this machine")
    assert {mark["outcome"] for mark in found[POISON]["marks"]} == {"review"}
    assert "(RecursionError: maximum recursion depth exceeded)" in found[DEEP]["message"]
    others = {group: one["points"] for group, one in found.items() if group not in (POISON, DEEP)}
    assert others == dict.fromkeys((f"group-{number}" for number in (0, 1, 3, 4, 5, 7)), 1.0), "they suffered from their company"
    assert [bool(why) for why, _ in noted] == [True, False] * 2, "once for each loss"
    for why, left in noted[::2]:
        wait = "1 submission waits" if left == 1 else f"{left} submissions wait"
        mend = f"start one with `{STARTED_BY.format(scheduler)}`, or stop with Ctrl-C: what is done is kept"
        said = re.sub(r"\d\d:\d\d:\d\d", "NOW", why)
        assert said == f"no worker is left at `{scheduler}` since NOW, and {wait}; {mend}"


def test_the_command_that_starts_a_worker_stands_in_the_documents():
    assert STARTED_BY.format("tcp://10.0.0.1:8786") in SCALING


def test_whatever_fails_deep_down_goes_on_with_its_last_calls():
    def deep(levels):
        if not levels:
            raise ValueError("down here")
        deep(levels - 1)

    with pytest.raises(ValueError, match="down here") as problem, LastCalls():
        deep(sys.getrecursionlimit() // 2)
    assert [entry.name for entry in problem.traceback][-MOST_CALLS:] == ["deep"] * MOST_CALLS
    assert len(problem.traceback) <= MOST_CALLS + 1
    with LastCalls():
        pass


class GoneClient:
    """Of a scheduler that is gone: what was asked for is cancelled."""

    id = "gone"

    def __init__(self, said):
        self.said, self.futures = said, []

    def get_executor(self, **_):
        return self

    def submit(self, *_):
        self.futures.append(Future())
        return self.futures[-1]

    def shutdown(self, **_):
        raise AssertionError("nobody is there who could be told")

    def ncores(self):
        raise self.said


@pytest.mark.parametrize("said", [OSError("gone"), TimeoutError()])
def test_a_scheduler_that_is_gone_ends_the_batch_in_one_line(said):
    client = GoneClient(said)
    cluster = Cluster(client, "tcp://there", Machine("none", "", ""), unsafe=False)
    line = "the scheduler at `tcp://there` is gone, or dropped what it had to do; see to it and run the same command again"
    sent = cluster.begin(Work(Submission("g", ()), "", "", ""), Shelf(), frozenset())
    client.futures[0].cancel()
    client.futures[0].set_running_or_notify_cancel()
    with pytest.raises(NobodyAsked, match=re.escape(line)):
        sent.result(1)
    with pytest.raises(NobodyAsked, match=re.escape(line)):
        _ = cluster.most
    cluster.close()


@pytest.mark.parametrize("said", [KeyError("station"), ValueError("no such plugin"), OSError("closed"), TimeoutError()])
def test_a_worker_that_is_lost_while_a_batch_ends_hinders_nobody(said):
    class Losing(GoneClient):
        def shutdown(self, **_):
            self.said.append("shut")

        def register_plugin(self, *_, **__):
            pass

        def run(self, *_):
            return {}

        def unregister_worker_plugin(self, name):
            self.said.append(name)
            raise said

    client = Losing([])
    cluster = Cluster(client, "tcp://there", Machine("none", "", ""), unsafe=False)
    cluster.order(None)
    cluster.close()
    cluster.close()
    assert client.said == ["shut", "homework-grader gone", "shut"]


@pytest.mark.parametrize(
    ("scheduler_says", "workers_say", "said"),
    [
        (
            ModuleNotFoundError("No module named 'grader'"),
            {},
            "the scheduler lacks the grader or a part of it (No module named 'grader'); ",
        ),
        (None, {"tcp://b": Exception("no grader"), "tcp://a": ALIKE}, "the worker tcp://b lacks the grader or a part of it (no grader); "),
        (None, {"tcp://b": ALIKE, "tcp://a": replace(ALIKE, runs="x")}, "the workers tcp://a and tcp://b are not alike (another grader, "),
    ],
)
def test_who_lacks_the_grader_is_told_before_anything_is_sent(scheduler_says, workers_say, said):
    class Telling:
        def run_on_scheduler(self, _):
            if scheduler_says is not None:
                raise scheduler_says

        def run(self, *_, on_error):
            assert on_error == "return"
            return workers_say

    with pytest.raises(CommandError, match=re.escape(said)) as problem:
        clusters._one_machine(Telling(), unsafe=False)
    assert "; install the same" in str(problem.value)
