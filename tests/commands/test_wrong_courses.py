"""What is wrong with a command, a course, a rubric or a reference is one line that says where and how to mend it; never a traceback."""

import os
import re

import pytest
from programs import REFERENCE, RIGHT, ROOT, RUBRIC, run_grader

from grader.records.holder import HOLDER, holder
from grader.records.workplace import workplace


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["grade", "nowhere"], "there is no folder `nowhere`; there is `step`"),
        (["grade", "submissions/stp"], "there is no folder `submissions/stp`; did you mean `step`?"),
        (["grade", "submissions/step/slip.md"], "`submissions/step/slip.md` is a file; name the folder that holds the submissions"),
        (["grade", "submissions/step/right"], "`submissions/step/right` looks like one submission to `step`; name the folder above it"),
        (["grade", "submissions/step", "--rubric", "stpe"], "this folder has no rubric `stpe` (rubrics/stpe.yaml); did you mean `step`?"),
        (["grade", "--rubric", "../rubrics/step"], "has no rubric `../rubrics/step`"),
        (
            ["grade", "--out", "submissions/step"],
            "the results would lie among the submissions, in `submissions/step/step`; choose another folder with `--out`",
        ),
        (["grade", "--out", "submissions"], "the results would lie among the submissions"),
        (["check", "nowhere.md"], "there is no file or folder `nowhere.md`"),
        (["check", "submissions/step/slip.md", "--rubric", "stpe"], "did you mean `step`?"),
        (["report"], "there is no results folder `results`; `grader grade` writes one"),
        (["report", "submissions"], "there are no results in `submissions`; `grader grade` writes them"),
    ],
)
def test_a_slip_on_the_command_line_is_one_line(arguments, said, course):
    ran = course.grader(*arguments)
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.complaint


def test_a_folder_that_is_no_course_is_told_what_one_is(tmp_path):
    ran = run_grader("grade", cwd=tmp_path)
    assert ran.status == 2
    assert ran.complaint.startswith("this folder is no course: it has no folder `rubrics`")
    assert "`--course`" in ran.complaint


def test_an_empty_folder_of_submissions_is_one_line(course):
    (course.folder / "submissions" / "none").mkdir()
    ran = course.grader("grade", "submissions/none", "--rubric", "step")
    assert (ran.status, ran.out.splitlines()) == (2, ["step: One step"])
    assert ran.complaint.startswith("no submissions in submissions/none: a submission is a folder or a PDF")


def test_an_empty_sheet_keeps_no_other_sheet_from_being_marked(course):
    course.write("rubrics/later.yaml", RUBRIC)
    (course.folder / "submissions" / "later").mkdir()
    ran = course.grader("grade")
    assert ran.status == 2
    assert ran.complaint.startswith("no submissions in submissions/later")
    assert len(course.results()["submissions"]) == 2


def test_a_course_of_empty_submissions_says_what_to_put_there(empty_course):
    ran = empty_course.grader("grade")
    assert ran.status == 2
    assert ran.complaint == "`submissions` is empty; put a folder with submissions there"


def test_a_course_without_any_rubric_names_each_folder(empty_course):
    empty_course.write("submissions/one/anna.md", RIGHT)
    ran = empty_course.grader("grade")
    assert ran.status == 2
    assert ran.complaint == "submissions/one was not marked: it has no rubric (rubrics/one.yaml)"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("title: One step", "titel: One step", "step.yaml, line 2: `titel` is not a setting of a rubric; did you mean `title`?"),
        ("- close: y_hat", "- clsoe: y_hat", "step.yaml, line 8: `clsoe:` is no kind of check; did you mean `close`?"),
        ("- close: y_hat", "- close: y_hta", "step.yaml, line 8: `y_hta` is no function of the reference `step`; did you mean `y_hat`?"),
        ("      points: 1\n    - {close: loss", "      pionts: 1\n    - {close: loss", "step.yaml, line 9: "),
        ("points: 8", "points: 16", "step.yaml, line 5: `points:` promises 16, but the lines add up to 8"),
        ("visibility: hidden", "visibility: hiden", "step.yaml, line 12: "),
        ("tasks:", "tasks: [", "step.yaml, line "),
        ("due: 2023-12-05 23:59 Europe/Berlin", "due: tomorrow", "step.yaml, line 4: `due:` wants a time and its zone"),
        ("reference: step", "reference: stpe", "reference/stpe.py: there is no such reference module"),
        ("  loss: [L]", "  loss: [L]\n  loss: [L]", "step.yaml, line 23: `loss` is said twice"),
    ],
)
def test_a_mistake_in_a_rubric_is_told_with_its_line(old, new, said, course):
    assert old in RUBRIC
    course.write("rubrics/step.yaml", RUBRIC.replace(old, new, 1))
    ran = course.grader("grade")
    assert (ran.status, ran.out) == (2, "")
    assert any(line.startswith(said) for line in ran.err.splitlines()), ran.err
    assert "Traceback" not in ran.err
    assert not (course.folder / "results").exists()


def test_all_mistakes_of_a_rubric_are_told_at_once(course):
    course.write("rubrics/step.yaml", RUBRIC.replace("close: y_hat", "clsoe: y_hat").replace("visibility: hidden", "visibilty: hidden"))
    ran = course.grader("grade")
    assert [line.split(": ")[0] for line in ran.err.splitlines()] == ["step.yaml, line 8", "step.yaml, line 12"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("x, w, y", "import nothing_of_the_kind\nx, w, y", "reference/step.py, line 3: ModuleNotFoundError"),
        ("x, w, y", "raise ValueError('two\\nlines')\nx, w, y", "reference/step.py, line 3: ValueError: two lines"),
        ("x, w, y", "raise SystemExit(0)\nx, w, y", "reference/step.py, line 3: SystemExit"),
        ("def loss(y", "def loss(y:", "reference/step.py, line 11: "),
        (
            "def y_hat(x, w):",
            "def y_hat(x, v):",
            "reference/step.py, line 6: `y_hat` is worked out from `v`, which is neither a given value nor a function",
        ),
        ("def y_hat(x, w):", "def y_hat(x, loss):", "reference/step.py, line 11: a circle, "),
        ("return x * w", "return x / 0", "reference/step.py, line 6: `y_hat` fails on the sheet's own values (ZeroDivisionError"),
        ("return x * w", "raise SystemExit(0)", "reference/step.py, line 6: `y_hat` fails on the sheet's own values"),
    ],
)
def test_a_reference_that_fails_is_told_with_its_line_before_anyone_is_marked(old, new, said, course):
    assert old in REFERENCE
    course.write("reference/step.py", REFERENCE.replace(old, new, 1))
    ran = course.grader("grade")
    assert (ran.status, ran.out) == (2, "")
    assert any(line.startswith(said) for line in ran.err.splitlines()), ran.err
    assert all(line.startswith("reference/step.py, line ") for line in ran.err.splitlines()), ran.err


def test_debug_shows_the_traceback_too(course):
    course.write("rubrics/step.yaml", "titel: x\n")
    assert "Traceback" not in course.grader("grade").err
    assert "Traceback" in course.grader("grade", "--debug").err


def test_a_failure_of_our_own_is_one_line_that_asks_for_a_report(course):
    """A package of ours that is broken: its first import fails."""
    course.write("broken/sitecustomize.py", "import sys\nsys.modules['grader.commands.grade'] = None\n")
    path = os.pathsep.join([str(course.folder / "broken"), str(ROOT)])
    ran = course.grader("grade", environment={"PYTHONPATH": path})
    assert ran.status == 2
    assert ran.complaint.startswith("the grader itself failed (ModuleNotFoundError: ")
    assert ran.complaint.endswith("run again with --debug and report it")
    assert "Traceback" in course.grader("grade", "--debug", environment={"PYTHONPATH": path}).err


@pytest.mark.parametrize("out", ["/dev/null/there", "/proc/there", "rubrics/step.yaml"])
def test_results_that_cannot_be_written_are_one_line(out, course):
    """Where not even root may write."""
    ran = course.grader("grade", "--out", out)
    assert ran.status == 2
    assert ran.complaint.startswith(f"the results cannot be written into `{out}/step` (")


def test_two_runs_into_one_folder_do_not_meet(course):
    import fcntl

    (course.folder / "results/step").mkdir(parents=True)
    held = os.open(course.folder / "results/step", os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        ran = course.grader("grade")
    finally:
        os.close(held)
    assert ran.status == 2
    assert ran.complaint.startswith("another `grader grade` is writing into `results/step`; wait for it")
    assert course.grader("grade").status == 0


def test_who_holds_the_results_is_named(course):
    """By process and time; a file that a killed run left behind names nobody who does not hold them."""
    place = course.folder / "results/step"
    with workplace(place):
        ran = course.grader("grade")
        assert ran.status == 2
        named = (
            rf"another `grader grade` is writing into `results/step` \(process {os.getpid()}, begun 2\d{{3}}-\d\d-\d\d \d\d:\d\d:\d\d\); "
        )
        assert re.match(f"{named}wait for it, or choose another folder with `--out`$", ran.complaint)
        left = (place / HOLDER).read_bytes()
        assert {path.name for path in place.iterdir()} == {HOLDER, *(path.name for path in place.glob(".unpacked-*"))}
    (place / HOLDER).write_bytes(left)
    assert course.grader("grade").status == 0
    assert not (place / HOLDER).exists()


@pytest.mark.parametrize("text", [b"", b"12", b"\xff\n\n\n", b"no number\nnow\nhere\n", b"\n\n\n"])
def test_a_name_that_nobody_can_read_is_left_out(text, tmp_path):
    (tmp_path / HOLDER).write_bytes(text)
    assert holder(tmp_path) == ""


def test_a_holder_on_another_computer_is_named_with_it(tmp_path):
    (tmp_path / HOLDER).write_text("4242\n2026-11-22 18:40:12\nelsewhere.example\n", encoding="utf-8")
    assert holder(tmp_path) == " (process 4242 on elsewhere.example, begun 2026-11-22 18:40:12)"


def test_a_damaged_store_is_begun_anew(course):
    course.grader("grade")
    (course.folder / "results/step/store.sqlite").write_bytes(b"no database" * 100)
    assert course.grader("grade").status == 0
    assert len(course.results()["submissions"]) == 2
