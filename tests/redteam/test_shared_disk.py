"""Below level `namespaces` jobs write on a disk that others share: what no folder shows is bounded all the same."""

import sys

import pytest

from grader.jail.client import Jail, JobEnded
from grader.jail.level import Level
from grader.jail.limits import MIB, JobLimits
from grader.jail.server import Plan
from grader.run import Ending
from grader.session import ended_reply, for_sale, load_may_be_to_blame

LIMITS = JobLimits(file_size=16 * MIB, folder_size=32 * MIB, unseen=64 * MIB)
HIDES = """
import ctypes
import os
import time

LIBC = ctypes.CDLL(None, use_errno=True)
LIBC.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]
LIBC.mmap.restype = ctypes.c_void_p


def hide(count):
    for _ in range(count):
        file = os.open("gone.bin", os.O_CREAT | os.O_RDWR, 0o600)
        os.unlink("gone.bin")
        for _ in range(15):
            os.write(file, bytes(1 << 20))
        assert LIBC.mmap(None, 4096, 1, 1, file, 0) not in (None, 2**64 - 1)
        os.close(file)
    time.sleep(0.3)
    return count
"""


@pytest.fixture(scope="module")
def jail():
    if not sys.platform.startswith("linux"):
        pytest.skip("no level holds elsewhere")
    with Jail(Plan(Level.LANDLOCK)) as jail:
        yield jail


def hidden(job, count):
    begin = {"do": "begin", "files": {"solution.py": HIDES.encode()}, "starter": {}, "seed": 1, "stubs": True}
    assert job.ask(begin, 5.0).message["is"] == "ready"
    assert job.ask({"do": "load", "file": "solution.py", "whole": False}, 5.0).message["is"] == "done"
    request = {"do": "ask", "file": "solution.py", "calls": ["hide"], "through": "", "args": {"count": count}, "seed": 1, "stubs": []}
    return job.ask(request, 10.0)


def test_a_disk_that_fills_up_unseen_ends_the_job_which_is_then_tried_alone(jail):
    with jail.job(LIMITS) as job, pytest.raises(JobEnded, match="the disk filled up") as ended:
        hidden(job, 20)
    reply = ended_reply(ended.value, 10.0)
    assert reply.ending is Ending.NO_RESULT
    assert load_may_be_to_blame(reply)
    assert for_sale(reply)


def test_a_little_that_is_unseen_is_nothing(jail):
    with jail.job(LIMITS) as job:
        assert hidden(job, 1).message["value"] == 1
