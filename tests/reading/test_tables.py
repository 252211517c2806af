"""Rows, cells and heads of tables: what is one, and of what it speaks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.document import Line, LineKind, Piece, Source
from grader.page.cells import is_cell, members_of
from grader.page.paired_cells import paired
from grader.page.table_heads import head_above, rest_of_label
from grader.printed.data_frames import aligned
from grader.printed.parted_rows import parted
from grader.text.notation import parse


@pytest.mark.parametrize(
    "text", ["9·32 + 32 = 320", "= 320", "(9 + 1) + 64 ≈ 74", r"\frac{1}{2} · 400", "MLP", "94 %", "", "6 · 76 = 456 parameters"]
)
def test_a_calculation_with_numbers_alone_may_be_a_cell(text):
    assert is_cell(text)


@pytest.mark.parametrize("text", ["w = 3", "2 w = 6", "L(w) = 200", "loss = 200", "(loss) = 2", "k² · C = 320"])
def test_an_equation_is_no_cell(text):
    assert not is_cell(text)


def test_the_members_of_a_calculation_are_told_apart():
    assert [len(member.items) for member in members_of(0, parse("9·32 + 32 = 288 + 32 ≈ 320"))] == [5, 3, 1]


@pytest.mark.parametrize(
    ("text", "table"),
    [
        ("model,test,shifted\nMLP,0.92,0.33", {0: ["model", "test", "shifted"], 1: ["MLP", "0.92", "0.33"]}),
        (",model,test\n0,MLP,0.92\n1,CNN,0.95", {0: ["model", "test"], 1: ["MLP", "0.92"], 2: ["CNN", "0.95"]}),
        ("model; test; shifted\nMLP; 92,1; 33,0", {0: ["model", "test", "shifted"], 1: ["MLP", "92,1", "33,0"]}),
        ("model | test\nMLP | 92.1 %\nCNN | 95 %", {0: ["model", "test"], 1: ["MLP", "92.1 %"], 2: ["CNN", "95 %"]}),
        ("a,b,c\nMLP,test,0.92\nMLP,shifted,0.33\nwe see", {0: ["a", "b", "c"], 1: ["MLP", "test", "0.92"], 2: ["MLP", "shifted", "0.33"]}),
    ],
)
def test_rows_that_a_sign_parts_are_a_table(text, table):
    assert parted(text.split("\n")) == table


@pytest.mark.parametrize(
    "text",
    [
        "model,test\nMLP,0.92",  # two cells and two lines may be a sentence
        "We took MLP, CNN and both\nand got 0.9, 0.8 and 0.7",
        "model,test,shifted\n\nMLP,0.92,0.33",
        "p(x|y), p(y|x)\n0.1, 0.2",
        "x = 1, y = 2, z = 3\n4, 5, 6",
        "1,56,0,28\n2,1,0,3",
        "model,test,shifted\nMLP,0.92",
        "a|b|c\nMLP|0.92|0.3",
    ],
)
def test_what_only_has_commas_and_bars_is_none(text):
    assert parted(text.split("\n")) == {}


@given(st.lists(st.text("ab1.5 %=|,;", max_size=30), max_size=10))
def test_parted_cells_are_what_stands_in_the_line(rows):
    for at, cells in parted(rows).items():
        assert all(cell in rows[at] for cell in cells)


def test_a_frame_whose_rows_have_two_names():
    text = "                accuracy\nmodel data\nMLP   original     0.941\n      shifted      0.377\n\nCNN   original     0.962"
    assert aligned(text.split("\n")) == {
        0: ["model", "data", "accuracy"],
        1: [],
        2: ["MLP", "original", "0.941"],
        3: ["", "shifted", "0.377"],
    }


@pytest.mark.parametrize("text", ["        1  2\n  0     3  4", "     test\nMLP  0.92 or so", "model  test\n  MLP  0.92"])
def test_what_does_not_stand_flush_under_words_is_no_frame(text):
    assert aligned(text.split("\n"), worded=True) == {}


@given(st.lists(st.text("ab1. ", max_size=30), max_size=10))
def test_cells_of_a_frame_are_what_stands_in_the_line(rows):
    for at, cells in aligned(rows).items():
        assert all(cell in rows[at] for cell in cells)


@pytest.mark.parametrize(
    ("head", "cell", "parts"),
    [
        ("original / shifted", "94 % / 37 %", ["original", "shifted"]),
        ("accuracy before → after", "0.94 → 0.37", ["accuracy before", "after"]),
        ("original / regular", "1516 / 2416", ["original", "regular"]),
        ("correct / images", "1915 / 1991", []),
        ("accuracy", "1915 / 1991", []),
        ("original / shifted", "94 %", []),
        ("original / shifted", "94 % / bad", []),
        ("1 / 2", "3 / 4", []),
    ],
)
def test_a_cell_with_as_many_values_as_its_head_has_names(head, cell, parts):
    assert [name for name, _ in paired(head, parse(cell))] == parts


def words(page, block, top, *placed, kind=LineKind.TEXT):
    """A line of words, each with its left and right end."""
    return Line(tuple(Piece(text, text, (left, top, right, top + 10)) for text, left, right in placed), kind, Source.TEXT, block, page=page)


ROW = ((r"Accuracy", 78, 124), (" on", 127, 139), (r" \quad 0.95", 193, 226), (r" \quad 0.96", 309, 342))


@pytest.mark.parametrize(
    ("page", "placed", "heads"),
    [
        (1, (("MLP", 193, 220), (" CNN", 309, 335)), ["", "MLP", "CNN"]),
        (2, (("the MLP", 180, 230), (" CNN", 309, 335)), ["", "the MLP", "CNN"]),
        (1, (("MLP", 193, 220), (" CNN", 250, 280)), []),
    ],
)
def test_heads_may_stand_at_the_foot_of_the_page_before(page, placed, heads):
    lines = [words(page, 1, 725, *placed), Line((Piece("1", "1"),), LineKind.MARGIN, Source.TEXT, 2, page=page), words(2, 3, 80, *ROW)]
    assert head_above(lines, 2) == heads


def test_heads_do_not_stand_two_pages_before():
    assert head_above([words(1, 1, 725, ("MLP", 193, 220), (" CNN", 309, 335)), words(3, 3, 80, *ROW)], 1) == []


@pytest.mark.parametrize(
    ("block", "placed", "rest"),
    [
        (3, (("test", 78, 94), (" set", 97, 111)), "test set"),
        (4, (("test", 78, 94), (" set", 97, 111)), ""),  # a paragraph of its own
        (3, (("test", 98, 114), (" set", 117, 131)), ""),
        (3, (("a", 78, 90), (" line", 95, 210)), ""),  # it goes on under the values
        (3, (("0.97", 78, 94),), ""),
        (3, (("CNN:", 78, 100),), ""),
    ],
)
def test_a_label_goes_on_below_its_row(block, placed, rest):
    lines = [words(2, 3, 80, *ROW), words(2, block, 95, *placed), words(2, 5, 120, *ROW)]
    assert rest_of_label(lines, 0) == rest


def test_a_title_between_rows_of_one_block_is_no_rest_of_a_label():
    lines = [words(2, 3, 80, *ROW), words(2, 3, 95, ("CNN", 78, 100)), words(2, 3, 110, *ROW)]
    assert rest_of_label(lines, 0) == ""
