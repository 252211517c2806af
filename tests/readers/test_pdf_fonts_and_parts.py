"""Codes that a tool made up, brackets under codes of their own, numbers beside tables and matrices, columns without prose."""

from pathlib import Path

import pytest

from grader.readers.pdf.beside import numbers_first
from grader.readers.pdf.columns import Zone, zones
from grader.readers.pdf.fonts import OPERATOR, WHOLE, hanging
from grader.readers.pdf.footnotes import parted
from grader.readers.pdf.formulas import composed
from grader.readers.pdf.items import AXIS, Item, Sort
from grader.readers.pdf.reader import read_pdf
from grader.readers.pdf.rows import QUAD, Row, rows, text_of
from grader.readers.pdf.strokes import Rule, Strokes
from grader.readers.pdf.unread import regions

PDF = Path(__file__).parent / "pdf"


def lines(name):
    return [(line.text.strip(), line.doubts) for line in read_pdf((PDF / name).read_bytes(), name).lines]


def test_letters_for_which_ghostscript_made_up_codes_are_known_by_the_fonts_own_names():
    formula = r"\hat{y} = ⟦14 \\ 20⟧, \quad \frac{∂L}{∂w} = Σ_{i=1}^{2} δ_{i}x_{i}, \quad L = 200"
    assert lines("renamed.pdf") == [(formula, ())]


def test_brackets_that_dvipdfmx_gives_their_own_codes_are_no_braces_and_the_names_of_rows_no_factors():
    assert lines("dvipdfmx.pdf") == [
        (r"\hat{y} = ⟦14 \\ 20⟧, \quad L = \frac{1}{2} (12^{2} + 16^{2})", ()),
        ("a b", ()),
        (r"Y_{1} = \quad ⟦-8 & 5 \\ 4 & -3 \\ 7 & 6⟧", ()),
    ]


@pytest.mark.parametrize(
    ("code", "top", "bottom", "character"),
    [
        (0x00, -0.04, 1.16, WHOLE + "("),
        (0x15, -0.04, 2.36, WHOLE + "]"),
        (0x15, -0.04, 1.76, ""),
        (0x15, -0.70, 0.02, ""),
        (0x58, 0.0, 1.4, OPERATOR + "Σ"),
        (0x62, -0.75, -0.55, "ˆ"),
        (0x62, -0.70, 0.0, ""),
    ],
)
def test_a_bracket_in_a_font_for_text_is_known_by_its_code_and_its_depth_together(code, top, bottom, character):
    assert hanging(code, "Iwona-Regular", top, bottom) == character


def item(string, x, y, size=10.0, *, bold=False):
    return Item(string, string, Sort.TOKEN, x, x + len(string) * size / 2, y - 0.7 * size, y, y, size, bold=bold)


def bracket(side, x, top, bottom, *, sound=True):
    return Item(side, side, Sort.BRACKET, x, x + 4, top, bottom, (top + bottom) / 2 + 10 * AXIS, 10.0, sound=sound)


def column(x, y, first, second, *, sound=True):
    """Two numbers in tall brackets around a baseline."""
    ends = bracket("(", x, y - 15, y + 10, sound=sound), bracket(")", x + 20, y - 15, y + 10, sound=sound)
    return [*ends, item(first, x + 6, y - 6), item(second, x + 6, y + 6)]


def read(items, bars=()):
    return [(text_of(row), bool(row.doubts)) for row in rows(composed(items, bars, 10.0))]


def test_a_fraction_before_a_column_is_no_name_of_its_rows():
    top, bottom, bar = item("1", 62, 94), item("2", 62, 107), Rule(61.0, 97.5, 68.0, 97.5)
    half = [*column(70, 100, "14", "20"), item("L", 45, 100), item("=", 53, 100), top, bottom]
    assert read(half, [bar]) == [(r"L = \frac{1}{2} ⟦14 \\ 20⟧", False)]
    assert read([*column(85, 100, "14", "20"), item("=", 76, 100), top, bottom], [Rule(55.0, 97.5, 75.0, 97.5)])[0][0].startswith(r"\frac")


@pytest.mark.parametrize(("level", "doubted"), [(100, False), (113, True)])
def test_a_column_is_whole_where_its_relation_stands_on_its_axis(level, doubted):
    """The numerator of the next line stands where a third row would."""
    items = [*column(70, 100, "14", "20", sound=False), item("=", 60, level), item("6", 76, 118)]
    assert any(doubt for _, doubt in read(items)) is doubted


def test_rows_of_small_numbers_in_brackets_of_the_text_are_a_matrix():
    small = [item("14", 80, 96.5, 7), item("20", 80, 103.5, 7)]
    ends = [Item(side, side, Sort.TOKEN, x, x + 4, 91, 105, 100, 10.0) for side, x in (("(", 75), (")", 88))]
    assert read([item("=", 65, 100), *ends, *small])[0] == (r"= ⟦14 \\ 20⟧", False)


def test_equations_that_a_brace_holds_together_are_lines_and_cases_stay_cases():
    brace = bracket("{", 50, 80, 115)
    system = [item("w", 60, 92), item("=", 70, 92), item("2", 80, 92), item("b", 60, 106), item("=", 70, 106), item("3", 80, 106)]
    assert [text for text, _ in read([brace, *system])] == ["w = 2", "b = 3"]
    cases = [item("14", 60, 92), item("i=1", 90, 92), item("20", 60, 106), item("i=2", 90, 106)]
    assert read([brace, *cases])[0][0].startswith(r"\cases")


@pytest.mark.parametrize(("beside", "text"), [(item("=", 50, 104), r"=\frac{1}{2}"), (item("=", 50, 98), None)])
def test_a_small_fraction_that_fills_its_room_is_one_where_its_bar_lies_on_the_axis(beside, text):
    found = read([beside, item("1", 58, 99.9, 7), item("2", 58, 109.0, 7)], [Rule(57.5, 101.5, 62.0, 101.5)])
    assert (text in [closed.replace(" ", "") for closed, _ in found]) is (text is not None)


def table(label, y, *, cells=("Model", "MLP", "CNN"), step=14):
    """Rows with the number of a part before them at some height."""
    made = [Row((item(cell, 120, 100 + step * at), item("95", 220, 100 + step * at)), 100 + step * at) for at, cell in enumerate(cells)]
    number = item(label, 60, y)
    level = next((row for row in made if row.y == y), None)
    if level is None:
        return sorted([*made, Row((number,), y)], key=lambda row: row.y)
    return [Row((number, *row.items), row.y) if row is level else row for row in made]


@pytest.mark.parametrize(
    ("label", "y", "cells", "first"),
    [
        ("6.2", 114, ("Model", "MLP", "CNN"), True),
        ("(b)", 121, ("Model", "MLP", "CNN", "RNN"), True),
        ("6.2", 128, ("Model", "MLP", "CNN"), False),
        ("1.2", 114, ("y =", "w =", "b ="), False),
        ("MLP95", 114, ("Model", "MLP", "CNN"), False),
    ],
)
def test_the_number_of_a_part_level_with_its_tables_middle_goes_before_it(label, y, cells, first):
    found = numbers_first(table(label, y, cells=cells))
    assert (text_of(found[0]) == label) is first
    assert sum(label in text_of(row) for row in found) == 1


def test_the_number_of_a_part_in_the_first_row_of_its_table_is_no_cell():
    upper, lower = (item("5.", 60, 100), item("CE", 75, 100), item("95", 220, 100)), (item("Square", 75, 114), item("94", 220, 114))
    found = numbers_first([Row(upper, 100.0), Row(lower, 114.0)])
    assert [text_of(row) for row in found] == ["5.", f"CE{QUAD}95", f"Square{QUAD}94"]


def half(left, top, step, words):
    """Lines of which only the first two are a sentence, as between formulas."""
    return [item(w, left + 24 * at, top + step * row) for row in range(10) for at, w in enumerate(words[: 3 if row < 2 else 2])]


@pytest.mark.parametrize(
    ("items", "count"),
    [
        ([*half(50, 80, 14, ["we", "find", "that"]), *half(300, 85, 15, ["so", "the", "loss"])], 2),
        ([*half(50, 80, 14, ["we", "find", "that"]), *half(300, 80, 14, ["so", "the", "loss"])], 1),
        ([*half(50, 80, 28, ["1.1"]), *half(300, 94, 28, ["y", "=", "14"])], 1),
    ],
)
def test_halves_of_a_page_whose_lines_keep_heights_of_their_own_are_columns(items, count):
    assert len(zones(items, [])[0]) == count


def test_numbered_headings_beside_each_other_begin_columns():
    heads = [item(word, x, 80, 13.0, bold=True) for word, x in (("2.1", 50), ("Filters", 75), ("2.4", 300), ("Results", 325))]
    rest = [item(word, x, 94 + 14 * row) for row in range(8) for word, x in (("word", 50), ("more", 80), ("text", 300), ("here", 330))]
    assert len(zones([*heads, *rest], [])[0]) == 2
    assert len(zones([*heads[:2], *rest], [])[0]) == 1
    halves = [item("2", x, 80, 13.0) for x in (50, 300)]
    assert len(zones([*halves, *rest], [])[0]) == 1
    alone = [item(number, x, 80, 13.0) for number, x in (("1.1", 50), ("1.3", 300))]
    assert len(zones([*alone, *rest], [])[0]) == 2


@pytest.mark.parametrize(("marks", "text"), [(["2"], "200"), (["2", "2"], "200^{2}"), (["3"], "200^{3}")])
def test_the_mark_of_a_footnote_is_no_exponent_where_no_other_could_be_it(marks, text):
    above = [one for at, mark in enumerate(marks) for one in (item("200", 50, 100 + 20 * at), item(mark, 66, 96 + 20 * at, 7))]
    notes = [item("2", 50, 298, 6), item("a", 56, 300, 8), item("note", 64, 300, 8)]
    main, _ = parted(Zone((*above, item("word", 300, 200), *notes), (Rule(50.0, 285.0, 150.0, 285.0),)), 10.0)
    found = rows(main.items)
    assert text_of(found[0]) == text
    assert bool(found[0].doubts) is (text == "200")


@pytest.mark.parametrize(("height", "unread"), [(3.0, 0), (12.0, 1)])
def test_a_drawing_too_low_for_a_number_hides_none(height, unread):
    assert len(list(regions(Strokes(drawings=[(100.0, 256.0, 160.0, 256.0 + height)]), [], [], (360.0, 270.0), 1))) in (unread, 1)
