"""Three real submissions, which are no part of the project, against keys that were written before any reader ran on them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT.parent / "shared" / "seeds" / "freiburg_ex06"
KEYS = {
    path.stem: yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    for path in sorted(Path(__file__).with_name("freiburg_ex06").glob("*.yaml"))
}
CASES = [(group, name) for group, key in KEYS.items() for name in key]
DECIDED_FOR = ("right", "follows")
DECIDED_SHARE = 0.9

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def marks(tmp_path_factory):
    """Every group's marks by name, through the real command."""
    out = tmp_path_factory.mktemp("seeds")
    command = [sys.executable, "-m", "grader", "grade", str(SEEDS), "--out", str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    results = json.loads((out / "freiburg_ex06" / "results.json").read_bytes())
    return {submission["group"]: {mark["name"]: mark for mark in submission["marks"]} for submission in results["submissions"]}


def numbers(value):
    return value if isinstance(value, list) else [value]


def test_all_three_are_marked(marks):
    assert sorted(marks) == sorted(KEYS) == ["group-a", "group-b", "group-c"]


@pytest.mark.parametrize(("group", "name"), CASES)
def test_a_mark_is_what_the_person_says_or_left_to_one(marks, group, name):
    key, mark = KEYS[group][name], marks[group][name]
    if key["person"] == "missing":
        assert mark["outcome"] in ("missing", "review"), mark["says"]
        return
    assert mark["outcome"] in (*DECIDED_FOR, "review"), mark["says"]
    if mark["outcome"] in DECIDED_FOR and "reads" in key:
        read = numbers(mark["answer"]["value"])
        assert read == pytest.approx(numbers(key["reads"]), rel=1e-4), f"decided upon another number: {mark['answer']['text']!r}"


def test_nothing_is_wrong_in_any_of_them(marks):
    against = {
        (group, name): mark["says"]
        for group, own in marks.items()
        for name, mark in own.items()
        if mark["outcome"] in ("wrong", "mistake", "fault")
    }
    assert not against


def test_nine_in_ten_of_the_numbers_a_person_can_read_are_decided(marks, record_property):
    readable = [(group, name) for group, name in CASES if "reads" in KEYS[group][name]]
    decided = [(group, name) for group, name in readable if marks[group][name]["outcome"] in DECIDED_FOR]
    stated = [case for case in readable if KEYS[case[0]][case[1]].get("stated") is not False]
    left = sorted(set(readable) - set(decided))
    share, of_stated = len(decided) / len(readable), len(set(stated) & set(decided))
    said = f"{len(decided)} of {len(readable)} numbers decided ({share:.1%}), {of_stated} of {len(stated)} stated ones; left: {left}"
    record_property("figures", said)
    print(said)  # noqa: T201 - shown by `pytest -rP`
    assert len(readable) == 35
    assert len(decided) >= DECIDED_SHARE * len(readable), said


def test_the_unevaluated_loss_is_worked_out(marks):
    loss = marks["group-b"]["loss"]
    assert loss["outcome"] == "right"
    assert loss["answer"]["value"] == 200
    assert "unevaluated" in " ".join(loss["answer"]["doubts"])
