"""What the tests of the commands share."""

import atexit
import shutil
import sys
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # the folder is no package, and its tests share a file

import pytest
from programs import REFERENCE, RIGHT, RUBRIC, SLIP, CourseFolder
from sixty import PUBLISHED, lying
from waiting_servers import WaitingServer

from grader.jail import server


@cache
def waiting_server():
    """The one of this process; it goes when this process does."""
    waiting = WaitingServer()
    atexit.register(waiting.close)
    return waiting


@pytest.fixture(scope="module", autouse=True)
def servers_of_this_process_are_copies():
    """What batches in this very process read documents with."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(server, "_started", lambda control, plan, begin=server._started: waiting_server().started(control, plan, begin))
        yield


@pytest.fixture
def empty_course(tmp_path):
    return CourseFolder(tmp_path / "course")


@pytest.fixture
def course(empty_course):
    """One sheet, two groups: one all right, one with a slip that is carried on."""
    empty_course.write("reference/step.py", REFERENCE)
    empty_course.write("rubrics/step.yaml", RUBRIC)
    empty_course.write("submissions/step/right/answers.md", RIGHT)
    empty_course.write("submissions/step/slip.md", SLIP)
    return empty_course


@pytest.fixture(scope="module")
def remarked(tmp_path_factory):
    """A course with the results of before a change of its rubric, and with all that lies there after it."""
    course = CourseFolder(tmp_path_factory.mktemp("remarked") / "course")
    course.write("reference/step.py", REFERENCE)
    course.write("submissions/step/right/answers.md", RIGHT)
    course.write("submissions/step/slip.md", SLIP)
    course.write("rubrics/step.yaml", RUBRIC)
    old = course.folder / "old"
    assert course.grader("grade", "--out", old).status == 0
    course.write(
        "rubrics/step.yaml",
        RUBRIC.replace("title: One", "title: Another").replace("loss, points: 2", "loss, points: 3").replace("points: 8", "points: 9"),
    )
    shutil.copytree(old, course.folder / "new")
    assert course.grader("grade", "--out", "new").status == 0
    before, after = lying(old / "step"), lying(course.folder / "new/step")
    assert set(before) == set(after) == set(PUBLISHED)
    assert all(before[name] != after[name] for name in PUBLISHED)
    return course, before, after
