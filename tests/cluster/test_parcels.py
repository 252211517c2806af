"""What is sent to another machine: bytes under numbers, never a path of a student's, and of the course nothing that is not needed."""

from pathlib import Path

import pytest

from grader import parcels
from grader.course import Course
from grader.errors import CommandError
from grader.parcels import course_parcel, marked_parcel, submission_parcel, unpacked_course, unpacked_marks, unpacked_submission
from grader.picturing import Pictured
from grader.records.results import State, SubmissionResult
from grader.shelf import Shelf, Stage
from grader.submission import Submission, SubmittedFile
from grader.work import Work

NAMES = ["../../etc/passwd", "/abs", "a/b.py", "\udcff.md", "", "0", "x" * 5000]


@pytest.fixture
def course(tmp_path):
    files = {
        "reference/step.py": 'def a():\n    """A: one."""\n    return 1.0\n',
        "reference/data.csv": "1,2",
        "reference/__pycache__/step.pyc": "no",
        "rubrics/step.yaml": "title: T\nreference: step\ntasks:\n  1 T:\n    - {close: a, points: 1}\n",
        "rubrics/other.yaml": "no",
        "rubrics/data/values.yaml": "3",
        "rubrics/test_step.py": "def test_it(student):\n    pass\n",
        "tests/step/test_more.py": "",
        "starters/step/code.py": "...",
        "starters/other/code.py": "no",
        "submissions/step/anna.md": "no",
        "results/step/results.json": "no",
        "roster.csv": "no",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_of_a_course_goes_what_one_assignment_needs_and_no_submission(course, tmp_path_factory):
    parcel = course_parcel(Course(course).load("step"))
    assert sorted(parcel.files) == [
        "reference/data.csv",
        "reference/step.py",
        "rubrics/data/values.yaml",
        "rubrics/step.yaml",
        "rubrics/test_step.py",
        "starters/step/code.py",
        "tests/step/test_more.py",
    ]
    there = unpacked_course(parcel, tmp_path_factory.mktemp("there"))
    here = Course(course).load("step")
    assert (there.rubric.sha256, there.reference.sha256, there.search) == (here.rubric.sha256, here.reference.sha256, here.search)


def test_a_course_of_too_many_files_is_one_line(course, monkeypatch):
    monkeypatch.setattr(parcels, "MOST", 3)
    with pytest.raises(CommandError, match="has more than 3 files beside the submissions; they cannot all be sent"):
        course_parcel(Course(course).load("step"))


def test_no_name_of_a_student_is_ever_a_path(tmp_path):
    (tmp_path / "data").write_bytes(b"here")
    files = tuple(SubmittedFile(name, tmp_path / ("data" if number else "gone")) for number, name in enumerate(NAMES))
    work = Work(Submission("../x", files), "key", "content", "final")
    shelf = Shelf()
    shelf.keep(Stage.READ, "k", b"kept")
    parcel = submission_parcel(work, shelf, frozenset({"p"}))
    assert all(file.path == Path() for file in parcel.work.submission.files), "where it lies here is nobody's business there"
    there = tmp_path / "there"
    there.mkdir()
    made, kept = unpacked_submission(parcel, there)
    assert [file.name for file in made.submission.files] == NAMES
    assert [file.path.parent for file in made.submission.files] == [there] * len(NAMES)
    assert not made.submission.files[0].path.exists()
    assert {file.path.read_bytes() for file in made.submission.files[1:]} == {b"here"}
    assert kept.recall(Stage.READ, "k") == b"kept"
    assert sorted(path.name for path in there.rglob("*")) == sorted(str(number) for number in range(1, len(NAMES)))


def test_marks_come_back_as_they_were_with_all_that_is_to_be_kept():
    result = SubmissionResult(group="\u202egroup", state=State.MARKED, points=1 / 3, undecided=0.0, possible=2.0)
    shelf = Shelf()
    shelf.keep(Stage.RUN, "k", b"value")
    back = Shelf({(Stage.READ, "old"): b""})
    made = unpacked_marks(marked_parcel(Pictured(result, {"key": b"png"}), shelf), back)
    assert made == Pictured(result, {"key": b"png"})
    assert (back.used, back.added, back.gone) == (shelf.used, shelf.added, {(Stage.READ, "old")})
