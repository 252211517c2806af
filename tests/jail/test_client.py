"""A job asked from outside: what comes back, how it ends, and that nothing of it stays."""

import threading
import time
from pathlib import Path

import pytest
from asked_jobs import SHORT, asked, begun

from grader.jail.client import Jail, JobEnded
from grader.jail.level import Level
from grader.jail.server import Plan
from grader.run import Ending, Reason


@pytest.fixture(scope="module", params=[Level.NAMESPACES, Level.LANDLOCK])
def jail(request):
    with Jail(Plan(request.param), count=2) as jail:
        yield jail


def test_a_value_comes_back(jail):
    with jail.job(SHORT) as job:
        begun(job, "def solve(x):\n    return [2 * x, None]\n")
        assert asked(job, "solve", x=21).message["value"] == [42, None]


def test_questions_are_answered_one_after_another(jail):
    with jail.job(SHORT) as job:
        begun(job, "seen = []\ndef solve(x):\n    seen.append(x)\n    return len(seen)\n")
        assert [asked(job, "solve", x=1).message["value"] for _ in range(3)] == [1, 2, 3]


@pytest.mark.parametrize(
    ("source", "ending", "reason"),
    [
        ("def solve(x):\n    while True:\n        pass\n", Ending.OUT_OF_TIME, Reason.NONE),
        ("def solve(x):\n    import time\n    time.sleep(60)\n", Ending.OUT_OF_TIME, Reason.WAITED),
        ("import os\ndef solve(x):\n    os._exit(0)\n", Ending.NO_RESULT, Reason.EXITED),
        ("import os\ndef solve(x):\n    os.abort()\n", Ending.CRASHED, Reason.NONE),
        ("import ctypes\ndef solve(x):\n    ctypes.string_at(0)\n", Ending.CRASHED, Reason.NONE),
        ("import os\ndef solve(x):\n    os.close(3)\n    while True:\n        pass\n", Ending.NO_RESULT, Reason.PROTOCOL),
        ("import os\ndef solve(x):\n    os.write(3, b'x' * 100)\n    return 1\n", Ending.NO_RESULT, None),
        ("def solve(x):\n    while True:\n        print('x' * 100000)\n", Ending.NO_RESULT, Reason.FLOOD),
    ],
)
def test_an_ending_is_told_from_outside(jail, source, ending, reason):
    with jail.job(SHORT) as job:
        begun(job, source)
        with pytest.raises(JobEnded) as ended:
            asked(job, "solve", x=1)
    assert ended.value.ending is ending
    assert reason is None or ended.value.reason is reason


def test_a_loop_that_ignores_signals_is_ended_from_outside(jail):
    source = (
        "import signal\ndef solve(x):\n    for number in range(1, 32):\n        try:\n            signal.signal(number, signal.SIG_IGN)\n"
        "        except OSError:\n            pass\n"
        "    while True:\n        try:\n            while True: pass\n        except BaseException:\n            pass\n"
    )
    began = time.monotonic()
    with jail.job(SHORT) as job:
        begun(job, source)
        with pytest.raises(JobEnded) as ended:
            asked(job, "solve", seconds=0.3, x=1)
    assert ended.value.ending is Ending.OUT_OF_TIME
    assert time.monotonic() - began < 5


def test_an_answer_before_the_question_is_none(jail):
    source = (
        "import os\nfrom grader.wire.encode import encode\n"
        "def solve(x):\n    os.write(3, encode({'is': 'done', 'value': 7}) * 2)\n    return 1\n"
    )
    with jail.job(SHORT) as job:
        begun(job, source)
        with pytest.raises(JobEnded) as ended:
            [asked(job, "solve", x=1) for _ in range(3)]
    assert ended.value.reason is Reason.PROTOCOL


def test_what_is_printed_comes_beside_the_answer_and_is_cut(jail):
    with jail.job(SHORT) as job:
        begun(job, "def solve(x):\n    print('a' * 100_000)\n    print('the end')\n    return x\n")
        told = asked(job, "solve", x=1)
    assert len(told.output) < 80_000
    assert told.output.startswith("aaa")
    assert told.output.endswith("the end\n")


def test_memory_is_bounded_and_the_job_lives_on(jail):
    with jail.job(SHORT) as job:
        begun(job, "def solve(x):\n    return len(bytearray(x))\n")
        assert asked(job, "solve", x=8 * 1024**3).message["type"] == "MemoryError"
        assert asked(job, "solve", x=10).message["value"] == 10


def test_jobs_side_by_side_do_not_disturb_one_another(jail):
    results = []

    def one(number):
        with jail.job(SHORT) as job:
            begun(job, "def solve(x):\n    return sum(range(200_000)) + x\n")
            results.append(asked(job, "solve", x=number).message["value"] - number)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(results) == {sum(range(200_000))}


def test_a_lost_fork_server_is_replaced(jail):
    with jail.job(SHORT):
        pass
    jail._server._process.kill()
    jail._server._process.wait()
    with jail.job(SHORT) as job:
        begun(job, "def solve(x):\n    return x\n")
        assert asked(job, "solve", x=3).message["value"] == 3


def test_descriptors_do_not_pile_up(jail):
    def count():
        return sum(1 for _ in Path("/proc/self/fd").iterdir())

    with jail.job(SHORT):
        pass
    before = count()
    for _ in range(20):
        with jail.job(SHORT) as job:
            begun(job, "def solve(x):\n    return x\n")
    assert count() == before
