"""A file of a kind that is not read: it says what to hand in instead, and what it may hold is a person's to decide, never missing."""

from pathlib import Path

import pytest

from grader.answer import Answer, NotFound
from grader.collect import collect
from grader.course import Course
from grader.intake import find_submissions
from grader.intake.kinds import INSTEAD
from grader.readers.reading import read_bytes
from grader.search import search_for

STATED = "# 1.1\n\n$\\hat y = (14, 20)$\n"


class Here:
    """Reads in this process."""

    def read(self, path, name):
        return read_bytes(path.read_bytes(), name)


@pytest.fixture(scope="module")
def search():
    assignment = Course(Path(__file__).resolve().parents[2]).load("freiburg_ex06")
    return search_for(assignment.rubric, assignment.reference)


@pytest.fixture
def handed_in(tmp_path, search):
    """What is found of a submission with these files."""

    def collected(files):
        (tmp_path / "keep").mkdir()
        put(tmp_path / "sheets" / "group", files)
        (submission,) = find_submissions(tmp_path / "sheets", tmp_path / "keep")
        return collect(submission, search, Here())

    return collected


def put(folder, files):
    """Files in a folder."""
    folder.mkdir(parents=True)
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")


def test_alone_it_is_told_what_to_hand_in(tmp_path, search):
    (tmp_path / "keep").mkdir()
    for kind in INSTEAD:
        put(tmp_path / "sheets" / kind[1:], {f"sheet{kind}": "PK"})
    submissions = find_submissions(tmp_path / "sheets", tmp_path / "keep")
    assert len(submissions) == len(INSTEAD)
    for submission in submissions:
        problem = collect(submission, search, Here()).problem
        assert problem.startswith(f"sheet.{submission.group} is "), problem
        assert "hand in" in problem


@pytest.mark.parametrize("kind", [".docx", ".heic", ".7z", ".rar", ".typ", ".yaml"])
def test_beside_a_good_document_that_one_counts_and_nothing_is_missing(handed_in, kind):
    collected = handed_in({f"answer{kind}": "PK", "sheet.md": STATED})
    assert not collected.problem
    assert isinstance(collected.found["y_hat"], Answer)
    others = [one for name, one in collected.found.items() if name != "y_hat"]
    assert all(isinstance(one, NotFound) and not one.certain for one in others)
    assert any(f"answer{kind} " in gap.why for document in collected.documents for gap in document.unread)


def test_an_answer_sheet_alone_is_a_submission(handed_in):
    assert handed_in({"answers.yaml": "y_hat: 14, 20"}).found["y_hat"].value == (14, 20)
