"""Whether a page's text layer is any good: garbage that a device made of handwriting is not read as text."""

import pytest

from grader.readers.pdf.digits import false_digits
from grader.readers.pdf.glyphs import Glyph
from grader.readers.pdf.quality import untrusted
from grader.readers.pdf.strokes import Strokes

HONEST = "With the rate 0.01 we get w = (1.56, 0.28, 2.0) and b = 0.72, so the loss is 61.06 in the end. It was 200 before."


def glyphs(text, *, gap=5.0):
    """A line of print; each space is a gap."""
    found, x = [], 10.0
    for char in text:
        if char == " ":
            x += gap
            continue
        found.append(Glyph(char, char, "Any", 10.0, x, x + 5.0, 100.0, x, 93.0, x + 5.0, 100.0, bold=False))
        x += 5.0
    return found


def strokes_under(found):
    return Strokes(drawings=[(one.left - 0.5, one.top - 0.5, one.right + 0.5, one.bottom + 0.5) for one in found])


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (HONEST, None),
        (HONEST.replace(".", " . "), "torn apart"),
        (HONEST.replace("0.", "o . ").replace("1.", "l . "), "torn apart"),
        (HONEST + " ...", None),
        ("We have 1 . 2 here and no other number at all, but a good deal of text that is as it should be.", None),
    ],
)
def test_numbers_that_are_torn_apart_show_a_bad_layer(text, why):
    said = untrusted(glyphs(text), Strokes())
    assert (said is None) if why is None else why in said


def test_text_over_pen_strokes_is_somebody_s_guess_at_them():
    found = glyphs(HONEST)
    assert "pen strokes" in untrusted(found, strokes_under(found))


def test_a_plot_beside_the_text_costs_the_text_nothing():
    found = glyphs(HONEST)
    points = [(300.0 + x, 300.0 + y, 304.0 + x, 304.0 + y) for x in range(0, 200, 10) for y in range(0, 200, 20)]
    assert untrusted(found, Strokes(drawings=points)) is None


def test_a_frame_around_text_is_no_pen():
    found = glyphs(HONEST)
    assert untrusted(found, Strokes(drawings=[(0.0, 80.0, 600.0, 110.0)] * 80)) is None


def test_a_circled_number_is_no_digit_to_compare_shapes_with():
    circled = glyphs("1")[0]._replace(text="12", raw="⑫")
    assert false_digits([circled], paper=None) == ()  # type: ignore[arg-type]
