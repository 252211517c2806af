"""A batch at the workers of a real scheduler: the same results as on one machine, also where a worker is lost in the middle."""

import os
import signal
import sys
from dataclasses import replace

import psutil
import pytest
from far_away import SIZE, a_worker, kill, marked

from grader import cluster as clusters
from grader.errors import CommandError
from grader.watch import Watch


def test_two_workers_mark_what_one_machine_marks_and_a_lost_one_loses_nothing(course, here, scheduler, tmp_path):
    told = []
    with a_worker(scheduler, tmp_path / "one") as first, a_worker(scheduler, tmp_path / "two") as second:

        def watch(brief, done, _of):
            told.append(brief.group)
            if done == 4:
                kill(first)

        assert marked(course, tmp_path / "out", Watch(watch), cluster=scheduler) == here
        assert first.poll() == -signal.SIGKILL
        assert sorted(told) == sorted({*told})
        assert len(told) == SIZE + 1
        sent = []
        again = marked(course, tmp_path / "out", Watch(begun=sent.append), cluster=scheduler)
        assert (again, sent) == (here, [])
        assert marked(course, tmp_path / "out", Watch(begun=sent.append)) == here
        assert sent == [], "what was marked there counts here"
        left = [path.name for path in (tmp_path / "two").rglob("grader-*")]
        assert left == [], "nothing of the batch is left at the worker"
        assert second.poll() is None, "the worker is free for others"


def test_workers_of_this_machine_will_do(course, here, tmp_path):
    sessions = set()

    def watch(*_):
        workers = [one.pid for one in psutil.Process().children() if any("spawn_main" in word for word in one.cmdline())]
        sessions.update(map(os.getsid, workers))

    assert marked(course, tmp_path, Watch(watch), cluster="local") == here
    assert sessions - {os.getsid(0)} == sessions != set(), "Ctrl-C in a terminal is for the batch, which ends them"


def test_a_worker_that_is_not_like_the_others_marks_nothing(course, scheduler, tmp_path, monkeypatch):
    plain = clusters.Cluster.order

    def for_another_machine(self, order):
        self._found = replace(self._found, runs="another library")
        plain(self, order)

    monkeypatch.setattr(clusters.Cluster, "order", for_another_machine)
    with a_worker(scheduler, tmp_path / "one"), pytest.raises(CommandError) as problem:
        marked(course, tmp_path / "out", cluster=scheduler)
    assert "has another grader, other libraries or another isolation than the first one; install the same there" in str(problem.value)
    assert not (tmp_path / "out/far/results.json").exists()


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(clusters, "PATIENCE", 1)


@pytest.mark.usefixtures("impatient")
def test_what_is_wrong_with_a_cluster_is_one_line(course, tmp_path, scheduler, monkeypatch):
    for address, said in (
        ("tcp://127.0.0.1:9", "no Dask scheduler answers at `tcp://127.0.0.1:9`; start one with `dask scheduler`"),
        ("nonsense://x", "no Dask scheduler answers at `nonsense://x`"),
        (scheduler, f"the scheduler at `{scheduler}` has no worker; start some with `dask worker {scheduler}`"),
    ):
        with pytest.raises(CommandError) as problem:
            marked(course, tmp_path, cluster=address)
        assert str(problem.value).startswith(said)
        assert "\n" not in str(problem.value)
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(CommandError, match=r"needs Dask; `pip install 'homework-grader\[cluster\]'` brings it"):
        marked(course, tmp_path, cluster="local")
