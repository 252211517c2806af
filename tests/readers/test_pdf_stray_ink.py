"""Ink that belongs to no character: where a sign, a digit or a point may be drawn beside a number, a person looks."""

import pytest

from grader.document import CROSSED, NOT_LOOKED_AT, STRAY
from tests.readers.test_hidden_text import cmap, page, picture

NUMBER = "BT /F 12 Tf 40 100 Td (L =) Tj 30 0 Td (28) Tj ET "
MAPPED = "/ToUnicode 6 0 R"
DRAWN = {
    "a minus as a line": "62 104 m 68 104 l S",
    "a minus as a slanting line": "62 104 m 68 105.5 l S",
    "a minus as two rectangles": "62 104 3 .7 re 65 104 3 .7 re f",
    "a thick minus": "62 103 6 2.6 re f",
    "a minus in one path with something else": "62 104 m 68 104 l 200 20 m 220 90 l S",
    "a minus through a hole": "q 62 104 6 .7 re W n 20 20 200 150 re f Q",
    "a minus as a picture": "q 6 0 0 .7 62 104 cm /P Do Q",
    "a minus under a line of text": "62 104 m 68 104 l S BT /F 12 Tf 40 112 Td (We have for this) Tj ET",
    "a one behind": "86 100 m 86 108 l S",
    "a nought behind": "85 104 m 85 110 90 110 90 104 c 90 98 85 98 85 104 c S",
    "a point within": "76.2 100 1 1 re f",
    "a square above": "85 106 m 85 110 l S",
    "white on a dark ground": "",
}
HONEST = {
    "a line below": "70 98 m 84 98 l S",
    "a frame": "66 96 21 16 re S",
    "a coloured ground": "",
    "a table": "30 94 m 200 94 l S 30 114 m 200 114 l S 30 94 m 30 114 l S 62 94 m 62 114 l S 200 94 m 200 114 l S",
    "a bullet before its line": "28 103 3 3 re f",
    "a fraction beside it": "90 104 m 104 104 l S BT /F 9 Tf 92 106 Td (11) Tj 0 -10 Td (32) Tj ET",
}


def doubts(content, **more):
    """Why the number's line is doubted."""
    return {doubt for line in page(content, **more).lines if "28" in line.text for doubt in line.doubts}


@pytest.mark.parametrize("drawn", [DRAWN[name] for name in DRAWN], ids=list(DRAWN))
def test_what_is_drawn_beside_a_number_makes_it_doubtful(drawn):
    content = NUMBER + drawn if drawn else f"0 g 20 80 200 40 re f 1 g 1 G {NUMBER} 62 104 m 68 104 l S"
    assert STRAY in doubts(content, resources="/XObject<</P 6 0 R>>", extra=[picture(2, 2, (0, 0, 0))])


@pytest.mark.parametrize("drawn", [HONEST[name] for name in HONEST], ids=list(HONEST))
def test_lines_frames_and_grounds_are_no_signs(drawn):
    content = NUMBER + drawn if drawn else f"0 0 .7 rg 65 94 24 18 re f 1 g {NUMBER} 0 g"
    assert not doubts(content) & {STRAY, CROSSED}


@pytest.mark.parametrize("code", [" ", "\u00ad", "\u2028", "\u2800", "\x00"])
@pytest.mark.parametrize(("drawn", "mapped"), [("-28", "-"), (" -28", "-"), ("280", "0"), ("2.8", ".")])
def test_a_character_that_the_file_calls_a_blank_is_missed_by_nobody(drawn, mapped, code):
    read = page(f"BT /F 12 Tf 40 100 Td (L = ) Tj 30 0 Td ({drawn}) Tj ET", font=MAPPED, extra=[cmap((mapped, code))])
    assert all(line.seen_otherwise for line in read.lines if "8" in line.text) or "28" not in "".join(line.text for line in read.lines)


def test_a_minus_that_the_file_calls_a_relation_is_one():
    read = page("BT /F 12 Tf 40 100 Td (L =-28) Tj ET", font=MAPPED, extra=[cmap(("-", "="))])
    assert all(STRAY in line.doubts for line in read.lines)


@pytest.mark.parametrize("kind", ["Highlight", "Link", "Caret", "Underline", "Stamp"])
def test_a_minus_in_a_note_of_any_kind_is_seen(kind):
    shown = b"<</Type/XObject/Subtype/Form/BBox[0 0 7 2]/Length 20>>stream\n0 1 m 6 1 l 1 w S   \nendstream"
    note = f"<</Type/Annot/Subtype/{kind}/Rect[61 103 69 105]/F 4/AP<</N 7 0 R>>>>".encode()
    assert STRAY in doubts(NUMBER, annots="/Annots[6 0 R]", extra=[note, shown])


CROSSES = {
    "one long line": "20 180 m 280 20 l S",
    "two lines in one path": "20 180 m 280 20 l 20 20 m 280 180 l S",
    "a polyline": "20 180 m 130 110 l 280 20 l S",
    "a curve": "20 180 m 60 60 150 140 280 20 c S",
}
WRITTEN = "BT /F 12 Tf 40 150 Td (A = 14 and so on) Tj 0 -50 Td (L = 28 which is all) Tj 0 -50 Td (B = 7 as well) Tj ET "


@pytest.mark.parametrize("cross", [CROSSES[name] for name in CROSSES], ids=list(CROSSES))
def test_a_cross_over_half_a_page_strikes_out_what_is_under_it(cross):
    assert CROSSED in doubts(WRITTEN + cross)


def test_a_page_that_cannot_be_looked_at_closely_decides_nothing():
    huge = b"<</Type/XObject/Subtype/Image/Width 12000/Height 9000/ColorSpace/DeviceGray/BitsPerComponent 1/Length 0>>stream\n\nendstream"
    read = page(f"{NUMBER} q 2 0 0 2 200 20 cm /P Do Q", resources="/XObject<</P 6 0 R>>", extra=[huge])
    assert all(NOT_LOOKED_AT in line.doubts and line.seen_otherwise for line in read.lines)
