"""What draft line numbers, thin spaces in numbers, browsers' brackets, frames and slides do to the geometry of a page."""

from itertools import pairwise

import pytest

from grader.readers.pdf.brackets import unstretched
from grader.readers.pdf.fractions import unexplained
from grader.readers.pdf.glyphs import Glyph
from grader.readers.pdf.items import Item, Sort, items_of, tokens
from grader.readers.pdf.line_numbers import numbered
from grader.readers.pdf.margins import edges
from grader.readers.pdf.rows import Row, aligned, text_of
from grader.readers.pdf.shapes import rounded_frame, square_bracket
from grader.readers.pdf.strokes import Rule


def typed(string, gap, behind):
    """Glyphs of ten points with a gap behind one of them."""
    found, x = [], 50.0
    for at, char in enumerate(string):
        found.append(Glyph(char, char, "F", 10.0, x, x + 5, 100.0, x, 93.0, x + 5, 100.0, bold=False))
        x += 5 + (gap if at == behind else 0)
    return found


@pytest.mark.parametrize(
    ("string", "gap", "parts"),
    [("0.69", 1.7, ["0.69"]), ("0.69", 2.5, ["0.", "69"]), ("x.69", 1.7, ["x.", "69"]), ("1.69", 0.0, ["1.69"])],
)
def test_a_thin_space_behind_the_decimal_point_parts_no_number(string, gap, parts):
    assert [item.text for item in tokens(typed(string, gap, 1))] == parts


def item(string, x, y, sort=Sort.TOKEN):
    return Item(string, string, sort, x, x + len(string) * 5, y - 7, y + 2, y, 10.0)


def sheet(labels, words, step=12):
    """Lines with a number in the margin, and two lines' pitch between labels where the step is larger."""
    return [
        one for at, label in enumerate(labels) for one in (item(label, 40 - 5 * len(label), 100 + step * at), *row(words, 100 + step * at))
    ]


def row(words, y):
    return [item("word", 50 + 30 * at, y) for at in range(words)]


@pytest.mark.parametrize(
    ("labels", "words", "more", "count"),
    [
        ([str(n) for n in range(3, 15)], 5, [], 12),
        (["5", "10", "15"], 5, [], 3),
        (["1", "2", "3", "4"], 5, [], 0),
        ([str(n) for n in range(3, 15)], 1, [], 0),
        ([str(n) for n in range(3, 15)], 5, row(30, 400) + row(30, 420), 0),
        ([str(n) for n in range(3, 15)], 5, [item("Heading", 20, 105)], 0),
        (["3", "4", "6", "7", "8", "9", "10", "11", "12"], 5, [], 0),
    ],
)
def test_numbers_of_lines_are_no_factors_and_labels_of_answers_no_numbers_of_lines(labels, words, more, count):
    items = [*sheet(labels, words), *more]
    counting, rest = numbered(items, 10.0)
    assert len(counting) == count
    assert len(rest) == len(items) - count


def path(*points):
    """The lines of a closed path."""
    return list(pairwise([*points, points[0]]))


LEFT = path((1, 1), (4, 1), (4, 0), (0, 0), (0, 40), (4, 40), (4, 39), (1, 39))
MIRRORED = [((4 - a, b), (4 - c, d)) for (a, b), (c, d) in LEFT]
BEAM = path((0, 0), (4, 0), (4, 1), (2.5, 1), (2.5, 39), (4, 39), (4, 40), (0, 40), (0, 39), (1.5, 39), (1.5, 1), (0, 1))
SHAPES = [
    (LEFT, "["),
    (MIRRORED, "]"),
    (path((0, 0), (4, 0), (4, 40), (0, 40)), ""),
    (BEAM, ""),
    (path((0, 0), (4, 0), (4, 1), (1, 1), (1, 20), (4, 20), (4, 21), (1, 21), (1, 39), (4, 39), (4, 40), (0, 40)), ""),
    (path((0, 0), (4, 0), (4, 1), (1, 1), (1, 30), (1, 35), (1, 38), (1, 40), (0, 40)), ""),
]


@pytest.mark.parametrize(("lines", "side"), SHAPES)
def test_a_bracket_drawn_as_a_shape_has_a_stem_and_two_feet(lines, side):
    assert square_bracket(lines) == side


SIDES = [((5, 0), (95, 0)), ((100, 5), (100, 45)), ((95, 50), (5, 50)), ((0, 45), (0, 5))]


@pytest.mark.parametrize(
    ("curves", "frame"), [([(1, 1), (99, 2), (98, 49), (2, 47)] * 24, True), ([(1, 1), (50, 25)], False), ([(1, 1)] * 300, False)]
)
def test_a_box_with_round_corners_is_a_frame_unless_something_is_drawn_inside(curves, frame):
    assert rounded_frame(SIDES, curves) is frame


def piece(part, top, bottom):
    return Item("(" + part, "(", Sort.PIECE, 50.0, 58.0, top, bottom, bottom, 10.0)


def test_stems_drawn_far_too_long_end_at_their_own_brackets_pieces():
    stems = [piece("e", -2600.0, 700.0), piece("e", -2500.0, 800.0)]
    ends = [piece("t", 100, 120), piece("b", 150, 170), piece("t", 200, 220), piece("b", 260, 280)]
    assert sorted((one.top, one.bottom) for one in unstretched([*stems, *ends]) if one.text == "(e") == [(120, 150), (220, 260)]
    assert unstretched([stems[0]])[0].bottom == 700.0


def words(line, x, y):
    return [glyph._replace(x0=glyph.x0 + x, x1=glyph.x1 + x, y=y, top=y - 7, bottom=y) for glyph in typed(line, 0.0, 0)]


@pytest.mark.parametrize(("height", "kept"), [(272.0, True), (842.0, False)])
def test_the_title_of_a_slide_is_no_running_header(height, kept):
    (edge,) = edges([([*words("Forward pass", 0, 23), *words("L = 148", 0, 80), *words("and so on", 0, 92)], height)])
    assert (edge.top < 23) is kept


def cells(*parts, y):
    return Row(tuple(item(text, x, y) for text, x in parts), y)


def test_a_row_whose_first_cell_nearly_fills_its_column_is_a_row_all_the_same():
    short = [cells(("dw", 50), ("(1;2)", 90), y=y) for y in (100, 117, 151)]
    full, prose = cells(("dL/dwww", 50), ("(3;4)", 90.3), y=134), cells(("so", 50), ("that", 63), ("find", 86), y=168)
    found = [text_of(row) for row in aligned([*short[:2], full, short[2], prose])]
    assert text_of(full) == "dL/dwww (3;4)"
    assert found == [r"dw \quad (1;2)"] * 2 + [r"dL/dwww \quad (3;4)", r"dw \quad (1;2)", "so that find"]


@pytest.mark.parametrize(
    ("first", "parts", "parted"),
    [
        ("1.", (("errorrr", 50), ("20", 90)), False),
        ("dw", (("errorrr", 50), ("20", 90)), True),
        ("dw", (("loss", 50), ("=", 80), ("20", 90)), False),
        ("dw", (("errorrr", 52), ("20", 90)), False),
        ("dw", (("errorrr", 50), ("of", 90)), False),
    ],
)
def test_a_number_that_stands_by_chance_where_parts_begin_is_no_cell(first, parts, parted):
    others = [cells((first, 50), ("words", 90), y=100 + 17 * n) for n in (1, 2, 4)]
    found = aligned([*others[:2], cells(*parts, y=151), others[2]])
    assert text_of(found[2]).endswith(r"\quad 20") is parted


def test_a_browsers_large_bracket_is_whole_though_its_code_is_a_small_ones():
    known, other = (Glyph("[", "[", font, 12.0, 0, 5, 100, 2, 85, 5, 110, bold=False) for font in ("AB+KaTeX_Size1-Regular", "Other"))
    assert [one.sound for one in items_of([known, other], 12.0)] == [True, False]


@pytest.mark.parametrize(("end", "doubted"), [(100.0, 2), (500.0, 0)])
def test_the_rule_under_a_browsers_heading_is_no_fractions(end, doubted):
    heading, below = item("Problem 5", 50, 97), item("CE = 19/20", 50, 115)
    assert len(unexplained(Rule(48.0, 104.0, end, 104.0), [heading, below], [])) == doubted
