"""`grader diff` as a program: a course marked, changed and marked again, and what is said of the two results."""

import json
import shutil
from copy import copy

import pytest
from programs import REFERENCE, RIGHT, RUBRIC, SLIP, CourseFolder

ROUNDED = """# 1.1 Forward pass

ŷ = 318

L = 19.53125

# 1.2 Backward pass

∂L/∂w = 18.75

# 1.3 One step

w_new = 105.5625
"""


@pytest.fixture(scope="module")
def marked_once(tmp_path_factory):
    """A course that was marked, with a copy of its results."""
    course = CourseFolder(tmp_path_factory.mktemp("marked") / "course")
    course.write("reference/step.py", REFERENCE)
    course.write("rubrics/step.yaml", RUBRIC)
    for name, text in {"right": RIGHT, "slip": SLIP, "rounded": ROUNDED}.items():
        course.write(f"submissions/step/{name}.md", text)
    assert course.grader("grade").status == 0
    shutil.copytree(course.folder / "results", course.folder / "before")
    return course


@pytest.fixture
def marked(marked_once, tmp_path):
    """A copy of it."""
    shutil.copytree(marked_once.folder, tmp_path / "copy")
    course = copy(marked_once)
    course.folder = tmp_path / "copy"
    return course


def again(course, rubric=RUBRIC, reference=REFERENCE):
    """Mark again after a change, and compare."""
    course.write("rubrics/step.yaml", rubric)
    course.write("reference/step.py", reference)
    assert course.grader("grade").status == 0
    ran = course.grader("diff", "before", "results")
    assert (ran.status, ran.err) == (0, "")
    return ran.out.splitlines()


def test_nothing_changed_is_one_line(marked):
    ran = marked.grader("diff", "before", "results")
    assert (ran.status, ran.out, ran.err) == (0, "step: nothing changed in 3 groups\n", "")


def test_a_wider_tolerance_tells_whom_it_helped(marked):
    said = again(marked, RUBRIC.replace("- close: y_hat\n", "- close: y_hat\n      within: 1%\n"))
    assert said[0] == "step: 1 of 3 groups changed: 1 up; +0.333 points on average"
    assert said[1] == "  Since then: the rubric changed"
    rule = "judged by another rule: “as printed: within half a unit of the last digit (±0.5)” → “within 1 % of the value”"
    assert said[3] == f"    1.1 Prediction ŷ: 1 of 3 groups wrong → right, +1 point; {rule}"
    assert said[5:] == ["    rounded: 5 → 6 of 8 points, 2 undecided (+1)", f"      1.1 Prediction ŷ: wrong → right, 0 → 1 of 1: {rule}"]


def test_other_points_are_told_of_everybody(marked):
    said = again(marked, RUBRIC.replace("points: 8", "points: 9").replace("{close: loss, points: 2}", "{close: loss, points: 3}"))
    assert said[0].startswith("step: 3 of 3 groups changed: 3 up; +1 point on average")
    assert said[1] == "  Since then: the rubric changed; another sum of points: 8 points → 9 points"
    assert said[3].endswith("+3 points; the line is worth other points: 2 points → 3 points")


def test_another_reference_tells_the_expected_values(marked):
    said = again(marked, reference=REFERENCE.replace("y, rate = 3.0, 105.75, 311.0", "y, rate = 3.0, 105.75, 311.5"))
    assert said[1] == "  Since then: the reference changed"
    loss = next(line for line in said if line.startswith("    1.1 Loss"))
    assert "the expected value changed: “19.53125” → “16.53125”" in loss
    assert any("y_hat" not in line and "right → wrong" in line for line in said)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("before", "results"),
        ("before", "results/step/results.json"),
        ("before/step", "results/step"),
        ("before/step/results.json", "results/step"),
        ("kept.json", "results"),
        ("kept.json", "results/step/results.json"),
    ],
)
def test_a_result_is_a_file_its_folder_or_a_folder_of_several(old, new, marked):
    shutil.copy(marked.folder / "before/step/results.json", marked.folder / "kept.json")
    shutil.copytree(marked.folder / "results/step", marked.folder / "results/other")
    shutil.copytree(marked.folder / "results/step", marked.folder / "before/third")
    ran = marked.grader("diff", old, new)
    assert ran.status == 0
    assert ran.out.splitlines()[0] == "step: nothing changed in 3 groups"
    assert ran.out.splitlines()[1:] == (
        ["third: only in before; nothing to compare it with", "other: only in results; nothing to compare it with"]
        if (old, new) == ("before", "results")
        else []
    )


def test_the_page_is_written_whole_and_named(marked):
    results = marked.results() | {"submissions": []}
    marked.write("results/step/results.json", json.dumps(results))
    for _ in range(2):
        ran = marked.grader("diff", "before", "results", "--html", "pages/diff.html")
        assert ran.out.splitlines()[-1] == "Page: pages/diff.html"
    text = (marked.folder / "pages/diff.html").read_text(encoding="utf-8")
    assert "Only in the old results" in text
    assert [path.name for path in (marked.folder / "pages").iterdir()] == ["diff.html"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere", "results"], "there is no `nowhere`; name a results.json, or a folder that `grader grade` wrote"),
        (["before", "nowhere/results.json"], "there is no `nowhere/results.json`; name a results.json"),
        (["before/step/gradebook.csv", "results"], "`before/step/gradebook.csv` is no results.json; name one"),
        (["submissions", "results"], "there are no results in `submissions`; `grader grade` writes them"),
        (["before", "broken.json"], "broken.json: Invalid JSON"),
        (["before/step", "linear.json"], "these are two sheets: `before/step/results.json` is of `step`, `linear.json` of `linear`"),
        (["linear.json", "results"], "`results` has no sheet `linear`, it has `step`; name two results of one sheet"),
        (["before", "linear.json"], "`before` has no sheet `linear`, it has `step`; name two results of one sheet"),
        (["up.json", "results"], "`results` has no sheet `../before/step`, it has `step`"),
        (["elsewhere", "results"], "no sheet is in both: `elsewhere` has `linear`, `results` has `step`; name two results of one sheet"),
        (["before", "results", "--html", "before"], "`--html` wants a file, and `before` is a folder"),
        (
            ["before", "results", "--html", "results/step/results.json"],
            "`--html` wants a file that ends in .html, not `results/step/results",
        ),
    ],
)
def test_what_cannot_be_compared_is_one_line(arguments, said, marked):
    results = marked.results()
    marked.write("broken.json", "{")
    for path, name in (("linear.json", "linear"), ("up.json", "../before/step"), ("elsewhere/linear/results.json", "linear")):
        marked.write(path, json.dumps(results | {"assignment": name}))
    ran = marked.grader("diff", *arguments)
    assert (ran.status, ran.out) == (2, "")
    assert ran.complaint.startswith(said)
    assert marked.results() == results


def test_one_sheet_that_is_damaged_keeps_none_of_the_others_back(marked):
    marked.write("before/bad/results.json", "[]")
    marked.write("results/bad/results.json", "[]")
    ran = marked.grader("diff", "before", "results", "--html", "diff.html")
    assert ran.status == 2
    assert ran.complaint.startswith("before/bad/results.json: ")
    assert ran.out.splitlines() == ["step: nothing changed in 3 groups", "Page: diff.html"]
