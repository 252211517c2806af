"""Rules between lines of words, fractions of offices, double bars, brackets of counters, thin spaces round a comma."""

import pytest

from tests.readers.test_hidden_text import page
from tests.readers.test_pdf_drawn_brackets import texts

COLUMN = "BT /F 10 Tf 50 97 Td (Y =) Tj 28 6 Td (14) Tj 0 -13 Td (20) Tj ET "


def lines(*rows, left=40, rule=""):
    """Rows of text, 13 points apart, and something drawn."""
    return "BT /F 10 Tf 13 TL " + f"{left} 120 Td " + " ".join(f"({row}) Tj T*" for row in rows) + " ET " + rule


@pytest.mark.parametrize("rule", ["40 117 220 .5 re f", "40 117 90 .5 re f"])
def test_a_rule_between_two_lines_of_words_is_no_fraction(rule):
    read = page(lines("Cross entropy (CE) loss:", "1895 of 1991 images correct,", "accuracy 95.18 %", rule=rule))
    assert [line.doubts for line in read.lines] == [(), (), ()]
    assert "frac" not in "".join(line.text for line in read.lines)


def test_words_centred_over_words_are_a_fraction():
    content = "BT /F 10 Tf 40 100 Td (p =) Tj 26 6 Td (right test images) Tj 4 -13 Td (all test images) Tj ET 65 102.6 78 .5 re f"
    assert texts(content)[0].endswith(r"\frac{right test images}{all test images}")


@pytest.mark.parametrize("drop", [-14.5, -15.5])
def test_a_bar_beside_a_sign_of_equality_is_a_fraction_though_it_clings_to_its_numerator(drop):
    content = f"BT /F 10 Tf 40 100 Td (L =) Tj 20 5.5 Td (40 + 24) Tj 12 {drop} Td (2) Tj ET 57 102.5 40 .5 re f"
    read = page(content)
    assert [line.text for line in read.lines] == [r"L = \frac{40 + 24}{2}"]


def test_an_underlined_result_over_another_line_is_no_fraction():
    content = "BT /F 10 Tf 40 100 Td (b = 28) Tj 15 -14.5 Td (17) Tj ET 57 98.5 12 .5 re f"
    assert "frac" not in "".join(texts(content))


def strokes(*lefts):
    """Upright strokes of three characters each."""
    return "".join(f"BT /F 10 Tf {left} {y} Td (|) Tj ET " for left in lefts for y in (104, 97, 90))


GRID = "BT /F 10 Tf {left} 103 Td (1) Tj 20 0 Td (-2) Tj -20 -12 Td (3) Tj 20 0 Td (4) Tj ET "
NAME = "BT /F 10 Tf 50 97 Td (Y =) Tj ET "


def test_two_strokes_side_by_side_are_a_double_one():
    assert texts(NAME + GRID.format(left=80) + strokes(70, 72.6, 112, 114.6)) == [r"Y = ‖⟦1 & -2 \\ 3 & 4⟧‖"]


def test_strokes_of_two_neighbours_are_no_double_one():
    content = NAME + GRID.format(left=80) + GRID.format(left=125) + strokes(70, 112, 114.6, 158)
    assert texts(content) == [r"Y = |⟦1 & -2 \\ 3 & 4⟧||⟦1 & -2 \\ 3 & 4⟧|"]


TALL = "BT /F 10 Tf 40 100 Td ({before}) Tj ET BT 70 Tz /F 14 Tf {left} 99 Td (\\)) Tj ET BT /F 10 Tf {after} 100 Td ({words}) Tj ET "


def test_a_tall_bracket_behind_a_counter_is_no_part_of_a_formula():
    words = "the first filter sees edges, and 3 of them are upright, as we said above"
    assert [line.doubts for line in page(TALL.format(before="ii", left=44.5, after=52, words=words)).lines] == [()]


def test_a_tall_bracket_behind_anything_else_is_doubted():
    words = "and so on; words of the page's usual size stand here and there"
    assert all(line.doubts for line in page(TALL.format(before="x = 14, 20", left=87, after=95, words=words)).lines)


def test_narrow_brackets_drawn_as_borders_hold_a_column():
    drawn = "q 71 85 6.5 28 re W n 71 85 24 28 re f Q q 88.5 85 6.5 28 re W n 71 85 24 28 re f Q"
    assert texts(COLUMN + drawn) == [r"Y = ⟦14 \\ 20⟧"]


@pytest.mark.parametrize(("other", "meant"), [("b = 1,7", "(9,48)"), ("b = 1.75", "(9, 48)")])
def test_a_thin_space_on_both_sides_of_a_comma_leaves_it_to_the_document(other, meant):
    apart = "BT /F 12 Tf 40 100 Td (y =) Tj ET BT /F 12 Tf 65 100 Td (\\(9) Tj 12.2 0 Td (,) Tj 5.6 0 Td (48\\)) Tj ET "
    read = texts(apart + f"BT /F 12 Tf 40 60 Td ({other}) Tj ET")
    assert read[0] == f"y = {meant}"
