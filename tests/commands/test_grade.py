"""`grader grade` as a program: what it marks, what it says, where it writes, and what it leaves alone."""

import io
import json
import os
import zipfile

import pytest
from programs import RIGHT, SLIP, run_grader

ALL_RIGHT = {"y_hat": "right", "loss": "right", "grad_w": "right", "why": "review", "w_new": "right"}
A_SLIP = {"y_hat": "wrong", "loss": "follows", "grad_w": "follows", "why": "review", "w_new": "follows"}


def snapshot(folder, leave_out="results"):
    """Every file of a folder with its bytes, and every folder."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.relative_to(folder).parts[0] != leave_out:
            found[str(path.relative_to(folder))] = path.read_bytes() if path.is_file() else None
    return found


def without_seconds(results):
    """What must be the same whenever and however it is marked."""
    return json.dumps([{**one, "seconds": 0} for one in results["submissions"]])


def test_a_course_is_marked_and_every_file_of_the_contract_is_there(course):
    ran = course.grader("grade")
    assert (ran.status, ran.err) == (0, "")
    assert course.outcomes("right") == ALL_RIGHT
    assert course.outcomes("slip") == A_SLIP
    written = {
        str(path.relative_to(course.folder / "results" / "step"))
        for path in (course.folder / "results" / "step").rglob("*")
        if path.is_file()
    }
    pages = {f"groups/{group}/{page}" for group in ("right", "slip") for page in ("report.html", "instructor.html")}
    assert written == {"results.json", "index.html", "gradebook.csv", "store.sqlite"} | pages
    assert ran.out.splitlines()[-1] == "Overview: results/step/index.html"


def test_every_submission_has_a_plain_line(course):
    said = course.grader("grade").out.splitlines()
    assert said[0] == "step: One step"
    assert sorted(said[1:3]) == ["  right: 6 of 8, 2 undecided", "  slip: 5 of 8, 2 undecided"]
    assert said[3] == "2 submissions: 2 marked"


def test_a_folder_anywhere_is_marked_by_the_rubric_of_its_name(course, tmp_path):
    elsewhere = tmp_path / "elsewhere" / "step"
    elsewhere.mkdir(parents=True)
    (elsewhere / "anna.md").write_text(RIGHT, encoding="utf-8")
    assert course.grader("grade", elsewhere).status == 0
    assert course.outcomes("anna") == ALL_RIGHT


@pytest.mark.parametrize(
    "folder", ["submissions/step", "submissions/step/", "./submissions/step/.", "step", "submissions", "submissions/step/../step"]
)
def test_a_folder_may_be_named_as_people_name_it(folder, course):
    assert course.grader("grade", folder).status == 0
    assert course.outcomes("right") == ALL_RIGHT


def test_another_course_is_named_and_gets_the_results(course, tmp_path):
    assert run_grader("grade", "--course", course.folder, cwd=tmp_path).status == 0
    assert course.outcomes("right") == ALL_RIGHT
    assert not (tmp_path / "results").exists()


def test_a_rubric_that_is_named_gives_the_results_their_place(course):
    (course.folder / "submissions" / "step").rename(course.folder / "submissions" / "late")
    ran = course.grader("grade", "submissions/late", "--rubric", "step", "--out", "late results")
    assert ran.status == 0
    assert course.outcomes("right", out="late results") == ALL_RIGHT
    assert not (course.folder / "results").exists()


def test_a_rubric_without_a_folder_means_the_folder_of_its_name(course):
    course.write("submissions/other/anna.md", RIGHT)
    assert course.grader("grade", "--rubric", "step").status == 0
    assert course.outcomes("right") == ALL_RIGHT


def test_a_folder_without_a_rubric_is_named_and_the_others_are_marked(course):
    course.write("submissions/stpe/anna.md", RIGHT)
    ran = course.grader("grade")
    assert ran.status == 0
    assert ran.complaint == "submissions/stpe was not marked: it has no rubric (rubrics/stpe.yaml); did you mean `step`?"
    assert course.outcomes("right") == ALL_RIGHT


def test_a_sheet_to_which_nobody_has_handed_in_yet_is_passed_over(course):
    course.write("rubrics/later.yaml", "title: Later\nreference: step\ntasks:\n  1 All:\n    - close: y_hat\n      points: 1\n")
    ran = course.grader("grade")
    assert (ran.status, ran.err) == (0, "")
    assert course.outcomes("right") == ALL_RIGHT


def test_a_wrong_rubric_keeps_no_other_sheet_from_being_marked(course):
    course.write("rubrics/bad.yaml", "title: Bad\nreference: step\ntasks:\n  1 All:\n    - clsoe: y_hat\n      points: 1\n")
    course.write("submissions/bad/anna.md", RIGHT)
    ran = course.grader("grade")
    assert ran.status == 2
    assert ran.complaint.startswith("bad.yaml, line 5: `clsoe:` is no kind of check; did you mean `close`?")
    assert course.outcomes("right") == ALL_RIGHT


def test_one_damaged_submission_costs_nobody_else_a_mark(course):
    course.write("submissions/step/broken/answers.pdf", b"%PDF-1.7\n" + b"\0" * 500)
    ran = course.grader("grade")
    assert ran.status == 1
    assert course.outcomes("right") == ALL_RIGHT
    assert set(course.outcomes("broken").values()) == {"review"}
    (line,) = [line for line in ran.out.splitlines() if "broken" in line]
    assert line.startswith("  broken: could not be marked: answers.pdf")
    assert "3 submissions: 2 marked, 1 could not be marked" in ran.out


def test_the_state_of_an_unmarkable_submission_leaves_its_points_undecided(course):
    course.write("submissions/step/empty.md", "")
    assert course.grader("grade").status == 1
    (empty,) = [one for one in course.results()["submissions"] if one["group"] == "empty"]
    assert (empty["state"], empty["points"], empty["undecided"]) == ("unmarkable", 0.0, 8.0)
    assert empty["message"]


@pytest.mark.parametrize("make", ["pipe", "dangling link", "link to a folder", "archive of nothing", "heic"])
def test_what_cannot_be_opened_is_named_and_the_others_are_marked(make, course):
    place = course.folder / "submissions" / "step"
    match make:
        case "pipe":
            os.mkfifo(place / "odd.md")
        case "dangling link":
            (place / "odd.md").symlink_to("nowhere")
        case "link to a folder":
            (place / "odd").symlink_to(course.folder)
        case "archive of nothing":
            (place / "odd.zip").write_bytes(b"PK\x05\x06" + b"\0" * 18)
        case "heic":
            (place / "odd.heic").write_bytes(b"\0\0\0\x18ftypheic")
    ran = course.grader("grade")
    assert ran.status == 1
    assert "  odd: could not be marked: " in ran.out
    assert course.outcomes("right") == ALL_RIGHT


def test_an_archive_is_a_submission_and_leaves_nothing_behind(course):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("anna/answers.md", RIGHT)
    course.write("submissions/step/anna.zip", packed.getvalue())
    assert course.grader("grade").status == 0
    assert course.outcomes("anna") == ALL_RIGHT
    assert not [path for path in (course.folder / "results" / "step").iterdir() if path.name.startswith(".")]


def test_nothing_is_written_outside_the_results(course, tmp_path):
    before = snapshot(course.folder)
    home = tmp_path / "home"
    home.mkdir()
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    for arguments in (["grade"], ["check", "submissions/step/slip.md"], ["report"], ["grade", "--fresh"]):
        ran = course.grader(*arguments, environment={"HOME": str(home), "TMPDIR": str(temporary)})
        assert ran.status == 0
    assert snapshot(course.folder) == before
    assert not list(home.iterdir())
    assert not list(temporary.iterdir())


def test_one_at_a_time_and_four_at_a_time_give_the_same(course):
    for number in range(8):
        course.write(f"submissions/step/group{number}.md", RIGHT if number % 2 else SLIP)
    assert course.grader("grade", "-j", "1", "--out", "one").status == 0
    assert course.grader("grade", "-j", "4", "--out", "four").status == 0
    assert without_seconds(course.results(out="one")) == without_seconds(course.results(out="four"))
    assert (course.folder / "one/step/gradebook.csv").read_bytes() == (course.folder / "four/step/gradebook.csv").read_bytes()


def test_a_second_run_marks_nothing_again_and_gives_the_very_same_file(course):
    course.grader("grade")
    first = (course.folder / "results/step/results.json").read_bytes()
    course.grader("grade")
    assert (course.folder / "results/step/results.json").read_bytes() == first
    course.grader("grade", "--fresh")
    again = course.results()
    assert without_seconds(again) == without_seconds(json.loads(first))
    assert [one["seconds"] for one in again["submissions"]] != [one["seconds"] for one in json.loads(first)["submissions"]]


def test_a_submission_that_changed_is_marked_again_and_one_that_is_gone_is_gone(course):
    course.grader("grade")
    course.write("submissions/step/slip.md", RIGHT)
    course.write("submissions/step/new.md", SLIP)
    (course.folder / "submissions/step/right/answers.md").unlink()
    (course.folder / "submissions/step/right").rmdir()
    course.grader("grade")
    assert [one["group"] for one in course.results()["submissions"]] == ["new", "slip"]
    assert course.outcomes("slip") == ALL_RIGHT
    assert {path.name for path in (course.folder / "results/step/groups").iterdir()} == {"new", "slip"}


def test_a_tolerance_that_changed_in_the_rubric_is_honoured(course):
    assert course.outcomes("slip")["y_hat"] == "wrong" if course.grader("grade").status == 0 else False
    rubric = course.folder / "rubrics/step.yaml"
    rubric.write_text(
        rubric.read_text(encoding="utf-8").replace("- close: y_hat\n", "- close: y_hat\n      within: 10%\n"), encoding="utf-8"
    )
    assert course.grader("grade").status == 0
    assert course.outcomes("slip")["y_hat"] == "right"


def test_a_reference_that_changed_is_honoured(course):
    course.grader("grade")
    reference = course.folder / "reference/step.py"
    reference.write_text(reference.read_text(encoding="utf-8").replace("return x * w\n", "return x * w - 16.25\n"), encoding="utf-8")
    assert course.grader("grade").status == 0
    assert course.outcomes("slip")["y_hat"] == "right"


def test_the_smallest_course_of_the_contract_reads_markdown_and_text(empty_course):
    empty_course.write(
        "rubrics/step.yaml",
        "title: One step\nreference: step\ntasks:\n  1.1 Forward pass:\n    - close: y_hat\n      points: 1\n"
        "written as:\n  y_hat: [ŷ, y', '\\hat{y}']\n",
    )
    empty_course.write("reference/step.py", "x, w = 3.0, 4.5\ndef y_hat(x, w):\n    '''Prediction.'''\n    return x * w\n")
    empty_course.write("submissions/step/anna.md", "## 1.1 Forward pass\n\n$\\hat{y} = 13.5$\n")
    empty_course.write("submissions/step/ben.txt", "1.1 Forward pass\n\ny' = 13,5\n")
    empty_course.write("submissions/step/cleo.txt", "1.1 Forward pass\n\nŷ = 12\n")
    assert empty_course.grader("grade").status == 0
    assert [empty_course.outcomes(group)["y_hat"] for group in ("anna", "ben", "cleo")] == ["right", "right", "wrong"]
