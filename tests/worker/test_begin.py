"""Files are put where they belong, and what the course handed out is laid over them."""

import pytest

from grader.worker.starter import lay, root_of, with_gaps

STARTER = {
    "lib/base.py": b"class Module:\n    def forward(self, x):\n        raise NotImplementedError\n",
    "lib/conv.py": b"from lib.base import Module\ndef size(i):\n    # START TODO\n    raise NotImplementedError\n    # END TODO\n",
    "tests/test_conv.py": b"def test_nothing():\n    pass\n",
    "feedback.md": b"# Feedback\n",
    "blank.ipynb": b"{}",
    "data/numbers.csv": b"1,2\n",
}


@pytest.mark.parametrize(
    ("names", "root"),
    [
        (["lib/conv.py", "lib/base.py"], ""),
        (["repo-main/lib/conv.py", "repo-main/lib/base.py", "lib/other.py"], "repo-main"),
        (["a/b/lib/conv.py", "x/lib/conv.py", "x/lib/base.py"], "x"),
        (["conv.py"], ""),
        ([], ""),
        (["a/lib/conv.py", "lib/conv.py"], ""),
        (["glib/conv.py"], ""),
    ],
)
def test_the_folder_at_which_the_courses_paths_fit(names, root):
    assert root_of(names, STARTER) == root


def test_only_what_is_marked_has_gaps_where_a_course_marks_them():
    assert with_gaps(STARTER) == {"lib/conv.py", "feedback.md", "blank.ipynb"}
    assert with_gaps({"a.py": b"raise NotImplementedError", "b.py": b"x = 1"}) == {"a.py"}


def test_a_changed_file_of_the_courses_is_replaced_and_named():
    laid = lay({"r/lib/base.py": b"class Module:\n    def forward(self, x):\n        return 1\n", "r/lib/conv.py": b"mine"}, STARTER)
    assert laid.root == "r"
    assert laid.files["r/lib/base.py"] == STARTER["lib/base.py"]
    assert laid.files["r/lib/conv.py"] == b"mine"
    assert laid.notes == ("r/lib/base.py was changed by the group; the one that was handed out was used",)
    assert laid.files["r/tests/test_conv.py"] == STARTER["tests/test_conv.py"]
    assert laid.files["r/data/numbers.csv"] == b"1,2\n"


def test_a_file_that_the_rubric_asks_for_is_the_groups_though_it_marks_no_gap():
    unmarked = {**STARTER, "lib/layers.py": b"def relu(x):\n    ...\n"}
    theirs = {"lib/layers.py": b"def relu(x):\n    return abs(x)\n"}
    assert lay(theirs, unmarked).files["lib/layers.py"] == unmarked["lib/layers.py"]
    laid = lay(theirs, unmarked, ["lib/layers.py"])
    assert laid.files["lib/layers.py"] == theirs["lib/layers.py"]
    assert "lib/layers.py" not in laid.ours


def test_other_line_ends_are_no_change():
    laid = lay({"lib/base.py": STARTER["lib/base.py"].replace(b"\n", b"\r\n") + b"\n\n", "lib/conv.py": b""}, STARTER)
    assert laid.notes == ()


def test_what_a_group_added_for_its_other_files_stays():
    theirs = STARTER["lib/base.py"] + b"\n\ndef extra():\n    return 1\n"
    laid = lay({"lib/base.py": theirs}, STARTER)
    assert laid.files["lib/base.py"] == theirs
    assert "has more in it than what was handed out (extra)" in laid.notes[0]


def test_a_test_file_is_always_the_courses():
    laid = lay({"tests/test_conv.py": b"def test_all_is_well():\n    pass\n", "lib/conv.py": b""}, STARTER)
    assert laid.files["tests/test_conv.py"] == STARTER["tests/test_conv.py"]


def test_a_gap_is_not_put_beside_the_file_that_was_moved():
    laid = lay({"lib/base.py": STARTER["lib/base.py"], "work/conv.py": b"def size(i):\n    return i\n"}, STARTER)
    assert "lib/conv.py" not in laid.files


def test_a_filled_in_notebook_is_never_replaced():
    assert lay({"blank.ipynb": b'{"cells": []}'}, STARTER).files["blank.ipynb"] == b'{"cells": []}'


@pytest.mark.parametrize("name", ["../out.py", "/etc/passwd", "a/../../out.py", "", ".", "a//b.py", "./a.py", "a/./b.py"])
def test_a_name_that_leads_out_is_left_out(job, name):
    survey = job.begin({name: "X = 1\n", "a.py": "X = 1\n"})
    assert "is no name of a file of a submission" in survey["notes"][0]
    assert {str(path.relative_to(job.folder)) for path in job.folder.rglob("*.py")} == {"submission/a.py"}


@pytest.mark.parametrize("name", ["a b.py", "-rf.py", "back\\slash.py", "new\nline.py", "%s.py", "~.py", "ü.py"])
def test_an_odd_name_is_kept_as_it_is(job, name):
    survey = job.begin({name: "X = 1\n"})
    assert name in survey["files"]
    assert (job.folder / "submission" / name).is_file()


def test_a_name_too_long_for_the_machine_is_noted_and_read_all_the_same(job):
    survey = job.begin({"x" * 290 + ".py": "X = 1\n", "a": "", "a/b.py": "Y = 1\n"})
    assert len(survey["notes"]) == 2
    assert len(survey["files"]) == 2


def test_the_courses_own_files_are_not_surveyed_as_the_groups(job):
    survey = job.begin({"r/lib/conv.py": "from lib.base import Module\ndef size(i):\n    return i\n"}, STARTER)
    assert list(survey["files"]) == ["r/lib/conv.py"]
    assert survey["root"] == "r"
    assert job.value("lib/conv.py", "size", args={"i": 3}) == 3


def test_a_job_begins_with_its_files(job):
    assert job.do("ask", file="a.py", calls=["f"], args={})["is"] == "fault"
    assert job.do("dance")["is"] == "fault"


@pytest.mark.parametrize(
    ("names", "folder"),
    [
        (["repo/a.py", "repo/lib/b.py", "__MACOSX/x"], "repo"),
        (["src/a.py", "report.pdf"], ""),
        (["a/b/c.py"], "a/b"),
        ([], ""),
        (["ab/x.py", "a/x.py"], ""),
    ],
)
def test_without_a_starter_the_folder_round_everything_is_the_root(names, folder):
    assert lay(dict.fromkeys(names, b""), {}).root == folder


def test_code_works_where_the_repository_begins(job):
    job.begin(
        {"repo-main/data/x.txt": "5", "repo-main/src/a.py": "def f():\n    with open('data/x.txt') as file:\n        return file.read()\n"}
    )
    assert job.value("repo-main/src/a.py", "f") == "5"
