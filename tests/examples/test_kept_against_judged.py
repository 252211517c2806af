"""Rubrics of the three sheets changed at random: what is kept comes to what judging every line again comes to."""

import json
import random
import re
import shutil
from pathlib import Path

import pytest

from grader import jailing
from grader.batch import grade
from grader.course import Course
from grader.judged import Judged
from grader.work import Batch

pytestmark = pytest.mark.long
ROOT = Path(__file__).resolve().parents[2]
STEPS, MOST_AT_ONCE = 5, 4
CHANGES = (
    (r"\{close: \w+,(?!.*(?:within|digits):)", lambda found: f"{found} within: 3%,"),
    (r"\{close: \w+,(?!.*(?:within|digits):)", lambda found: f"{found} digits: 4,"),
    (r"within: 0\.01%", lambda _: "within: 50%"),
    (r"points by: entries, ", lambda _: ""),
    (r"\b50%", lambda _: "40%"),
    (r"from: 90%", lambda _: "from: 92%"),
    (r"to: 99\.\d%", lambda _: "to: 93%"),
    (r"at most: 4x", lambda _: "at most: 1x"),
    (r"label: (?=\w)", lambda found: f"{found}The "),
    (r"points: 0\.5\b", lambda _: "points: 0.75"),
    (r"at least: 20 words", lambda _: "at least: 200 words"),
    (r"^title: ", lambda found: f"# more\n{found}"),
)


def changed(rubric, by):
    """A rubric with some things changed."""
    for _ in range(by.randint(1, MOST_AT_ONCE)):
        pattern, other = by.choice(CHANGES)
        if places := list(re.finditer(pattern, rubric, re.MULTILINE)):
            place = by.choice(places)
            rubric = rubric[: place.start()] + other(place.group()) + rubric[place.end() :]
    return rubric


def marked(folder, sheet, out):
    """All that results.json says, but for how long it took."""
    grade(Batch(Course(folder).load(sheet), folder / "submissions" / sheet, out, workers=2))
    text = (out / sheet / "results.json").read_text(encoding="utf-8")
    return json.loads(text, object_hook=lambda entry: {key: value for key, value in entry.items() if key != "seconds"})["submissions"]


@pytest.mark.parametrize("sheet", ["freiburg_ex06", "mfdnn_hw4", "rptu_ex02"])
def test_what_is_kept_comes_to_what_judging_again_comes_to(sheet, graded, tmp_path, monkeypatch):
    course, kept, judged = tmp_path / "course", tmp_path / "kept", tmp_path / "judged"
    for part in ("rubrics", "reference", "starters", f"submissions/{sheet}"):
        shutil.copytree(ROOT / part, course / part)
    _, results = graded(sheet)
    shutil.copytree(results, kept / sheet)
    place, by, moved = course / f"rubrics/{sheet}.yaml", random.Random(sheet), 0
    rubric = re.sub(r"(?m)^points: .*$", "", place.read_text(encoding="utf-8"))  # what the lines add up to is no matter here
    before = marked(course, sheet, kept)
    for _ in range(STEPS):
        rubric = changed(rubric, by)
        place.write_text(rubric, encoding="utf-8")
        shutil.copytree(kept, judged)
        after = marked(course, sheet, kept)
        with monkeypatch.context() as patch:
            patch.setattr(jailing, "kept_findings", lambda _kept, _decided, work: work())
            patch.setattr(Judged, "finding", lambda _self, _key, work: work())
            assert marked(course, sheet, judged) == after, rubric
        shutil.rmtree(judged)
        moved += sum(one["marks"] != other["marks"] for one, other in zip(before, after, strict=True))
        before = after
    assert moved >= len(before), "these changes change too little to tell anything"
