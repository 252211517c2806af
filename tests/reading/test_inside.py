"""A value stated only inside a calculation: certain by structure, or not said at all."""

import pytest
from searches import as_wanted, freiburg, read

from grader.finding.inside import pairs
from grader.text.latex import linear
from grader.text.notation import parse


def told(left, right):
    """Keys of the labels with the values at their places."""
    one, other = parse(linear(left)), parse(linear(right))
    return {label.key + label.index: linear(right)[value[0].start : value[-1].end] for label, value in pairs(one, other)}


@pytest.mark.parametrize(
    ("left", "right", "values"),
    [
        ("g ⋆ x", "[12 16] ⋆ [1 2 3 4]", {"g": "[12 16]", "x": "[1 2 3 4]"}),
        ("g * x", "[12 16] · [1 2 3 4]", {"g": "[12 16]", "x": "[1 2 3 4]"}),
        ("w_1 x_1 + b", "1.56 · 1 + 0.72", {"w1": "1.56", "x1": "1", "b": "0.72"}),
        ("‖y - ŷ‖", "‖(2, 4) - (14, 20)‖", {"y": "(2, 4)", "y^": "(14, 20)"}),
        ("b - η g", "1 - 0.01 · 28", {"b": "1", "η": "0.01", "g": "28"}),
    ],
)
def test_sides_built_alike_say_what_their_symbols_are(left, right, values):
    assert told(left, right) == values


@pytest.mark.parametrize(
    ("left", "right"),
    [("w x + b", "8.12 + 0.72 + 1"), ("w x + b", "5 - 3"), ("b", "0.72"), ("w_i x_i", "1 · 2"), ("a + b", "c + d"), ("f(x) + b", "14")],
)
def test_sides_built_otherwise_say_nothing(left, right):
    assert told(left, right) == {}


def test_what_stands_only_inside_is_proposed_and_never_sure():
    found = read({"notes.md": "# 1.3\n\nŷ_1' = w_1' x_1 + w_2' x_2 + w_3' x_3 + b' = 1.56·1 + 0.28·2 + 2·3 + 0.72 = 8.84"}, freiburg())
    assert as_wanted(found["b_new"], [0.72, "proposed"])
    assert as_wanted(found["w_new"], [1.56, 0.28, 2, "proposed"])


def test_what_is_stated_itself_is_not_taken_from_inside_a_calculation():
    found = read({"notes.md": "# 1.3\n\nb' = 0.7\n\nŷ_1' = w_1' x_1 + b' = 8.12 · 1 + 0.72 = 8.84"}, freiburg())
    assert as_wanted(found["b_new"], 0.7)


def test_a_given_value_inside_a_calculation_is_no_new_one():
    found = read({"notes.md": "# 1.1\n\nŷ_1 = w·x + b = 13 · 1 + 1 = 14"}, freiburg())
    assert as_wanted(found["b_new"], "absent")
