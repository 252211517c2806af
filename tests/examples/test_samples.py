"""The samples through the real command: every mark is what a careful person wrote down beforehand."""

import json
import shutil
from decimal import Decimal
from itertools import starmap
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "submissions" / "freiburg_ex06"
EXPECTED = Path(__file__).with_name("freiburg_ex06")
GROUPS = sorted(path.parent.name for path in EXPECTED.glob("*/expected.yaml"))
FILES = {group: yaml.load((EXPECTED / group / "expected.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader) for group in GROUPS}  # noqa: S506 - numbers stay as printed
MARKED = [group for group in GROUPS if FILES[group]["state"] == "marked"]
CASES = [(group, name) for group in MARKED for name in FILES[group]["marks"]]
UNDECIDED = ("review", "fault")
EARNS_ALL, EARNS_NOTHING = ("right", "follows"), ("wrong", "missing")


@pytest.fixture(scope="session")
def submissions(run):
    """Every group's part of results.json."""
    results = json.loads((run[1] / "results.json").read_text(encoding="utf-8"))
    return {submission["group"]: submission for submission in results["submissions"]}


def marks_of(submission):
    return {mark["name"]: mark for mark in submission["marks"]}


def outcomes(said):
    """All proper outcomes, the likeliest first."""
    return [said["outcome"]] if isinstance(said["outcome"], str) else said["outcome"]


def is_as_printed(read, printed):
    """Whether a number that was read is the printed one, or a finer statement of it: 61.064 for 61.06."""
    exact = Decimal(printed)
    half = Decimal(5).scaleb(int(exact.as_tuple().exponent) - 1) if "." in printed else 0
    return abs(Decimal(repr(read)) - exact) <= half + Decimal("1e-12")


def test_the_command_says_that_one_could_not_be_marked(run):
    done, out = run
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert "torn-page: could not be marked" in done.stdout
    assert done.stdout.strip().splitlines()[-1].endswith(str(out / "index.html"))


def test_every_sample_has_a_result(submissions):
    assert sorted(submissions) == GROUPS


@pytest.mark.parametrize("group", GROUPS)
def test_the_state_is_the_expected_one(submissions, group):
    assert submissions[group]["state"] == FILES[group]["state"], submissions[group]["message"]


@pytest.mark.parametrize(("group", "name"), CASES, ids=list(starmap("{}-{}".format, CASES)))
def test_a_mark_is_what_a_careful_person_says(submissions, group, name):
    said, mark = FILES[group]["marks"][name], marks_of(submissions[group])[name]
    answer = mark["answer"]
    where = (
        f"{answer['file']} page {answer['page']} line {answer['line']}: {answer['text']!r} = {answer['value']}"
        if answer
        else "nothing read"
    )
    assert mark["outcome"] in outcomes(said), f"{mark['outcome']}, not {' or '.join(outcomes(said))}: {mark['says']} ({where})"
    if mark["outcome"] in EARNS_ALL:
        assert mark["points"] == mark["possible"]
    elif mark["outcome"] in EARNS_NOTHING:
        assert mark["points"] == 0
    elif mark["outcome"] in UNDECIDED:
        assert mark["points"] is None
    if "value" in said and mark["outcome"] not in UNDECIDED:
        assert answer is not None, f"{mark['outcome']}, but no value"
        printed = [said["value"]] if isinstance(said["value"], str) else said["value"]
        read = answer["value"] if isinstance(answer["value"], list) else [answer["value"]]
        assert len(read) == len(printed), where
        assert all(map(is_as_printed, read, printed)), f"read {read}, but {printed} stands there ({where})"


@pytest.mark.parametrize("group", MARKED)
def test_the_points_are_those_a_careful_person_gives(submissions, group):
    marks = marks_of(submissions[group])
    expected = FILES[group]["marks"]
    if all(marks[name]["outcome"] == outcomes(said)[0] for name, said in expected.items()):
        assert submissions[group]["points"] == float(FILES[group]["points"])
    else:
        assert submissions[group]["points"] <= float(FILES[group]["points"])


@pytest.mark.parametrize("group", GROUPS)
def test_undecided_points_are_counted_apart(submissions, group):
    submission = submissions[group]
    marks = submission["marks"]
    assert submission["points"] == sum(mark["points"] or 0 for mark in marks)
    assert submission["undecided"] == sum(mark["possible"] for mark in marks if mark["points"] is None and not mark["bonus"])
    assert submission["possible"] == sum(mark["possible"] for mark in marks if not mark["bonus"]) == 16
    bonus = sum(mark["points"] or 0 for mark in marks if mark["bonus"])
    assert bonus <= 2
    assert submission["points"] - bonus + submission["undecided"] <= 16


def test_what_cannot_be_read_is_undecided_and_not_zero(submissions):
    torn = submissions["torn-page"]
    assert torn["message"]
    assert torn["undecided"] == 16
    assert {mark["outcome"] for mark in torn["marks"]} == {"review"}
    assert {mark["points"] for mark in torn["marks"]} == {None}


def without_times(results):
    """What must be the same on every run: all but seconds and time stamps."""
    if isinstance(results, dict):
        return {key: without_times(value) for key, value in results.items() if key != "seconds" and not key.endswith("_at")}
    return [without_times(item) for item in results] if isinstance(results, list) else results


def test_a_few_of_them_one_at_a_time_get_the_same_results(submissions, grade, tmp_path):
    few = ("faltungsfreunde", "square-dance", "tuple-team", "two-minds", "blank-stare", "old-snakes")
    for group in few:
        shutil.copytree(SAMPLES / group, tmp_path / "freiburg_ex06" / group)
    assert grade(tmp_path / "freiburg_ex06", tmp_path / "out", "-j", "1").returncode == 0
    alone = json.loads((tmp_path / "out" / "freiburg_ex06" / "results.json").read_bytes())["submissions"]
    assert [without_times(one) for one in alone] == [without_times(submissions[group]) for group in sorted(few)]


@pytest.mark.long
def test_all_of_them_one_at_a_time_get_the_same_results(run, grade, tmp_path):
    grade(SAMPLES, tmp_path, "-j", "1")
    first, second = (json.loads((place / "results.json").read_bytes()) for place in (run[1], tmp_path / "freiburg_ex06"))
    assert without_times(first) == without_times(second)
