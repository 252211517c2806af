"""Tables whose columns are parted by blanks alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.printed.spaced_columns import spaced


@pytest.mark.parametrize(
    ("text", "table"),
    [
        ("model  test  shifted\nMLP    0.92  0.33", {0: ["model", "test", "shifted"], 1: ["MLP", "0.92", "0.33"]}),
        ("       test  shifted\nMLP    0.92  0.33", {0: ["", "test", "shifted"], 1: ["MLP", "0.92", "0.33"]}),
        ("my model  test\nthe MLP   92.1 %\n\nMLP  0.3", {0: ["my model", "test"], 1: ["the MLP", "92.1 %"]}),
    ],
)
def test_rows_of_numbers_under_names_are_a_table(text, table):
    assert spaced(text.split("\n")) == table


@pytest.mark.parametrize(
    "text",
    [
        "model  test  shifted\nMLP  0.92  0.33",  # not under each other
        "model  test  shifted\nMLP    0.92",
        "model  test  shifted\nMLP    good  bad",
        "1      2     3\nMLP    0.92  0.33",
        "We see that it falls.  So does the loss\nL = 200  b = 1",
        "y  = (14, 20)\nMLP  0.92",
        "model  test  shifted\n0.91   0.92  0.33",
    ],
)
def test_what_only_has_gaps_is_none(text):
    assert spaced(text.split("\n")) == {}


@given(st.lists(st.text("ab1.5 %=|-\t", max_size=40), max_size=12))
def test_cells_are_what_stands_in_the_line(rows):
    for at, cells in spaced(rows).items():
        assert len(cells) > 1
        assert " ".join("  ".join(cells).split()) == " ".join(rows[at].split())
