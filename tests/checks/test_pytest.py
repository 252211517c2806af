"""`pytest:`: points by the tests that pass; a test that is itself wrong, and whatever is unsure, costs nobody a point."""

import pytest
from lines_by_hand import Sheet, refused, rubric_of

from grader.course_files import course_file, inside_name, problems, starter_files
from grader.other_lines import each_test
from grader.run import Ending, Reason, Reply
from grader.score import Outcome

LINE = "{pytest: test_layers.py, points: 2}"
INSIDE = "{pytest: test_layers.py, wholly inside: yes, points: 2}"


def reply(name, outcome, ending=Ending.FINISHED, reason=Reason.NONE, says="", doc=""):
    """One test as the trusted side tells it."""
    return Reply(ending, {"test": name, "says": doc, "outcome": outcome, "message": f"assert 14 == {name}"}, reason=reason, says=says)


RIGHT = ["test_a", "passed", "", "", ""]
PASSED, FAILED = reply("a", "passed"), reply("b", "failed")


@pytest.mark.parametrize(
    ("replies", "outcome", "share"),
    [
        ([PASSED], Outcome.RIGHT, 1.0),
        ([PASSED, FAILED], Outcome.MISTAKE, 0.5),
        ([FAILED, FAILED], Outcome.WRONG, 0.0),
        ([PASSED, reply("c", "skipped")], Outcome.RIGHT, 1.0),
        ([reply("c", "skipped")], Outcome.REVIEW, 0.0),
        ([PASSED, reply("c", "error", Ending.FAULT)], Outcome.FAULT, 0.0),
        ([PASSED, reply("c", "failed", Ending.RAISED)], Outcome.MISTAKE, 0.5),
        ([PASSED, reply("c", "failed", Ending.RAISED, Reason.NOT_IMPLEMENTED)], Outcome.MISTAKE, 0.5),
        ([reply("c", "failed", Ending.RAISED, Reason.NOT_IMPLEMENTED)] * 2, Outcome.MISSING, 0.0),
        ([reply("c", "failed", Ending.NOT_RUN, Reason.NO_FILE)] * 2, Outcome.MISSING, 0.0),
        ([PASSED, reply("c", "failed", Ending.OUT_OF_TIME)], Outcome.MISTAKE, 0.5),
        ([PASSED, reply("c", "failed", Ending.OUT_OF_TIME, Reason.WAITED)], Outcome.REVIEW, 0.0),
        ([PASSED, reply("c", "failed", Ending.CRASHED)], Outcome.REVIEW, 0.0),
        ([PASSED, reply("c", "failed", Ending.RAISED, Reason.ENVIRONMENT)], Outcome.REVIEW, 0.0),
        ([PASSED, reply("c", "failed", Ending.NO_RESULT, Reason.EXITED)], Outcome.REVIEW, 0.0),
        ([PASSED, reply("c", "failed", Ending.FAULT)], Outcome.FAULT, 0.0),
        ([Reply(Ending.FAULT, says="test_layers.py: the tests do not end")], Outcome.FAULT, 0.0),
        ([Reply(Ending.NOT_RUN, reason=Reason.NO_ISOLATION)], Outcome.REVIEW, 0.0),
        ([PASSED, Reply(Ending.FAULT, says="lost")], Outcome.REVIEW, 0.0),
        ([], Outcome.REVIEW, 0.0),
    ],
)
def test_what_the_tests_come_to(tmp_path, replies, outcome, share):
    ((_, check),) = rubric_of(LINE).lines
    found = check.run(Sheet(tmp_path).case(check, more=replies))
    assert (found.outcome, found.share) == (outcome, share)


def test_only_all_tests_may_be_asked_for(tmp_path):
    ((_, check),) = rubric_of("{pytest: test_layers.py, points by: all, points: 2}").lines
    found = check.run(Sheet(tmp_path).case(check, more=[PASSED, FAILED]))
    assert (found.outcome, found.share) == (Outcome.WRONG, 0.0)


def test_a_student_reads_what_a_test_is_about_and_not_what_it_expects(tmp_path):
    replies = [PASSED, reply("test_stride", "failed", doc="A stride above 1 leaves out windows.")]
    ((_, check),) = rubric_of(LINE).lines
    found = check.run(Sheet(tmp_path).case(check, more=replies))
    assert found.says == "1 of 2 tests passed; failed: A stride above 1 leaves out windows. (test_stride)"
    assert "14" in found.detail
    ((_, check),) = rubric_of(LINE.replace("points", "messages: yes, points")).lines
    assert "assert 14" in check.run(Sheet(tmp_path).case(check, more=replies)).says


@pytest.mark.parametrize(
    ("value", "outcome", "share"),
    [
        ([RIGHT, ["test_b", "failed", "assert 1 == 2", "AssertionError", ""]], Outcome.MISTAKE, 0.5),
        ([RIGHT], Outcome.RIGHT, 1.0),
        ([["test_a", "error", "no", "ImportError", ""]], Outcome.WRONG, 0.0),
        ([["test_a", "error", "no", "ModuleNotFoundError", "missing package no_such_thing"]], Outcome.REVIEW, 0.0),
        ([["test_a", "failed", "no", "NotImplementedError", ""]], Outcome.MISSING, 0.0),
        ([["test_a", "great", "", "", ""]], Outcome.REVIEW, 0.0),
        ([["test_a", "passed"]], Outcome.REVIEW, 0.0),
        ([3], Outcome.REVIEW, 0.0),
        ([], Outcome.REVIEW, 0.0),
    ],
)
def test_what_ran_inside_is_weaker_evidence(tmp_path, value, outcome, share):
    ((_, check),) = rubric_of(INSIDE).lines
    found = check.run(Sheet(tmp_path).case(check, more=each_test(Reply(Ending.FINISHED, value), frozenset())))
    assert (found.outcome, found.share) == (outcome, share)
    assert "weaker evidence" in found.rule


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{pytest: layers, points: 1}", "wants a pytest file"),
        ("{pytest: /test_layers.py, points: 1}", "wants a pytest file"),
        ("{pytest: ../test_layers.py, points: 1}", "wants a pytest file"),
        ("{pytest: test_layers.py, self-check: yes, points: 1}", "self-check"),
        ("{pytest: test_layers.py, points by: test, points: 1}", "`share`"),
    ],
)
def test_what_is_wrong_with_a_line_is_told_with_its_place(line, says):
    told = refused(line)
    assert says in told
    assert told.startswith("tiny.yaml, line 4:")


def course(folder, **files):
    """A course's folder; `__` is a slash."""
    for name, content in files.items():
        path = folder / f"{name.replace('__', '/')}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


WITH_FIXTURE, WITHOUT = "def test_it(student): pass\n", "from lib import x\ndef test_it(): assert x\n"


@pytest.mark.parametrize(
    ("line", "files", "says"),
    [
        (LINE, {"rubrics__test_layers": WITH_FIXTURE}, ""),
        (LINE, {"tests__test_layers": WITH_FIXTURE}, ""),
        (LINE, {"starters__tiny__tests__test_layers": WITH_FIXTURE}, ""),
        (LINE, {"rubrics__test_layer": WITH_FIXTURE}, "did you mean `test_layer.py`"),
        (LINE, {}, "there is no `test_layers.py`"),
        (LINE, {"rubrics__test_layers": "def test_it(student: pass\n"}, "cannot be read as Python (its line 1)"),
        (LINE, {"rubrics__test_layers": WITHOUT}, "`wholly inside: yes`"),
        (INSIDE, {"starters__tiny__tests__test_layers": WITHOUT}, ""),
        (INSIDE, {"rubrics__test_layers": WITHOUT}, "must lie in `starters/tiny/`"),
    ],
)
def test_a_test_file_that_is_not_there_is_told_with_its_line(tmp_path, line, files, says):
    told = list(problems(course(tmp_path, **files), rubric_of(line)))
    assert len(told) == bool(says)
    assert all(one.startswith("tiny.yaml, line 4: ") and says in one for one in told)


def test_where_a_test_file_may_lie(tmp_path):
    folder = course(tmp_path, rubrics__test_layers=WITH_FIXTURE, starters__tiny__tests__test_layers=WITHOUT)
    assert course_file(folder, rubric_of(LINE), "test_layers.py") == folder / "rubrics/test_layers.py"
    assert inside_name(folder, rubric_of(INSIDE), "test_layers.py") == "tests/test_layers.py"
    assert list(starter_files(folder, rubric_of(LINE))) == ["tests/test_layers.py"]
