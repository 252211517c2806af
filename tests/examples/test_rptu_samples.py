"""What RPTU's samples must show beside their marks: lateness, totals at odds with classes, and which known mistake it was."""

import json

import pytest

from reference import rptu_ex02 as sheet

KNOWN = {
    ("kernelkraft", "Y1"): sheet.Y1_flipped,
    ("kernelkraft", "Y2"): sheet.Y2_flipped,
    ("kernelkraft", "output_size"): sheet.output_size_without_floor,
    ("kernelkraft", "parameter_count"): sheet.parameter_count_without_biases,
    ("kernelkraft", "cross_entropy_gradient"): sheet.cross_entropy_gradient_negated,
    ("kernelkraft", "ridge_weights"): sheet.ridge_without_n,
    ("kernelkraft", "Net"): sheet.without_relu,
    ("plain-sailing", "Y3"): sheet.Y3_valid,
    ("plain-sailing", "Net"): sheet.ends_in_softmax,
    ("snake-charmers", "parameter_count"): sheet.parameter_count_one_channel,
    ("double-entry", "Y1"): sheet.Y1_repeated,
    ("double-entry", "ridge_weights"): sheet.ridge_divided_by_n,
    ("double-entry", "Net"): sheet.other_layers,
    ("double-entry", "ImageClassifierDepthwiseSeparable"): sheet.without_groups,
}


@pytest.fixture(scope="module")
def submissions(graded):
    read = json.loads((graded("rptu_ex02")[1] / "results.json").read_bytes())["submissions"]
    return {one["group"]: one for one in read}


def mark_of(submission, name):
    return next(mark for mark in submission["marks"] if mark["name"] == name)


@pytest.mark.parametrize(("group", "name"), KNOWN)
def test_a_known_mistake_is_told_in_its_own_words(submissions, group, name):
    sentence = KNOWN[group, name].__doc__.rstrip(".")
    assert sentence in mark_of(submissions[group], name)["says"]


@pytest.mark.parametrize(
    ("total", "network"), [("standard_parameters", "ImageClassifier"), ("separable_parameters", "ImageClassifierDepthwiseSeparable")]
)
def test_a_total_that_contradicts_its_class_is_flagged_on_both(submissions, total, network):
    mine = submissions["double-entry"]
    assert all("conflict" in mark_of(mine, name).get("flags", ()) for name in (total, network))
    assert {mark_of(mine, name)["points"] > 0 for name in (total, network)} == {True, False}
    assert "conflict" not in mark_of(submissions["ghost-writers"], total).get("flags", ())


def test_who_is_late_by_the_platform_is_told_so_and_loses_nothing_the_rubric_does_not_take(submissions):
    late = submissions["night-shift"]
    assert late["late"]
    assert [one["state"] for one in late["format"] if one["asked"].startswith("due")] == ["late"]
    assert late["penalty"] == 0
    assert not submissions["ghost-writers"].get("late")


def test_more_epochs_in_a_changed_cell_are_for_a_person_and_the_cell_is_named(submissions):
    mine = submissions["plain-sailing"]
    assert mark_of(mine, "cifar_accuracy")["points"] is None
    assert "15 epochs" in mark_of(mine, "cifar_accuracy")["says"]
    assert "epochs = 15" in mark_of(mine, "protected_cells")["says"]


def test_members_are_not_said_to_be_missing_from_a_pdf_that_is_not_there(submissions):
    says = mark_of(submissions["mark-my-words"], "members_on_pdf")["says"]
    assert says.startswith("*.pdf was not handed in")
    asked = [one["says"] for one in submissions["mark-my-words"]["format"] if "members" in one["asked"]]
    assert asked == ["*.pdf was not handed in; it may stand elsewhere"]
