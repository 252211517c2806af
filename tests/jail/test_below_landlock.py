"""Where nothing isolates student code it is not run, everything else is marked, and every page says how it was."""

import json
import os
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest

from grader.reporting.isolation import CONTAINER, NOT_RUN, UNSAFE

ROOT = Path(__file__).resolve().parents[2]
LIKE_A_MAC = Path(__file__).with_name("like_a_mac.py")
SAMPLE = "tuple-team"
"""A group of Freiburg's whose code is all right."""
RUN_CODE = {"same", "style"}

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="made of Linux")


def program(*arguments, cwd, **environment):
    """A program that is ours, in an environment without wishes of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GRADER_")}
    path = os.pathsep.join((str(ROOT), str(Path(__file__).parent)))
    command = [sys.executable, *map(str, arguments)]
    return subprocess.run(
        command, cwd=cwd, env=kept | {"PYTHONPATH": path} | environment, capture_output=True, check=False, text=True, timeout=300
    )


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """Freiburg's sheet with one group."""
    folder = tmp_path_factory.mktemp("course")
    for name in ("reference", "rubrics", "starters"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "submissions/freiburg_ex06" / SAMPLE, folder / "submissions/freiburg_ex06" / SAMPLE)
    return folder


def graded(course, out, *arguments, mac=False, **environment):
    """What was said, all marks, and all pages."""
    start = [LIKE_A_MAC, ROOT / "grader/__main__.py"] if mac else ["-m", "grader"]
    ended = program(*start, "grade", "--out", out, *arguments, cwd=course, **environment)
    assert (ended.returncode, ended.stderr) == (0, "")
    results = json.loads((out / "freiburg_ex06/results.json").read_text(encoding="utf-8"))
    pages = {path.relative_to(out).as_posix(): unescape(path.read_text(encoding="utf-8")) for path in out.rglob("*.html")}
    return ended.stdout, results["isolation"], results["submissions"][0]["marks"], pages


def test_code_that_nothing_isolates_is_not_run_until_something_does(course, tmp_path):
    said, isolation, marks, pages = graded(course, tmp_path, GRADER_LEVEL="rlimits")
    assert isolation == "rlimits"
    assert NOT_RUN in said
    assert "`grader doctor` says what to switch on" in said
    about_code = [mark for mark in marks if mark["check"] in RUN_CODE]
    assert len(about_code) >= 10
    for mark in about_code:
        assert mark["outcome"] == "review", mark
        assert "this machine cannot isolate" in mark["says"], mark
        assert mark["points"] is None, "what waits for a person has no points yet"
        assert {asked["ending"] for asked in mark["code"]["asked"]} == {"not run"}
    others = {mark["outcome"] for mark in marks if mark["check"] in ("close", "between", "compare")}
    assert others == {"right"}, "everything else is marked as usual"
    assert all("not run" in text for text in pages.values())
    assert CONTAINER in pages["freiburg_ex06/index.html"]
    said, isolation, marks, pages = graded(course, tmp_path, GRADER_LEVEL="landlock")
    assert isolation == "landlock"
    assert "Student code was run at level landlock" in said
    assert {mark["outcome"] for mark in marks if mark["check"] in RUN_CODE} == {"right"}
    assert not any(NOT_RUN in text for text in pages.values())


@pytest.mark.parametrize(("wish", "mac"), [("rlimits", False), pytest.param("", True, marks=pytest.mark.long)], ids=["rlimits", "a Mac"])
def test_allowed_unsafely_it_is_run_and_every_page_says_so(course, tmp_path, wish, mac):
    said, isolation, marks, pages = graded(course, tmp_path, "--allow-unsafe", mac=mac, GRADER_LEVEL=wish)
    assert isolation == "rlimits"
    assert f"WARNING: {UNSAFE} (level rlimits, --allow-unsafe)" in said
    assert {mark["name"]: mark["outcome"] for mark in marks if mark["check"] in RUN_CODE and mark["outcome"] != "right"} == {}
    assert len(pages) == 3
    for path, text in pages.items():
        assert UNSAFE in text, path
        assert "rlimits" in text, path


def test_on_a_mac_the_level_is_rlimits_and_jobs_still_end(tmp_path):
    ended = program(LIKE_A_MAC, Path(__file__).with_name("mac_program.py"), cwd=tmp_path)
    assert ended.returncode == 0, ended.stderr
    told = json.loads(ended.stdout)
    assert told["says"].startswith("level `rlimits`: limits only")
    assert "the system calls of this machine (darwin, arm64) are not known" in told["says"]
    assert told["values"] == [[2.0, 2.0]] * 2
    assert told["ended"] == ["out of time"] * 2
    assert (told["places"], told["left"]) == (1, [])
    assert CONTAINER in told["advice"], "the doctor offers the one command"
