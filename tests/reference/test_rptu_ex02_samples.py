"""The expected outcomes of RPTU's samples, proved against the reference alone: no reader and no marking of ours takes part."""

from pathlib import Path

import numpy as np
import pytest
import yaml

from reference import rptu_ex02 as sheet

EXPECTED = Path(__file__).resolve().parents[1] / "examples" / "rptu_ex02"
FILES = {
    path.parent.name: yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    for path in sorted(EXPECTED.glob("*/expected.yaml"))
}
MARKED = [group for group, file in FILES.items() if file["state"] == "marked"]
FILTERS = {"Y1": sheet.K1, "Y2": sheet.K2, "Y3": sheet.K3}
READ = [(group, name) for group in MARKED for name, said in FILES[group]["marks"].items() if "value" in said]
MISTAKES = ("flipped", "valid", "repeated")


def first(said):
    return said["outcome"] if isinstance(said["outcome"], str) else said["outcome"][0]


def outcome_of_matrix(name, value):
    """By the reference's function, its known mistakes, and the entries that are right."""
    right = getattr(sheet, name)(sheet.X, FILTERS[name])
    if np.array_equal(value, right):
        return "right"
    known = [getattr(sheet, f"{name}_{one}", None) for one in MISTAKES]
    if any(one is not None and np.array_equal(value, one(sheet.X, FILTERS[name])) for one in known):
        return "mistake"
    return "mistake" if np.shape(value) == (5, 5) and np.mean(np.asarray(value) == right) >= 0.6 else "wrong"


@pytest.mark.parametrize(("group", "name"), READ)
def test_a_value_is_what_the_key_says_of_it(group, name):
    said = FILES[group]["marks"][name]
    by_name = {
        "standard_parameters": lambda count: "right" if count == sheet.standard_parameters() else "wrong",
        "separable_parameters": lambda count: "right" if sheet.separable_parameters(count) is True else "wrong",
        "cifar_accuracy": lambda share: "right" if 0.7 <= share <= 0.96 else "wrong",
    }
    judge = by_name.get(name, lambda value: outcome_of_matrix(name, value))
    assert judge(said["value"]) == first(said)


def test_every_group_of_the_sheet_is_wrong_somewhere_but_one():
    flawless = [group for group in MARKED if {first(said) for said in FILES[group]["marks"].values()} == {"right", "review"}]
    assert flawless == ["ghost-writers"]
