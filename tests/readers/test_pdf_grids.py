"""Numbers that stand in columns without rules or brackets, as tabs, blanks and invisible tables of an office put them."""

import pytest

from grader.document import LineKind
from tests.readers.test_hidden_text import page


def typed(*words):
    """A page's lines, of words with the places where they begin."""
    content = "".join(f"1 0 0 1 {x} {y} Tm ({word}) Tj " for x, y, word in words)
    return page(f"BT /F 10 Tf {content} ET").lines


def grid(first, left, rows, step=12, pitch=30):
    """Rows of numbers with their places."""
    return [(left + at * pitch, first - row * step, word) for row, words in enumerate(rows) for at, word in enumerate(words.split())]


def cells(lines):
    """The cells of the tables' rows."""
    return [[piece.text for piece in line.pieces] for line in lines if line.kind is LineKind.ROW]


ONE, OTHER = ("1 -2", "3 4", "5 6"), ("7 8", "9 0", "-1 2")


def test_a_name_level_with_the_first_row_of_a_grid_stands_above_it():
    lines = typed((20, 150, "Y ="), *grid(150, 60, ONE))
    assert lines[0].text == "Y ="
    assert cells(lines) == [row.split() for row in ONE]
    assert not any(line.doubts for line in lines)


def test_grids_side_by_side_follow_one_another():
    lines = typed((20, 150, "Y ="), *grid(150, 50, ONE), (120, 150, "Z ="), *grid(150, 150, OTHER))
    assert [line.text for line in lines if "=" in line.text] == ["Y =", "Z ="]
    assert cells(lines) == [row.split() for row in (*ONE, *OTHER)]


@pytest.mark.parametrize(
    "words",
    [
        [(20, 150, "Y ="), *grid(150, 60, ONE[:2]), *grid(126, 74, ONE[2:])],
        [(20, 138, "Y ="), *grid(150, 60, ONE), *grid(114, 60, ["7 8"])],
        [(20, 126, "Y ="), *grid(150, 60, ONE)],
        [(20, 150, "2 + Y ="), *grid(150, 60, ["1"]), *grid(138, 60, ["3"])],
    ],
    ids=["a row out of line", "not in the middle", "level with the last row", "a column of sums"],
)
def test_a_name_beside_rows_that_may_not_be_its_own_stays_where_it_is(words):
    lines = typed(*words)
    assert not any(line.text == "Y =" and not line.doubts for line in lines)


def test_columns_with_no_more_than_a_space_between_are_a_tables():
    lines = typed(
        (20, 150, "Share"), (70, 150, "MLP"), (95, 150, "CNN"),
        (20, 136, "test"), (70, 136, "0.94"), (95, 136, "0.96"),
        (20, 122, "moved"), (70, 122, "0.37"), (95, 122, "0.59"),
    )  # fmt: skip
    assert cells(lines) == [["Share", "MLP", "CNN"], ["test", "0.94", "0.96"], ["moved", "0.37", "0.59"]]


def test_a_sentence_above_columns_is_no_row_of_heads():
    upper = [(20, 150, "These"), (47, 150, "are"), (63, 150, "our"), (80, 150, "own"), (97, 150, "shares")]
    lines = typed(*upper, (20, 136, "test"), (70, 136, "0.94"), (95, 136, "0.96"), (20, 122, "moved"), (70, 122, "0.37"), (95, 122, "0.59"))
    assert cells(lines)[0] == ["test", "0.94", "0.96"]


@pytest.mark.parametrize("lower", ["w = 3 4", "we add 3 and 4", "12 + 3 4"])
def test_lines_that_end_in_numbers_by_chance_are_no_table(lower):
    assert not cells(typed((20, 150, "so 1 2"), (20, 138, lower)))


def test_an_exponent_behind_an_index_belongs_to_its_letter():
    content = "BT /F 10 Tf 20 100 Td (w) Tj /F 6 Tf 7.3 -2 Td (1) Tj 3.4 6 Td (neu) Tj /F 10 Tf 12 -4 Td (= 1.14) Tj ET"
    lines = page(content).lines
    assert [line.text for line in lines] == ["w_{1}^{neu} = 1.14"]
    assert not lines[0].doubts


@pytest.mark.parametrize("numbers", [("71 754", "23 219"), ("71 754 900", "23 219 900"), ("71 754 8", "23 219 9")])
def test_groups_of_three_digits_are_no_columns(numbers):
    lines = typed((20, 150, "standard"), (90, 150, numbers[0]), (20, 138, "separable"), (90, 138, numbers[1]))
    assert not any(cell in ("71", "23", "754", "219") for row in cells(lines) for cell in row)


def test_a_name_before_digits_in_groups_is_no_grids():
    lines = typed((20, 150, "N ="), (60, 150, "71 754"), (60, 138, "23 219"))
    assert not any(line.text == "N =" for line in lines)


def test_grids_below_their_names_follow_one_another():
    lines = typed((70, 165, "A"), (185, 165, "B"), *grid(150, 60, ONE), *grid(150, 170, OTHER))
    assert [line.text for line in lines if line.kind is not LineKind.ROW] == ["A", "B"]
    assert cells(lines) == [row.split() for row in (*ONE, *OTHER)]


def test_heads_over_two_columns_each_are_no_names_where_no_strip_parts_them():
    lines = typed((70, 165, "A"), (130, 165, "B"), *grid(150, 60, ("1 2 3 4", "5 6 7 8")))
    assert ["1", "2", "3", "4"] in cells(lines)


def test_the_rows_of_a_table_are_one_block_however_far_apart():
    lines = typed((20, 165, "Y"), *grid(150, 60, ONE, step=22))
    assert len({line.block for line in lines if line.kind is LineKind.ROW}) == 1
