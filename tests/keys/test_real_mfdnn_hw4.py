"""A real submission to homework 4, which is no part of the project, against a key that a person wrote by reading it."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT.parent / "shared" / "seeds" / "mfdnn_hw4"
KEY = yaml.load((Path(__file__).with_name("mfdnn_hw4") / "group-d.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def marks(tmp_path_factory):
    """The group's marks by name, through the real command."""
    out = tmp_path_factory.mktemp("seeds")
    command = [sys.executable, "-m", "grader", "grade", str(SEEDS), "--out", str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (submission,) = json.loads((out / "mfdnn_hw4" / "results.json").read_bytes())["submissions"]
    return {mark["name"]: mark for mark in submission["marks"]}


@pytest.mark.parametrize("name", KEY)
def test_a_mark_is_what_the_person_says(marks, name):
    key, mark = KEY[name], marks[name]
    allowed = {key["person"], "review"} if name == "parameter_reduction" else {key["person"]}
    assert mark["outcome"] in allowed, mark["says"]
    if "reads" in key:
        assert np.array(mark["answer"]["value"]) == pytest.approx(np.array(key["reads"]))


def test_the_swapped_channels_are_named_and_earn_half(marks):
    assert "swapped the channels" in marks["difference_filter"]["says"]
    assert marks["difference_filter"]["points"] == marks["difference_filter"]["possible"] / 2


def test_nothing_is_wrong_but_what_the_person_says(marks):
    assert [name for name, mark in marks.items() if mark["outcome"] in ("wrong", "fault")] == []
