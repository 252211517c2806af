"""`grader check` as a student runs it: what was read, what is missing, and nothing about what is right."""

import re
import shutil

import pytest
from programs import REFERENCE, RIGHT, RUBRIC, SLIP, run_grader

EXPECTED = ("317.25", "317,25", "19.53", "18.75", "105.56")
"""What the reference gives; none of it stands in SLIP."""


def row(said, label):
    """The state that stands before a value's line."""
    (line,) = [line for line in said.splitlines() if label in line and line.startswith("  ")]
    return line[:14].strip()


def test_a_student_sees_what_was_read_and_where(course):
    ran = course.grader("check", "submissions/step/slip.md")
    assert (ran.status, ran.err) == (0, "")
    assert "  read          Prediction ŷ = 301 (slip.md, line 3)\n" in ran.out
    assert "  for a person  Why it goes down\n" in ran.out
    assert "It does not say whether any of it is right." in ran.out
    assert ran.out.splitlines()[-1] == "Of 3 values: 3 read. For a person: 1 question."
    assert max(map(len, ran.out.splitlines())) <= 80


def test_no_expected_value_no_hidden_line_and_no_verdict_is_told(course):
    said = course.grader("check", "submissions/step/slip.md").out
    assert not [number for number in EXPECTED if number in said]
    assert "∂L/∂w" not in said
    assert "-30" not in said, "the value of a hidden line was shown"
    assert "secret of descent" not in said
    assert not re.search(
        r"\b(right|wrong|follows|correct|mistake|points?|tolerance)\b", said.replace("whether any of it is right", ""), re.IGNORECASE
    )


def test_a_hidden_question_is_not_told_either(course):
    course.write("rubrics/step.yaml", RUBRIC.replace("      name: why\n", "      name: why\n      visibility: hidden\n"))
    said = course.grader("check", "submissions/step/slip.md").out
    assert "Why" not in said
    assert "1.2 Backward pass" not in said, "a task of hidden lines alone was shown"


def test_right_and_wrong_numbers_look_the_same(course):
    """What is said of a value does not depend on what is true: only the numbers themselves differ."""
    right = course.grader("check", "submissions/step/right/answers.md", "--rubric", "step").out
    wrong = course.grader(
        "check", course.write("submissions/step/answers.md", RIGHT.replace("317.25", "296.75").replace("19.53125", "77.53125"))
    )
    assert right.replace("317.25", "296.75").replace("19.53125", "77.53125") == wrong.out


def test_a_student_needs_no_reference(course):
    with_reference = course.grader("check", "submissions/step/slip.md").out
    shutil.rmtree(course.folder / "reference")
    without = course.grader("check", "submissions/step/slip.md")
    assert without.status == 0
    assert "y_hat = 301 (slip.md, line 3)" in without.out
    assert len(without.out.splitlines()) == len(with_reference.splitlines())


@pytest.mark.parametrize("broken", ["raise ValueError('no')\n", "def y_hat(x, w):\n    return 1 / 0\n", "import os\nos.abort\n(\n"])
def test_a_reference_that_fails_is_no_students_business(broken, course):
    course.write("reference/step.py", broken)
    ran = course.grader("check", "submissions/step/slip.md")
    assert (ran.status, ran.err) == (0, "")
    assert "301" in ran.out


def test_a_value_that_is_missing_is_told_with_how_to_write_it(course):
    said = course.grader("check", course.write("submissions/step/half.md", SLIP.replace("ŷ = 301\n", "We are done.\n"))).out
    assert row(said, "Prediction ŷ") == "not found"
    assert "write `ŷ` or `y'` or `\\hat{y}`, and its value behind it" in " ".join(said.split())


def test_two_statements_that_differ_are_both_shown(course):
    said = course.grader("check", course.write("submissions/step/twice.md", SLIP.replace("L = 50\n", "L = 50\n\nL = 51\n"))).out
    assert row(said, "Loss L") == "several"
    assert "50 (twice.md, line 5)" in said
    assert "51" in said


def test_a_comma_that_can_be_read_in_two_ways_is_told(course):
    said = course.grader("check", course.write("submissions/step/comma.md", SLIP.replace("L = 50\n", "L = 1,234\n"))).out
    assert row(said, "Loss L") in ("not certain", "several")
    assert "comma" in said


def test_a_value_of_another_shape_is_shown_like_any_other(empty_course):
    """`not found` or a remark would say that a single number is asked for."""
    empty_course.write("reference/step.py", REFERENCE.replace("return x * w", "return [x * w, x]"))
    empty_course.write(
        "rubrics/step.yaml", "title: T\nreference: step\ntasks:\n  1 All:\n    - close: y_hat\n      points: 1\nwritten as:\n  y_hat: [ŷ]\n"
    )
    one = empty_course.grader("check", empty_course.write("one.md", "# 1 All\n\nŷ = 7\n"), "--rubric", "step").out
    empty_course.write("reference/step.py", REFERENCE)
    assert empty_course.grader("check", "one.md", "--rubric", "step").out == one
    assert row(one, "Prediction ŷ") == "read"


def test_what_is_left_out_and_what_is_not_read_is_told_with_a_reason(course):
    folder = course.folder / "submissions" / "step" / "anna"
    course.write("submissions/step/anna/answers.md", SLIP)
    course.write("submissions/step/anna/photo.heic", b"\0\0\0\x18ftypheic")
    course.write("submissions/step/anna/scan.png", b"\x89PNG\r\n")
    course.write("submissions/step/anna/.DS_Store", b"\0")
    said = " ".join(course.grader("check", folder).out.split())
    assert "not read: photo.heic is a HEIC photo, which is not read; hand in a PDF or a .jpg instead" in said
    assert "not read: scan.png is damaged, or no picture" in said
    assert "ignored: .DS_Store" in said


@pytest.mark.parametrize("name", ["answers.pdf", "answers.md", "answers.docx", "answers.zip"])
def test_nothing_that_can_be_read_is_status_1_with_the_reason(name, course):
    ran = course.grader("check", course.write(f"submissions/step/{name}", b"%PDF-1.7\n\0\0\0" if name == "answers.pdf" else b""))
    assert (ran.status, ran.err) == (1, "")
    (line,) = [line for line in ran.out.splitlines() if line.startswith("NOTHING CAN BE READ: ")]
    assert "answers" in line


def test_the_sheet_is_told_by_the_folder_the_name_or_there_being_only_one(course, tmp_path):
    course.write("rubrics/other.yaml", RUBRIC)
    assert "read for step" in course.grader("check", "submissions/step/slip.md").out
    assert "read for other" in course.grader("check", "submissions/step/slip.md", "--rubric", "other").out
    mine = tmp_path / "mine.md"
    mine.write_text(SLIP, encoding="utf-8")
    ran = course.grader("check", mine)
    assert ran.status == 2
    assert ran.complaint == "which sheet is it? Choose one with `--rubric`: other, step"
    (course.folder / "rubrics/other.yaml").unlink()
    assert "read for step" in run_grader("check", mine, "--course", course.folder, cwd=tmp_path).out


def test_a_wrong_rubric_is_one_line_for_a_student_too(course):
    course.write("rubrics/step.yaml", "titel: One step\ntasks:\n  1 All:\n    - close: y_hat\n      points: 1\n")
    ran = course.grader("check", "submissions/step/slip.md")
    assert ran.status == 2
    assert ran.complaint.startswith("step.yaml, line 1: `titel` is not a setting of a rubric")


def test_text_made_to_harm_a_terminal_is_harmless(course):
    file = course.write(
        "submissions/step/bad.md",
        SLIP.replace("301", "301").replace("# 1.1 Forward", "\x1b]0;owned\x07# 1.1 Forward") + "\nL = \x1b[31m5\u202e0\n",
    )
    ran = course.grader("check", file)
    assert not set(ran.out) & set("\x1b\x07\u202e")
