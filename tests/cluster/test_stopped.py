"""A batch on a cluster that is stopped or killed: it ends at once, what is done is kept, and nothing of it stays at the workers."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from far_away import RUBRIC, a_worker, written
from total_and_double import REFERENCE

from grader import cluster as clusters
from grader.course import Course
from grader.decisions.decision import NO_DECISIONS
from grader.parcels import course_parcel
from grader.records.store import Store
from grader.station import Order

SIZE, QUICK = 8, 1
PATIENCE = 20
STOPPED = "stopped; what is finished is kept, and the same command goes on from there\n"
SLOW = """import time


def double(x):
    began = time.process_time()
    while time.process_time() < began + 0.2:
        pass
    return 2 * x
"""
ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT), "TERM": "dumb"}
SOON_IDLE = "from grader import station\n\nstation.IDLE = 0.3\n"


@pytest.fixture
def slow(tmp_path):
    """A course in which all but the first groups take a while."""
    files = {"reference/far.py": REFERENCE, "rubrics/far.yaml": RUBRIC}
    for number in range(SIZE):
        group = f"submissions/far/group-{number:02}"
        files[f"{group}/answers.md"] = "# 1 Values\n\ntotal = 14\n"
        files[f"{group}/code.py"] = SLOW if number >= QUICK else "def double(x):\n    return 2 * x\n"
    return written(files, tmp_path / "course")


@contextmanager
def begun(course, address, *arguments):
    """`grader grade` with so many results out, in a session of its own."""
    command = [sys.executable, "-m", "grader", "grade", "--cluster", address, *arguments]
    with subprocess.Popen(
        command, cwd=course, env=ENVIRONMENT, start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as program:
        try:
            for _ in range(1 + QUICK):
                program.stdout.readline()
            yield program
        finally:
            program.kill()


def soon(holds):
    """Whether something holds after a while."""
    until = time.monotonic() + PATIENCE
    while not (held := holds()) and time.monotonic() < until:
        time.sleep(0.05)
    return held


def test_nothing_of_a_stopped_or_killed_batch_stays_at_a_worker(slow, scheduler, tmp_path):
    from distributed import Client

    (tmp_path / "preload.py").write_text(SOON_IDLE, encoding="utf-8")
    place = tmp_path / "worker"
    place.mkdir()
    with a_worker(scheduler, place, "--preload", str(tmp_path / "preload.py")) as worker, Client(scheduler) as client:
        its = psutil.Process(worker.pid)

        def at_work():
            return len(its.children(recursive=True)) >= 4  # what reads and what runs code: a process each, and one round it

        def free():
            return not its.children() and not [name for _, folders, _ in os.walk(place) for name in folders if name.startswith("grader-")]

        def ordered():
            return [name for names in client.run(clusters._stations).values() for name in names]

        with begun(slow, scheduler) as batch:
            assert soon(at_work)
            family = [psutil.Process(batch.pid), *psutil.Process(batch.pid).children(recursive=True)]
            batch.send_signal(signal.SIGINT)
            before = time.monotonic()
            _, said = batch.communicate(timeout=PATIENCE)
            assert time.monotonic() - before < 5
        assert (batch.returncode, said) == (130, STOPPED)
        assert not any(process.is_running() for process in family)
        assert soon(free)
        assert ordered() == []
        with Store.open(slow / "results/far", fresh=False) as store:
            assert QUICK <= len(store.finals.briefs()) < SIZE
        with begun(slow, scheduler) as batch:
            assert soon(at_work)
        assert batch.returncode == -signal.SIGKILL
        assert soon(free), "nobody asks the station for anything"
        assert len(ordered()) == 1, "the test has not seen what a killed batch leaves behind"
        with clusters.cluster(scheduler, 1, unsafe=False) as following:
            following.order(Order(course_parcel(Course(slow).load("far")), unsafe=False, libraries=(), decisions=NO_DECISIONS))
            with clusters.cluster(scheduler, 1, unsafe=False) as beside:
                beside.order(Order(course_parcel(Course(slow).load("far")), unsafe=False, libraries=(), decisions=NO_DECISIONS))
                assert len(ordered()) == 2, "what the killed batch left is gone, and no batch takes a living one's"
        assert ordered() == []
        assert worker.poll() is None
