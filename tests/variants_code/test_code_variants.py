"""Code as hundreds of people write it, right and wrong: every mark is what a careful person gave before the program was asked."""

import json
import re
import shutil
import subprocess
import sys
from itertools import zip_longest

import pytest
import whole_files
import yaml
from snippets import HERE, TOGETHER, HandIn, packed, snippets, with_all

ROOT = HERE.parents[1]
RIGHT = [*map(with_all, packed(HERE / "right.txt", TOGETHER))]
WRONG = [*map(with_all, packed(HERE / "wrong.txt", {kind: group for kind, group in TOGETHER.items() if kind != "layer"}))]
ALONE = [with_all((one,)) for one in snippets(HERE / "wrong.txt") if one.name.startswith("layer:")]
"""Wrong layers make networks wrong, and wrong helpers make layers wrong."""
FILES = [*whole_files.hand_ins()]
HAND_INS = [*RIGHT[:9], *RIGHT[-14:], *WRONG[:8], *ALONE[-5:], *FILES[6:]]
THE_REST = [*RIGHT[9:-14], *WRONG[8:], *ALONE[:-5], *FILES[:6]]


def adapters():
    """The hand-ins that are asked through adapters: one file each, as many in a hand-in as have nothing to do with each other."""
    kinds = {}
    for one in snippets(HERE / "adapters" / "hand_ins.txt"):
        kinds.setdefault(next(iter(one.outcomes)), []).append(one)
    for together in zip_longest(*kinds.values()):
        chosen = [one for one in together if one is not None]
        files = {f"part_{number}.py": f"import numpy as np\n{one.text}" for number, one in enumerate(chosen)}
        outcomes = {mark: said for one in chosen for mark, said in one.outcomes.items()}
        yield HandIn(tuple(one.name for one in chosen), files, outcomes)


def graded(place, course, hand_ins, rubric):
    """All hand-ins in one batch of the real command; for each its marks by name."""
    for number, one in enumerate(hand_ins):
        for name, data in one.files.items():
            path = place / "handed in" / f"{number:03}" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data if isinstance(data, bytes) else data.encode())
    command = [sys.executable, "-m", "grader", "grade", str(place / "handed in"), "--rubric", rubric, "--course", str(course)]
    done = subprocess.run(
        [*command, "--out", str(place)], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    results = json.loads((place / rubric / "results.json").read_text(encoding="utf-8"))
    return {submission["group"]: {mark["name"]: mark for mark in submission["marks"]} for submission in results["submissions"]}


def complaints(hand_ins, marks):
    """Every mark that is not what a careful person gives."""
    for number, one in enumerate(hand_ins):
        for name, wanted in one.outcomes.items():
            mark = marks[f"{number:03}"][name]
            if mark["outcome"] not in wanted:
                yield f"{' + '.join(one.names)}: {name}: {mark['outcome']}, not {' or '.join(sorted(wanted))} ({mark['says']})"


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """Our own reference and starter, and of our rubric the lines that compare functions."""
    place = tmp_path_factory.mktemp("course")
    for folder in ("reference", "starters/freiburg_ex06"):
        shutil.copytree(ROOT / folder, place / folder, ignore=shutil.ignore_patterns("__pycache__"))
    rubric = yaml.load((ROOT / "rubrics" / "freiburg_ex06.yaml").read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506 - as written
    tasks = {task: [line for line in lines if "same" in line] for task, lines in rubric["tasks"].items()}
    rubric["tasks"] = {task: lines for task, lines in tasks.items() if lines}
    rubric["points"] = "9"
    (place / "rubrics").mkdir()
    kept = {name: rubric[name] for name in ("title", "reference", "points", "tasks")}
    (place / "rubrics" / "freiburg_ex06.yaml").write_text(yaml.safe_dump(kept, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return place


def test_code_in_every_style_gets_the_marks_that_a_careful_person_gives(course, tmp_path):
    marks = graded(tmp_path, course, HAND_INS, "freiburg_ex06")
    assert list(complaints(HAND_INS, marks)) == []


@pytest.mark.long
def test_the_rest_of_the_styles_gets_these_marks_too(course, tmp_path):
    assert list(complaints(THE_REST, graded(tmp_path, course, THE_REST, "freiburg_ex06"))) == []


def test_code_asked_through_adapters_gets_the_marks_that_a_careful_person_gives(tmp_path):
    hand_ins = list(adapters())
    assert list(complaints(hand_ins, graded(tmp_path, HERE / "adapters", hand_ins, "adapters"))) == []


def test_there_are_right_and_wrong_ones_in_plenty_and_none_twice():
    for name, least in (("right.txt", 60), ("wrong.txt", 60), ("adapters/hand_ins.txt", 60)):
        texts = [re.sub(r"\s+", " ", one.text) for one in snippets(HERE / name)]
        assert len(texts) == len(set(texts)) >= least
