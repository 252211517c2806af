"""A batch at the workers of a real scheduler: the same results as on one machine, also where a worker is lost in the middle."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "commands"))

from total_and_double import REFERENCE

from grader import cluster as clusters
from grader.batch import Batch, grade
from grader.course import Course
from grader.errors import CommandError
from grader.watch import Watch

SIZE = 12
RUBRIC = """title: Far away
reference: far
tasks:
  1 Values:
    - {close: total, points: 1}
  2 Code:
    - {same: double, in: code.py, points: 1}
"""
TIMES = re.compile(r'"seconds": [\d.e-]+')


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A class, some of it right."""
    folder = tmp_path_factory.mktemp("far") / "course"
    files = {"reference/far.py": REFERENCE, "rubrics/far.yaml": RUBRIC}
    for number in range(SIZE):
        group = f"submissions/far/group-{number:02}"
        files[f"{group}/answers.md"] = f"# 1 Values\n\ntotal = {14 if number % 3 else 15}\n"
        files[f"{group}/code.py"] = f"def double(x):\n    return {2 if number % 4 else 3} * x\n"
    files["submissions/far/broken.pdf"] = "no pdf"
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def marked(course, out, watch=Watch(), **settings):  # noqa: B008 - frozen
    """What lies in the results folder afterwards; times apart."""
    grade(Batch(Course(course).load("far"), course / "submissions/far", out, 2, **settings), watch)
    files = (file for file in (out / "far").rglob("*") if file.is_file() and file.suffix != ".sqlite")
    return {str(file.relative_to(out)): TIMES.sub("", file.read_text(encoding="utf-8")) for file in files}


@pytest.fixture(scope="module")
def here(course, tmp_path_factory):
    """The results of this machine alone."""
    return marked(course, tmp_path_factory.mktemp("here"))


@contextmanager
def started(*arguments):
    """A program of Dask's, in a session of its own; what is left of it is killed."""
    with subprocess.Popen(
        [sys.executable, "-m", *arguments], start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as program:
        try:
            yield program
        finally:
            kill(program)


def kill(program):
    """All of it, at once."""
    with suppress(ProcessLookupError):
        os.killpg(program.pid, signal.SIGKILL)


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory):
    """Its address."""
    told = tmp_path_factory.mktemp("scheduler") / "told.json"
    with started("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(told)):
        until = time.monotonic() + 60
        while not told.exists():
            assert time.monotonic() < until
            time.sleep(0.05)
        time.sleep(0.1)
        yield json.loads(told.read_text())["address"]


def a_worker(scheduler, place):
    """One with a single thread, whose files lie in a folder."""
    options = ("--nthreads", "1", "--no-dashboard", "--no-nanny", "--local-directory", str(place), "--memory-limit", "0")
    return started("distributed.cli.dask_worker", scheduler, *options)


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
    assert marked(course, tmp_path, cluster="local") == here


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
