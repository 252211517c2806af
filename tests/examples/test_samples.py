"""The samples through the real command: every mark is what a careful person wrote down beforehand."""

import functools
import json
import shutil
from decimal import Decimal
from itertools import starmap
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "submissions"
EXPECTED = Path(__file__).parent
GROUPS = sorted((path.parent.parent.name, path.parent.name) for path in EXPECTED.glob("*/*/expected.yaml"))
SHEETS = sorted({sheet for sheet, _ in GROUPS})
POSSIBLE = {"freiburg_ex06": (16, 2), "mfdnn_hw4": (20, 0), "rptu_ex02": (30, 0)}
"""What a sheet's marks and its bonus come to."""
FILES = {one: yaml.load(EXPECTED.joinpath(*one, "expected.yaml").read_text(encoding="utf-8"), Loader=yaml.CBaseLoader) for one in GROUPS}  # noqa: S506 - numbers stay as printed
MARKED = [one for one in GROUPS if FILES[one]["state"] == "marked"]
TORN = [one for one in GROUPS if FILES[one]["state"] == "unmarkable"]
CASES = [(one, name) for one in MARKED for name in FILES[one]["marks"]]
UNDECIDED = ("review", "fault")
EARNS_ALL, EARNS_NOTHING = ("right", "follows"), ("wrong", "missing")


def of_each(groups):
    """A test for each group of each sheet."""
    return pytest.mark.parametrize("group", groups, ids=list(starmap("{}-{}".format, groups)))


@pytest.fixture(scope="session")
def results(graded):
    """The parts of a sheet's results.json, by group."""
    return functools.cache(lambda sheet: {one["group"]: one for one in read(graded(sheet)[1])})


@pytest.fixture
def submission(results, group):
    """One group's part of results.json."""
    return results(group[0])[group[1]]


def read(place):
    return json.loads((place / "results.json").read_bytes())["submissions"]


def marks_of(submission):
    return {mark["name"]: mark for mark in submission["marks"]}


def outcomes(said):
    """All proper outcomes, the likeliest first."""
    return [said["outcome"]] if isinstance(said["outcome"], str) else said["outcome"]


def flat(values):
    """The numbers of nested lists, row by row."""
    return [number for value in values for number in flat(value)] if isinstance(values, list) else [values]


def is_as_printed(read, printed):
    """Whether a number that was read is the printed one, or a finer statement of it: 61.064 for 61.06."""
    exact = Decimal(printed)
    half = Decimal(5).scaleb(int(exact.as_tuple().exponent) - 1) if "." in printed else 0
    return abs(Decimal(repr(read)) - exact) <= half + Decimal("1e-12")


@pytest.mark.parametrize("sheet", SHEETS)
def test_the_command_says_which_could_not_be_marked(graded, sheet):
    done, out = graded(sheet)
    torn = [group for at, group in TORN if at == sheet]
    assert done.returncode == bool(torn), done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert all(f"{group}: could not be marked" in done.stdout for group in torn)
    assert done.stdout.strip().splitlines()[-1].endswith(str(out / "index.html"))


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_sample_has_a_result(results, sheet):
    handed_in = sorted(path.name.partition("_LATE_")[0] for path in (SAMPLES / sheet).iterdir())  # as Canvas names what came late
    assert sorted(results(sheet)) == [group for at, group in GROUPS if at == sheet] == handed_in


@of_each(GROUPS)
def test_the_state_is_the_expected_one(submission, group):
    assert submission["state"] == FILES[group]["state"], submission["message"]


@of_each(MARKED)
def test_no_line_of_the_sheet_is_left_out(submission, group):
    assert sorted(marks_of(submission)) == sorted(FILES[group]["marks"])


@pytest.mark.parametrize(("group", "name"), CASES, ids=[f"{sheet}-{group}-{name}" for (sheet, group), name in CASES])
def test_a_mark_is_what_a_careful_person_says(submission, group, name):
    said, mark = FILES[group]["marks"][name], marks_of(submission)[name]
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
        printed, read = flat(said["value"]), flat(answer["value"])
        assert len(read) == len(printed), where
        assert all(map(is_as_printed, read, printed)), f"read {read}, but {printed} stands there ({where})"


@of_each(MARKED)
def test_the_points_are_those_a_careful_person_gives(submission, group):
    marks = marks_of(submission)
    expected = FILES[group]["marks"]
    if all(marks[name]["outcome"] == outcomes(said)[0] for name, said in expected.items()):
        assert submission["points"] == float(FILES[group]["points"])
    else:
        assert submission["points"] <= float(FILES[group]["points"])


@of_each(GROUPS)
def test_undecided_points_are_counted_apart(submission, group):
    marks = submission["marks"]
    possible, extra = POSSIBLE[group[0]]
    assert submission["points"] == sum(mark["points"] or 0 for mark in marks)
    assert submission["undecided"] == sum(mark["possible"] for mark in marks if mark["points"] is None and not mark["bonus"])
    assert submission["possible"] == sum(mark["possible"] for mark in marks if not mark["bonus"]) == possible
    bonus = sum(mark["points"] or 0 for mark in marks if mark["bonus"])
    assert bonus <= extra
    assert submission["points"] - bonus + submission["undecided"] <= possible


@of_each(TORN)
def test_what_cannot_be_read_is_undecided_and_not_zero(submission, group):
    assert submission["message"]
    assert submission["undecided"] == POSSIBLE[group[0]][0]
    assert {mark["outcome"] for mark in submission["marks"]} == {"review"}
    assert {mark["points"] for mark in submission["marks"]} == {None}


def without_times(results):
    """What must be the same on every run: all but seconds and time stamps."""
    if isinstance(results, dict):
        return {key: without_times(value) for key, value in results.items() if key != "seconds" and not key.endswith("_at")}
    return [without_times(item) for item in results] if isinstance(results, list) else results


def test_a_few_of_them_one_at_a_time_get_the_same_results(results, grade, tmp_path):
    few = ("square-dance", "tuple-team", "two-minds", "old-snakes")
    for group in few:
        shutil.copytree(SAMPLES / "freiburg_ex06" / group, tmp_path / "freiburg_ex06" / group)
    assert grade(tmp_path / "freiburg_ex06", tmp_path / "out", "-j", "1").returncode == 0
    alone = read(tmp_path / "out" / "freiburg_ex06")
    assert [without_times(one) for one in alone] == [without_times(results("freiburg_ex06")[group]) for group in sorted(few)]


@pytest.mark.long
@pytest.mark.parametrize("sheet", SHEETS)
def test_all_of_them_one_at_a_time_get_the_same_results(graded, grade, sheet, tmp_path):
    grade(SAMPLES / sheet, tmp_path, "-j", "1")
    first, second = (json.loads((place / "results.json").read_bytes()) for place in (graded(sheet)[1], tmp_path / sheet))
    assert without_times(first) == without_times(second)
