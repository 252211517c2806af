"""Arrays that a program printed on a page, row below row: with what it calls them, behind a notebook's prompt, matrix after matrix."""

import pytest

from grader.readers.pdf.items import Item, Sort
from grader.readers.pdf.printed import with_arrays
from grader.readers.pdf.rows import Row


def page(*lines):
    """Rows of ten points, 13 below each other; an empty line takes its room."""
    return [Row(tuple(items(line, 13.0 * at)), 13.0 * at) for at, line in enumerate(lines) if line.strip()]


def items(line, y):
    """The words of a line; two non-breaking spaces would not part them."""
    x = 0
    for word in line.split(" "):
        if word:
            yield Item(word, word, Sort.TOKEN, 5.0 * x, 5.0 * (x + len(word)), y - 7, y + 2, y, 10.0)
        x += len(word) + 1


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        (["array([[ 8, 5],", "[ 19, -2]])"], [r"⟦8 & 5 \\ 19 & -2⟧"]),
        (["Out[2]: array([[ 8, 5],", "[ 19, -2]])"], [r"⟦8 & 5 \\ 19 & -2⟧"]),
        (["[12]: array([[8., 5.],", "[1., 2.]], dtype=float32)"], [r"⟦8 & 5 \\ 1 & 2⟧"]),
        (["Y = tensor([[8, 5],", "[1, 2]], grad_fn=<AddBackward0>)"], [r"Y = ⟦8 & 5 \\ 1 & 2⟧"]),
        (["tensor([[[1, 2],", "[3, 4]],", "", "[[5, 6],", "[7, 8]]])"], [r"(⟦1 & 2 \\ 3 & 4⟧, ⟦5 & 6 \\ 7 & 8⟧)"]),
        (["[[ 8 5 1", "4 4 4]", "[ 1 2 3 4 5 6]]"], [r"⟦8 & 5 & 1 & 4 & 4 & 4 \\ 1 & 2 & 3 & 4 & 5 & 6⟧"]),
        (["array([[8, 5],", "", "", "[1, 2]])"], ["array([[8, 5],", "[1, 2]])"]),
        (["array([[8, 5],", "..., ", "[1, 2]])"], ["array([[8, 5],", "...,", "[1, 2]])"]),
        (["array([[8, 5],", "[1, 2]]"], ["array([[8, 5],", "[1, 2]]"]),
        (["array([[8, 5],", "[1, 2]]) + 1"], ["array([[8, 5],", "[1, 2]]) + 1"]),
        (["Y - array([[8, 5],", "[1, x]])"], ["Y - array([[8, 5],", "[1, x]])"]),
        (["np.abs([[8, 5],", "[1, 2]])"], ["np.abs([[8, 5],", "[1, 2]])"]),
    ],
)
def test_a_printed_array_is_the_matrix_that_it_shows_or_stays_as_it_was(lines, shown):
    assert [" ".join(item.text for item in row.items) for row in with_arrays(page(*lines))] == shown


def test_rows_of_unequal_length_are_doubted():
    (row,) = with_arrays(page("array([[8, 5, 1],", "[1, 2]])"))
    assert row.items[0].doubts == ("rows of a matrix differ in length",)
