"""What the tests of the commands share."""

import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # the folder is no package, and its tests share a file

import pytest
from programs import REFERENCE, RIGHT, RUBRIC, SLIP, CourseFolder
from sixty import PUBLISHED, lying


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
