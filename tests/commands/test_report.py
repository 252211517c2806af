"""`grader report` and the pages of `grader grade`: what is shown to whom and when, from stored results alone."""

import shutil

import pytest
from programs import RUBRIC, run_grader

EXPECTED_LATER = "105.5625"
EXPECTED_HIDDEN = "18.75"
DUE_LONG_AGO, DUE_LATER = "2023-12-05 23:59 Europe/Berlin", "2093-12-05 23:59 Europe/Berlin"


def pages(course, page="report.html"):
    """All pages of one kind, as bytes."""
    found = [path.read_bytes() for path in (course.folder / "results/step/groups").glob(f"*/{page}")]
    assert len(found) == 2
    return b"".join(found)


def slip_page(course):
    """What the group with the slip gets."""
    return (course.folder / "results/step/groups/slip/report.html").read_text(encoding="utf-8")


def after_due(course, due):
    """The course with a line that waits for the due date instead."""
    course.write("rubrics/step.yaml", RUBRIC.replace("after_published", "after_due_date").replace(DUE_LONG_AGO, due))


def test_pages_are_built_again_from_the_results_alone(course):
    course.grader("grade")
    before = pages(course), pages(course, "instructor.html"), (course.folder / "results/step/index.html").read_bytes()
    shutil.rmtree(course.folder / "results/step/groups")
    (course.folder / "results/step/index.html").unlink()
    (course.folder / "results/step/gradebook.csv").unlink()
    shutil.rmtree(course.folder / "submissions")
    shutil.rmtree(course.folder / "reference")
    ran = course.grader("report")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.splitlines() == ["step: pages and gradebook of 2 submissions", "Overview: results/step/index.html"]
    assert (pages(course), pages(course, "instructor.html"), (course.folder / "results/step/index.html").read_bytes()) == before
    assert (course.folder / "results/step/gradebook.csv").exists()


def test_neither_what_is_hidden_nor_what_comes_later_stands_in_any_students_page(course):
    course.grader("grade")
    students = (course.folder / "results/step/groups/slip/report.html").read_bytes()
    for secret in (EXPECTED_LATER, EXPECTED_HIDDEN, "∂L/∂w", "-30", "secret of descent"):
        assert secret.encode() not in students, secret
    instructors = (course.folder / "results/step/groups/slip/instructor.html").read_bytes()
    for known in (EXPECTED_LATER, EXPECTED_HIDDEN, "secret of descent"):
        assert known.encode() in instructors, known


def test_what_is_published_is_shown_and_what_is_hidden_stays_so(course):
    course.grader("grade")
    assert course.grader("report", "--published").status == 0
    assert EXPECTED_LATER in slip_page(course)
    assert EXPECTED_HIDDEN not in slip_page(course)
    assert course.grader("report").status == 0
    assert EXPECTED_LATER not in slip_page(course)


@pytest.mark.parametrize(("due", "shown"), [(DUE_LONG_AGO, True), (DUE_LATER, False)])
@pytest.mark.parametrize("command", ["grade", "report"])
def test_a_line_that_waits_for_the_due_date_is_shown_once_it_has_passed(due, shown, command, course):
    after_due(course, due)
    course.grader("grade")
    if command == "report":
        course.grader("report", "--published")
        course.grader("report")
    assert (EXPECTED_LATER in slip_page(course)) is shown


def test_an_unknown_due_date_has_not_passed(course):
    after_due(course, DUE_LONG_AGO)
    course.grader("grade")
    (course.folder / "rubrics/step.yaml").unlink()
    ran = course.grader("report")
    assert ran.status == 0
    assert ran.complaint.startswith(
        "step: lines that wait for the due date stay hidden, because it is not known: this folder has no rubric `step`"
    )
    assert EXPECTED_LATER not in slip_page(course)


def test_results_elsewhere_are_named_by_their_folder_or_by_the_one_above(course, tmp_path):
    course.grader("grade", "--out", tmp_path / "out")
    for folder in (tmp_path / "out", tmp_path / "out" / "step"):
        (tmp_path / "out/step/index.html").unlink()
        assert course.grader("report", folder).status == 0
        assert (tmp_path / "out/step/index.html").exists()
    assert run_grader("report", tmp_path / "out", "--course", course.folder, cwd=tmp_path).status == 0


@pytest.mark.parametrize(("text", "said"), [("{", "results.json: "), ("[]", "results.json: "), ('{"schema": 2}', "schema: ")])
def test_damaged_results_are_one_line_and_the_others_are_built(text, said, course):
    course.grader("grade")
    course.write("results/bad/results.json", text)
    (course.folder / "results/step/index.html").unlink()
    ran = course.grader("report")
    assert ran.status == 2
    assert ran.complaint.startswith("results/bad/results.json: ")
    assert said in ran.complaint
    assert (course.folder / "results/step/index.html").exists()
