"""Codes and marks: what a font's code stands for, what hides a structure, what a thin gap behind a comma means."""

import pytest

from grader.document import Line, LineKind, Piece, Source
from grader.readers.pdf.accents import set_on_letters
from grader.readers.pdf.brackets import whole
from grader.readers.pdf.commas import settled
from grader.readers.pdf.fonts import OPERATOR, PIECE, ROOT, UNKNOWN, WHOLE, as_character
from grader.readers.pdf.glyphs import Glyph
from grader.readers.pdf.items import Sort, items_of
from grader.readers.pdf.spelling import spelt
from grader.readers.pdf.type3 import coding_of

CODES = [
    (0x15, "CMEX10", WHOLE + "]"),
    (0x15, "", "-"),
    (0x20, "LMMathExtension10-Regular", WHOLE + "("),
    (0x20, "LMRoman10-Regular", ""),
    (0x22, "ABCDEF+LMMathExtension10-Regular", WHOLE + "["),
    (0xF8EE, "CMEX10", PIECE + "[t"),
    (0x239D, "STIXSizeOneSym", PIECE + "(b"),
    (ord("X"), "CMEX10", OPERATOR + "Σ"),
    (ord("X"), "CMR10", "X"),
    (ord("r"), "CMEX10", ROOT),
    (0x1E, "", "ffi"),
    (ord("7"), "CMSY10", ""),
    (ord("7"), "LMMathSymbols10-Regular", ""),
    (ord("7"), "CMR10", "7"),
    (ord("7"), "ZapfDingbats", UNKNOWN),
    (0x2212, "CMSY10", "-"),
    (0x2013, "LMRoman10-Regular", "-"),
    (0x2225, "CMSY10", "‖"),
    (0x223C, "CMSY10", "~"),
    (0x22C5, "Cambria Math", "·"),
    (0x1D466, "NewCMMath-Book", "y"),
    (0xFB01, "LMRoman10-Regular", "fi"),
    (0x2032, "CMSY8", "'"),
    (0x0394, "CMR10", "Δ"),
    (0xE123, "Unheard Of", UNKNOWN),
    (0xFFFD, "Unheard Of", UNKNOWN),
    (0x2113, "CMMI10", "ℓ"),
]


@pytest.mark.parametrize(("code", "font", "character"), CODES)
def test_the_font_decides_what_a_code_means(code, font, character):
    assert as_character(code, font) == character


def test_the_word_latex_in_a_fonts_name_makes_no_extension_font():
    assert as_character(ord("X"), "TeXGyreTermes") == "X"
    assert as_character(ord("P"), "NEXT-Regular") == "P"


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("w²", "w^{2}"),
        ("10⁻³", "10^{-3}"),
        ("ŷ₁₂", r"\hat{y}_{12}"),
        ("L=½", r"L=\frac{1}{2}"),
        ("ŷ=14", r"\hat{y}=14"),
        ("être", "être"),
        ("Müller", "Müller"),
    ],
)
def test_characters_that_hide_a_structure_are_spelt_out(printed, text):
    assert spelt(printed) == text


def line(text):
    return Line((Piece(text, text),), LineKind.TEXT, Source.TEXT, 1)


@pytest.mark.parametrize(
    ("others", "text"),
    [
        (["b = 0.72"], "(14, 20)"),
        (["b = 0,72"], "(14,20)"),
        (["b = 0,72 and 0.01"], "(14,20)"),
        ([], "(14,20)"),
        (["see 1.1"], "(14,20)"),
        (["on 05.12.2023"], "(14,20)"),
    ],
)
def test_a_thin_gap_behind_a_comma_parts_a_list_only_where_decimal_points_are_used(others, text):
    assert settled([line("(14,\u200920)"), *map(line, others)])[0].text == text


def glyph(text, size, x, y, *, top, bottom):
    return Glyph(text, text, "CMR10", size, x, x + size / 2, y, x, y - top * size, x + size / 2, y - bottom * size, bold=False)


def test_a_hat_goes_to_the_letter_below_it_and_not_to_a_small_index():
    letter, index = glyph("y", 10, 50, 100, top=0.43, bottom=-0.2), glyph("i", 7, 51, 100, top=0.6, bottom=0)
    hat = glyph("ˆ", 10, 50, 100, top=0.7, bottom=0.55)
    assert [one.text for one in set_on_letters([letter, hat])] == [r"\hat{y}"]
    assert [one.text for one in set_on_letters([index, hat])] == ["i", "ˆ"]


@pytest.mark.parametrize(("mark", "composed"), [("¨", "ü"), ("´", "ú"), ("ˆ", r"\hat{u}"), ("¯", r"\bar{u}")])
def test_an_umlaut_makes_a_letter_of_a_word_and_a_hat_one_of_a_formula(mark, composed):
    letter = glyph("u", 10, 50, 100, top=0.43, bottom=0)
    assert [one.text for one in set_on_letters([glyph(mark, 10, 50, 100, top=0.7, bottom=0.55), letter])] == [composed]


TYPE3 = [
    ("TeX text", {0x2B: (0.778, 0.58, -0.08), 0x31: (0.5, 0.67, 0.0), 0x3D: (0.778, 0.37, 0.13)}),
    ("TeX letters", {0x3A: (0.278, 0.11, 0.0), 0x3B: (0.278, 0.11, -0.2), 0x59: (0.76, 0.68, 0.0)}),
    ("TeX symbols", {0x00: (0.778, 0.27, 0.23), 0x01: (0.278, 0.31, 0.19)}),
    ("TeX EX0", {0x32: (0.667, 0.04, -1.76), 0x36: (0.667, 0.01, -0.61)}),
    ("TeX none", {0x02: (1.4, 1.2, 0.9), 0x03: (0.1, 1.2, 0.9)}),
]


@pytest.mark.parametrize(("name", "shapes"), TYPE3)
def test_which_coding_a_font_without_a_name_has_is_told_by_its_shapes(name, shapes):
    assert coding_of(shapes).name == name


@pytest.mark.parametrize(
    ("code", "font", "character"),
    [
        (0x3B, "TeX letters", ","),
        (0x3A, "TeX letters", "."),
        (0x00, "TeX symbols", "-"),
        (0xFF, "TeX T1", "ß"),
        (0x41, "TeX none", UNKNOWN),
    ],
)
def test_a_comma_of_a_bitmap_font_is_a_comma_and_a_minus_a_minus(code, font, character):
    assert as_character(code, font) == character


def test_a_sign_that_does_not_look_like_its_code_stays_unread():
    shapes = {0x30 + digit: (0.525, 0.62, 0.0) for digit in range(1, 7)} | {0x7B: (0.525, 0.69, -0.08)}
    assert coding_of(shapes).odd == {0x7B}


def test_what_hangs_from_its_line_and_is_no_bracket_is_unread():
    hanging = Glyph("h", "h", "Unheard Of", 10, 50, 55, 100, 50, 99, 55, 118, bold=False)
    (found,) = items_of([hanging], 10.0)
    assert (found.text, bool(found.doubts)) == (UNKNOWN, True)


def test_a_brace_without_its_middle_encloses_nothing():
    pieces = [
        Glyph(PIECE + text, "x", "CMEX10", 10, 50, 55, 100, 50, top, 55, top + 10, bold=False) for text, top in (("{t", 100), ("{b", 111))
    ]
    (found,) = whole(items_of(pieces, 10.0))
    assert found.sort is Sort.FORMULA
    assert found.doubts
