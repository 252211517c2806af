"""LeNet's layer and the square loss as many people write them: every mark is what a careful person gave before the program was asked."""

import json
import re
import shutil
from itertools import zip_longest

import pytest
import yaml
from snippets import HERE, HandIn, snippets
from test_code_variants import complaints, graded

ROOT = HERE.parents[1]
IMPORTS = "import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n"
TRAINING = """from torchvision import datasets
data = datasets.MNIST('data', download=True)
for image, label in data:
    loss = square_loss(image, label)
"""
LINES = {"layer": "C3_layer", "loss": "square_loss"}


def hand_ins(name, missing):
    """A layer and a loss in each; what a table says nothing of is right."""
    kinds = {kind: [one for one in snippets(HERE / "mfdnn" / name) if one.name.startswith(f"{kind}:")] for kind in LINES}
    for layer, loss in zip_longest(*kinds.values()):
        files, outcomes = {}, dict.fromkeys(LINES.values(), missing)
        for kind, one in (("layer", layer), ("loss", loss)):
            if one is not None:
                files[f"{kind}.py"] = f"{IMPORTS}{one.text}"
                outcomes |= {LINES[kind]: frozenset({"right"}), **one.outcomes}
        yield HandIn(tuple(one.name for one in (layer, loss) if one is not None), files, outcomes)


def notebook_and_script():
    """All in one notebook with its training, and all in one script that trains when it is run."""
    every = list(snippets(HERE / "mfdnn" / "right.txt"))
    parts = [next(one.text for one in every if one.name.startswith(f"{kind}:")) for kind in LINES]
    plain = {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": []}
    cells = [{**plain, "source": part} for part in (IMPORTS, *parts, TRAINING)]
    notebook = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    outcomes = dict.fromkeys(LINES.values(), frozenset({"right"}))
    yield HandIn(("one notebook",), {"HW4 (최종).ipynb": notebook}, outcomes)
    yield HandIn(("one script",), {"hw4/problem 5, 7.py": "\n".join((IMPORTS, *parts, TRAINING))}, outcomes)


NONE = frozenset({"missing"})
RIGHT, WRONG = list(hand_ins("right.txt", NONE)), list(hand_ins("wrong.txt", NONE))
SOME = [*RIGHT[:6], *WRONG[:6], *notebook_and_script()]
THE_REST = [*RIGHT[6:], *WRONG[6:]]


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """Our own reference and starter, and of our rubric the two lines about code."""
    place = tmp_path_factory.mktemp("course")
    for folder in ("reference", "starters/mfdnn_hw4"):
        shutil.copytree(ROOT / folder, place / folder, ignore=shutil.ignore_patterns("__pycache__"))
    rubric = yaml.load((ROOT / "rubrics" / "mfdnn_hw4.yaml").read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506 - as written
    lines = {task: [line for line in every if "same" in line] for task, every in rubric["tasks"].items()}
    kept = {"title": "Code", "reference": "mfdnn_hw4", "tasks": {task: every for task, every in lines.items() if every}}
    (place / "rubrics").mkdir()
    (place / "rubrics" / "mfdnn_hw4.yaml").write_text(yaml.safe_dump(kept, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return place


def amiss(course, place, chosen):
    """Every mark that is not what a careful person gives, and every broadcast that is not told as one."""
    marks = graded(place, course, chosen, "mfdnn_hw4")
    yield from complaints(chosen, marks)
    for number, one in enumerate(chosen):
        said = marks[f"{number:03}"]["square_loss"]["says"]
        if any("against a row" in name for name in one.names) and "broadcast to (B, B)" not in said:
            yield f"{one.names}: {said}"


def test_layers_and_losses_in_every_style_get_the_marks_that_a_careful_person_gives(course, tmp_path):
    assert list(amiss(course, tmp_path, SOME)) == []


@pytest.mark.long
def test_the_rest_of_the_layers_and_losses_gets_these_marks_too(course, tmp_path):
    assert list(amiss(course, tmp_path, THE_REST)) == []


def test_there_are_twelve_of_each_kind_and_none_twice():
    for name in ("right.txt", "wrong.txt"):
        every = list(snippets(HERE / "mfdnn" / name))
        assert len({re.sub(r"\s+", " ", one.text) for one in every}) == len(every)
        assert all(sum(one.name.startswith(f"{kind}:") for one in every) >= 12 for kind in LINES)
