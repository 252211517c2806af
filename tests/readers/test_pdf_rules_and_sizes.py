"""Lines drawn by stencils, fonts with units of their own, coloured grounds, numbered rows, columns that nearly touch."""

import pytest

from grader.document import STRAY, LineKind
from grader.readers.pdf.numbers import BEFORE
from tests.readers.test_hidden_text import page
from tests.readers.test_pdf_drawn_brackets import BRACKETS, GRID, MATRIX, texts
from tests.readers.typed_over import stream

STENCIL = "BI /IM true /W 1 /H 1 /BPC 1 {more} ID \0 EI Q "
FRACTION = "BT /F 10 Tf 40 100 Td (L =) Tj 18 6 Td (5) Tj 0 -13 Td (2) Tj ET "


def stencil(x, y, width, height, more=""):
    """A rectangle as DVI drivers draw it."""
    return f"q {width} 0 0 {height} {x} {y} cm " + STENCIL.format(more=more)


def test_a_fraction_bar_that_is_a_stencil_of_one_pixel_is_one():
    assert texts(FRACTION + stencil(57, 102.4, 8, 0.5)) == [r"L = \frac{5}{2}"]


@pytest.mark.parametrize("more", ["/D [1 0]", "/D [0 1]"])
def test_a_minus_that_is_a_stencil_is_missed_by_nobody(more):
    drawn = stencil(52, 103, 5, 0.7, more)
    read = page("BT /F 10 Tf 40 100 Td (L =) Tj 20 0 Td (28) Tj ET " + drawn)
    painted = "1 0" not in more
    assert all((STRAY in line.doubts) is painted for line in read.lines)


def test_an_empty_or_white_stencil_is_no_fraction_bar():
    for drawn in (stencil(57, 102.4, 8, 0.5, "/D [1 0]"), "1 g " + stencil(63, 102.4, 8, 0.5)):
        assert r"\frac" not in "".join(texts(FRACTION + drawn))


SUM = "BT /F 10 Tf 40 100 Td (L = 1 + 2 =) Tj 60 0 Td (28) Tj ET "
HIGHLIGHT = "1 1 .6 rg 98 95 20 16 re f 0 g "


def test_a_highlighted_number_in_a_row_of_signs_is_sure():
    assert [line.doubts for line in page(HIGHLIGHT + SUM).lines] == [()]


@pytest.mark.parametrize("drawn", ["98 99.8 m 98 107.2 l S", "97.2 99.8 m 97.2 107.2 l S", "99 99.8 m 99 107.2 l S", "94 103 m 97 103 l S"])
def test_a_one_or_a_minus_along_the_edge_of_a_highlight_is_doubted(drawn):
    assert [STRAY in line.doubts for line in page(HIGHLIGHT + SUM + f"0.6 w {drawn}").lines] == [True]


def test_a_tall_bar_beside_a_heading_is_no_digit():
    assert [line.doubts for line in page("0.7 0 0 rg 32 94 4 20 re f 0 g BT /F 12 Tf 46 100 Td (2.4 CIFAR) Tj ET").lines] == [()]
    assert 12 * BEFORE > 46 - 36


BLOCKS = b"<</Type/Font/Subtype/Type3/FontBBox[0 0 1500 2040]/FontMatrix[.001 0 0 .001 0 0]/CharProcs<</A 7 0 R>>/FirstChar 65/LastChar 72"
CODED = b"/Encoding<</Differences[65/A/A/A/A/A/A/A/A]>>/Widths[1600 1600 1600 1600 1600 1600 1600 1600]/ToUnicode 8 0 R>>"


def in_blocks(content, last):
    """A page in a font that knows the letters from A to `last` and draws a tall block for each."""
    cmap = f"1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfrange <41> <{ord(last):x}> <0041> endbfrange"
    block = stream(b"1600 0 0 0 1500 2040 d1 0 0 1500 2040 re f")
    return texts(f"BT /G 4 Tf 40 100 Td {content} ET", fonts="/G 6 0 R", extra=[BLOCKS + CODED, block, stream(cmap.encode())])


def test_a_font_with_more_units_than_a_thousand_is_as_large_as_it_is_drawn():
    assert in_blocks("(AB) Tj 13.8 0 Td (CDE) Tj", "H") == ["ABCDE"]


def test_one_character_without_a_map_leaves_the_others_of_its_font_their_names():
    assert in_blocks("(ABH) Tj", "G") == ["AB\ufffd"]


NUMBERED = "BT /F 5 Tf 63 109 Td ({0}) Tj 0 -12 Td ({1}) Tj 0 -12 Td ({2}) Tj ET "
HEADED = "BT /F 5 Tf 78 126 Td (j=1) Tj 20 0 Td (2) Tj ET "


def test_small_numbers_that_count_rows_and_columns_are_none_of_the_entries():
    assert texts(GRID + BRACKETS["round shapes"] + NUMBERED.format("1", "2", "3") + HEADED) == [f"Y = {MATRIX}"]


def test_small_numbers_that_do_not_count_are_not_left_out():
    read = "".join(texts(GRID + BRACKETS["round shapes"] + NUMBERED.format("1", "7", "3")))
    assert "7" in read


ROWS = (("loss", 40), ("correct", 118), ("accuracy", 158)), (("cross entropy", 40), ("1913/1991", 103), ("96.08 %", 153))
LAST = ("squared", 40), ("1906/1991", 103), ("95.73 %", 153)


def test_columns_between_rules_that_nearly_touch_are_told_by_the_heading():
    cells = "".join(f"1 0 0 1 {x} {140 - 13 * at} Tm ({text}) Tj " for at, row in enumerate((*ROWS, LAST)) for text, x in row)
    lines = page(f"BT /F 10 Tf {cells}ET 39 152 m 200 152 l S 39 106 m 200 106 l S").lines
    assert [line.kind for line in lines] == [LineKind.ROW] * 3
    assert [[piece.text for piece in line.pieces] for line in lines] == [[text for text, _ in row] for row in (*ROWS, LAST)]
