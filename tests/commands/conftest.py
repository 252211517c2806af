"""What the tests of the commands share."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # the folder is no package, and its tests share a file

import pytest
from programs import REFERENCE, RIGHT, RUBRIC, SLIP, CourseFolder


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
