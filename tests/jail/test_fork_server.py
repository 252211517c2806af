"""What breaks a naive fork server: threads in it, cold libraries, its own death, full pipes, a closed home, a busy machine."""

import os
import subprocess
import sys
import tempfile
import threading
import time
import venv
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from asked_jobs import SHORT, asked, begun

from grader.errors import JailFault
from grader.jail import server
from grader.jail.client import Jail, JobEnded
from grader.jail.level import Level
from grader.jail.limits import MIB, JobLimits
from grader.jail.server import Plan
from grader.run import Ending, Reason

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="no level holds elsewhere")

LEVELS = [Level.NAMESPACES, Level.LANDLOCK]
IDENTITY = "def solve(x):\n    return x\n"
PARALLEL = "import threading, time; threading.Thread(target=time.sleep, args=(30,), daemon=True).start()"
WHILE_IT_STARTS = f"""
import grader.worker.warm as warm
def warm_up(names):
    {PARALLEL}
warm.warm_up = warm_up
"""
BETWEEN_TWO_JOBS = f"""
import grader.jail.zygote as zygote
fork = zygote._fork
def another(server, *given, **named):
    if server.children:
        {PARALLEL}
    fork(server, *given, **named)
zygote._fork = another
"""


@pytest.fixture(params=LEVELS)
def level(request):
    return request.param


def first(monkeypatch, text):
    """Make every fork server do something first."""
    before = "; from grader.jail.zygote"
    assert server._BEGIN.count(before) == 1
    monkeypatch.setattr(server, "_BEGIN", server._BEGIN.replace(before, f"; exec({text!r}){before}"))


def works(job, value=3):
    begun(job, IDENTITY)
    return asked(job, "solve", x=value).message["value"]


# Threads in the fork server: whatever is forked then may hang for ever


def test_a_parallel_region_while_it_starts_is_our_fault_and_told(monkeypatch, level):
    first(monkeypatch, WHILE_IT_STARTS)
    began = time.monotonic()
    with Jail(Plan(level)) as jail, pytest.raises(JailFault, match="this program has 2 threads, and may have one"), jail.job(SHORT):
        pass
    assert time.monotonic() - began < 20


def test_a_parallel_region_between_two_jobs_makes_a_new_fork_server(monkeypatch, level):
    first(monkeypatch, BETWEEN_TWO_JOBS)
    with Jail(Plan(level), count=2) as jail, jail.job(SHORT) as one:
        before = jail._server
        with pytest.raises(JailFault, match="the fork server has 2 threads; a job forked from it could hang, so none is"):
            before.fork(SHORT)
        assert works(one) == 3, "who was forked before goes on"
        assert before.alive, "it refuses, and lives for those that it has"
    with Jail(Plan(level), count=2) as jail, jail.job(SHORT):
        with jail.job(SHORT) as other:
            assert works(other) == 3
        assert jail.started == 2


# Cold libraries


@pytest.mark.parametrize("library", ["numpy", pytest.param("torch", marks=pytest.mark.long)])
def test_a_library_that_nobody_warmed_up_is_loaded_by_the_job(level, library):
    source = f"import {library}\ndef solve(x):\n    return float(({library}.ones((x, x)) @ {library}.ones((x, x))).sum())\n"
    with Jail(Plan(level)) as jail, jail.job(JobLimits()) as job:
        message = job.ask({"do": "begin", "files": {"solution.py": source.encode()}, "starter": {}, "seed": 1, "stubs": True}, 20.0).message
        assert message["is"] == "ready"
        assert job.ask({"do": "load", "file": "solution.py", "whole": False}, 60.0).message["is"] == "done"
        assert asked(job, "solve", 10.0, x=3).message["value"] == 27.0


# The death of the fork server


def test_a_fork_server_that_is_killed_takes_its_jobs_along_and_leaves_nothing(level):
    ended = []
    with Jail(Plan(level), count=2) as jail:
        with jail.job(SHORT) as job:
            begun(job, "import time\ndef solve(x):\n    open('left', 'w').write('x')\n    while True:\n        pass\n")
            pid, killed = job._forked.pid, jail._server
            threading.Timer(0.3, killed._process.kill).start()
            with pytest.raises(JobEnded) as caught:
                asked(job, "solve", seconds=20.0, x=1)
            ended.append(caught.value.ending)
        with jail.job(SHORT) as job:
            assert works(job) == 3
        assert jail.started == 2
        until = time.monotonic() + 5
        while Path(f"/proc/{pid}").exists() and time.monotonic() < until:
            time.sleep(0.02)
        assert not Path(f"/proc/{pid}").exists(), "a job outlived the one that watches it"
        assert not list(Path(tempfile.gettempdir()).glob(f"grader-jail-{killed.pid}-*"))
    assert ended == [Ending.FAULT], "no group's fault"


def test_a_fork_server_that_is_gone_before_it_is_seen_to_be_dead_is_not_the_groups_fault(monkeypatch, level):
    monkeypatch.setattr(server.ForkServer, "alive", property(lambda _: True))
    with Jail(Plan(level)) as jail, jail.job(SHORT) as job:
        begun(job, "def solve(x):\n    while True:\n        pass\n")
        threading.Timer(0.3, jail._server._process.kill).start()
        with pytest.raises(JobEnded) as caught:
            asked(job, "solve", seconds=20.0, x=1)
    assert caught.value.ending is Ending.FAULT
    assert str(caught.value) == "the fork server was lost"


def test_a_fork_server_that_dies_again_and_again_is_our_fault(monkeypatch, level):
    first(monkeypatch, "import grader.jail.zygote as zygote; zygote._fork = lambda *_, **__: __import__('os')._exit(1)")
    with Jail(Plan(level)) as jail:
        with pytest.raises(JailFault, match="was lost"), jail.job(SHORT):
            pass
        assert jail.started == 2


# Full pipes


def test_a_large_answer_and_a_large_question_pass_through_a_small_pipe(level):
    many = np.arange(MIB, dtype=np.float64)
    with Jail(Plan(level, ("numpy",))) as jail, jail.job(SHORT) as job:
        begun(job, "def solve(x):\n    return x[::-1].copy()\n")
        for _ in range(2):
            assert np.array_equal(asked(job, "solve", x=many).message["value"], many[::-1])


def test_an_answer_that_is_too_large_is_refused_before_its_bytes_are_read(level):
    with Jail(Plan(level, ("numpy",))) as jail, jail.job(SHORT) as job:
        begun(job, "import os, struct\ndef solve(x):\n    os.write(3, struct.pack('>IQ', 2, 1 << 40) + b'{}')\n    while True: pass\n")
        with pytest.raises(JobEnded) as ended:
            asked(job, "solve", x=1)
    assert ended.value.ending is Ending.NO_RESULT
    assert ended.value.reason in (Reason.TOO_LARGE, Reason.PROTOCOL)


@pytest.mark.parametrize(
    "answers",
    [
        "os.write(3, bytes(1 << 20))",  # it blocks on a pipe that nobody empties
        "threading.Thread(target=os.write, args=(3, bytes(1 << 22)), daemon=True).start(); return 1",
        "print('x' * 5_000_000); return 1",
    ],
)
def test_who_fills_a_pipe_blocks_nobody_but_themselves(level, answers):
    """The question after it is so large that grader and job would wait for one another, if either only wrote."""
    large = np.zeros(MIB)
    with Jail(Plan(level, ("numpy",))) as jail:
        began = time.monotonic()
        with jail.job(SHORT) as job:
            begun(job, f"import os, threading\ndef solve(x):\n    {answers}\n")
            try:
                for _ in range(2):
                    assert asked(job, "solve", x=large).message["value"] == 1
            except JobEnded as ended:
                assert ended.ending in (Ending.NO_RESULT, Ending.OUT_OF_TIME)  # noqa: PT017 - it may as well answer
        with jail.job(SHORT) as job:
            assert works(job) == 3
        assert time.monotonic() - began < 15


# A closed home


@pytest.fixture(scope="module")
def closed_home(tmp_path_factory):
    """An interpreter with a package of its own in a folder that only its owner may enter, and a course beside it."""
    home = tmp_path_factory.mktemp("home")
    venv.create(home / "venv", symlinks=True)
    packages = next((home / "venv/lib").glob("python*/site-packages"))
    (packages / "only_here.py").write_text("ANSWER = 42\n", encoding="utf-8")
    (home / "rubric.yaml").write_text("title: secret\n", encoding="utf-8")
    home.chmod(0o700)
    return home


def test_an_interpreter_in_a_closed_home_works_and_the_home_stays_closed(monkeypatch, closed_home, level):
    monkeypatch.setattr(sys, "executable", str(closed_home / "venv/bin/python"))
    source = f"""
import only_here, decimal
def solve(x):
    try:
        return open({str(closed_home / "rubric.yaml")!r}).read()
    except OSError:
        return [only_here.ANSWER, str(decimal.Decimal(x))]
"""
    with Jail(Plan(level)) as jail, jail.job(SHORT) as job:
        begun(job, source)
        assert asked(job, "solve", x=7).message["value"] == [42, "7"]


# A busy machine


@contextmanager
def busy(count):
    """Others who want every core."""
    # Each in a session of its own: where the kernel shares cores out by sessions, all of one would count as one.
    burning = [subprocess.Popen([sys.executable, "-c", "while True: pass"], start_new_session=True) for _ in range(count)]
    try:
        yield
    finally:
        for one in burning:
            one.kill()
        for one in burning:
            one.wait()


def honest(jail, limits, work, tries=3):
    """What comes of honest work: a virtual machine may itself be stopped for a moment, which looks like sleep, but not every time."""
    for left in reversed(range(tries)):
        with jail.job(limits) as job:
            begun(job, work)
            try:
                return asked(job, "solve", seconds=0.6, x=0.35)
            except JobEnded as ended:
                if not left or ended.reason is not Reason.WAITED:
                    raise
    return None


def test_under_high_load_honest_work_is_no_timeout_and_a_loop_still_is(level):
    """The clock on the wall shows a multiple of the seconds that are given; neither it nor the waiting for a core counts."""
    work = "import time\ndef solve(x):\n    t = time.process_time\n    end = t() + x\n    while t() < end: pass\n    return 1\n"
    limits = JobLimits(asleep=0.4, wall=30)
    with Jail(Plan(level)) as jail, busy(2 * (os.cpu_count() or 1)):
        told = honest(jail, limits, work)
        assert told.message["value"] == 1
        assert 0.3 < told.cpu < 0.6
        assert told.wall > 0.5, "nobody else wanted a core; this test shows nothing"
        with jail.job(limits) as job:
            begun(job, work)
            with pytest.raises(JobEnded) as ended:
                asked(job, "solve", seconds=0.3, x=60)
    assert (ended.value.ending, ended.value.reason) == (Ending.OUT_OF_TIME, Reason.NONE)
