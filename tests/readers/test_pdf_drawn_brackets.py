"""What browsers and offices draw around numbers: brackets as shapes or borders, printed arrays, pictures in the place of values."""

import pytest

from tests.readers.test_hidden_text import page, picture

GRID = "BT /F 10 Tf 50 97 Td (Y =) Tj 28 12 Td (1) Tj 20 0 Td (-2) Tj -20 -12 Td (3) Tj 20 0 Td (4) Tj -20 -12 Td (5) Tj 20 0 Td (6) Tj ET "
MATRIX = r"⟦1 & -2 \\ 3 & 4 \\ 5 & 6⟧"
ROUND_LEFT = "76 122 m 68 116 68 112 68 104 c 68 96 68 88 76 80 c 76.5 80.5 l 70 88 70 96 70 104 c 70 112 70 116 76.5 121.5 c f "
ROUND_RIGHT = (
    "108 122 m 116 116 116 112 116 104 c 116 96 116 88 108 80 c 107.5 80.5 l 114 88 114 96 114 104 c 114 112 114 116 107.5 121.5 c f "
)
BRACKETS = {
    "round shapes": ROUND_LEFT + ROUND_RIGHT,
    "two borders": "70 80 1.5 42 re f 114 80 1.5 42 re f",
    "borders with feet": "70 80 1.5 42 re f 70 80 5 1 re f 70 121 5 1 re f 114 80 1.5 42 re f 110.5 80 5 1 re f 110.5 121 5 1 re f",
    "borders with round corners": "q 68 80 6 42 re W n 68 80 48 42 re f Q q 110 80 6 42 re W n 68 80 48 42 re f Q",
}


def texts(content, **more):
    """The lines of a page."""
    return [line.text for line in page(content, **more).lines]


@pytest.mark.parametrize("drawn", [BRACKETS[name] for name in BRACKETS], ids=list(BRACKETS))
def test_brackets_that_are_drawn_hold_a_matrix(drawn):
    assert texts(GRID + drawn) == [f"Y = {MATRIX}"]


def test_brackets_drawn_in_white_on_a_dark_page_are_brackets():
    assert texts(f"0.1 g 0 0 300 200 re f 1 g {GRID} {BRACKETS['round shapes']}") == [f"Y = {MATRIX}"]


def test_a_frame_around_numbers_is_no_matrix():
    assert MATRIX not in "".join(texts(GRID + "70 80 46 42 re S"))


def test_the_middle_row_of_a_matrix_without_brackets_is_doubted():
    read = page(GRID)
    assert all(line.doubts for line in read.lines if "=" in line.text)


def test_a_printed_array_is_one_matrix():
    rows = "BT /F 10 Tf 40 120 Td (Y =) Tj 0 -13 Td ([[  1  -2]) Tj 0 -13 Td ( [  3   4]]) Tj ET"
    assert texts(rows)[-1].endswith(r"⟦1 & -2 \\ 3 & 4⟧")


def test_a_picture_in_the_place_of_a_value_takes_no_other_value_there():
    content = "BT /F 10 Tf 40 100 Td (b =) Tj 60 0 Td (L = 200) Tj ET q 30 0 0 12 58 98 cm /P Do Q"
    read = page(content, resources="/XObject<</P 6 0 R>>", extra=[picture(4, 4, (9, 9, 9))])
    line = next(line for line in read.lines if "200" in line.text)
    assert "b = \ufffd" in line.text
    assert line.doubts


def test_a_table_without_a_cell_in_its_corner_keeps_its_columns():
    content = (
        "BT /F 10 Tf 120 120 Td (CE loss) Tj 90 0 Td (Square loss) Tj -170 -14 Td (Accuracy) Tj 80 0 Td (95.1 %) Tj 90 0 Td (94.2 %) Tj ET"
    )
    cells = [[piece.text for piece in line.pieces] for line in page(content).lines]
    assert cells == [["", "CE loss", "Square loss"], ["Accuracy", "95.1 %", "94.2 %"]]
