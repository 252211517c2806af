"""What the tests of marking share."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # the folder is no package, and its tests share a file

import pytest
from answers_by_hand import Sheet

from grader.course import Course

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def freiburg() -> Sheet:
    """The Freiburg sheet, with answers made by hand."""
    return Sheet(Course(ROOT).load("freiburg_ex06"))


@pytest.fixture
def sheet_of(tmp_path):
    """Load a course of one sheet from the text of its reference and of its rubric's tasks."""

    def load(reference: str, tasks: str) -> Sheet:
        for folder, name, text in (("reference", "tiny.py", reference), ("rubrics", "tiny.yaml", f"reference: tiny\ntasks:\n{tasks}")):
            (tmp_path / folder).mkdir(exist_ok=True)
            (tmp_path / folder / name).write_text(text, encoding="utf-8")
        return Sheet(Course(tmp_path).load("tiny"))

    return load
