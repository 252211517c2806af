"""What the recogniser says and where the ink is, put together: tables of both, and the letters that come of them. No model is needed."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from grader.readers.ocr.align import aligned
from grader.readers.ocr.axis import on_lines
from grader.readers.ocr.blobs import Blob, Inked, blobs_of, bracket, is_hat
from grader.readers.ocr.glyphs import glyphs_of
from grader.readers.ocr.letters import letters_of
from grader.readers.ocr.recogniser import Sign
from grader.readers.ocr.runs import layout
from grader.readers.ocr.sizes import Hand, Written, hand, named, written
from grader.readers.pdf.fonts import UNKNOWN

CAP = 20.0
PAGE = Hand({"digit": 20.0, "capital": 20.0, "tall": 20.4, "low": 13.2, "deep": 19.4}, 20.0)
WIDTHS = {"_": 14, ".": 4, ",": 5, "-": 14, "=": 14, "1": 8}
EXTENTS = {
    "digit": (20, 0),
    "low": (13, 0),
    "deep": (13, 6),
    ".": (4, 0),
    ",": (8, -4),
    "-": (8, -6),
    "=": (12, -4),
    "(": (24, 4),
    "_": (-2, 5),
}
"""How high characters of a kind reach above the line, and how deep below it (negative: they end above it); a comma hangs."""


def ink_of(text, *, at=100, base=200, spaced=6, raised=()):
    """Blobs of a line of print, one a character; a space is a wide gap."""
    blobs, x = [], at
    for index, char in enumerate(text):
        if char == " ":
            x += 12
            continue
        up, down = _extent(char)
        width = WIDTHS.get(char, 12)
        lift = 0
        if index in raised:
            up, down, lift = round(up * 0.7), round(down * 0.7), 11
        strokes = 1 if char == "-" else 2 if char == "=" else 0
        blobs.append(Blob(x, base - up - lift, x + width, base + down - lift, width * (up + down), (len(blobs) + 1,), strokes))
        x += width + spaced
    return blobs


def _extent(char):
    if char == ",":
        return 4, 5
    if char in EXTENTS:
        return EXTENTS[char]
    return EXTENTS["low" if char in "acemnorsuvwxz" else "deep" if char in "gpqy" else "digit"]


def signs_of(text, blobs, *, score=1.0, **rivals):
    """What the recogniser says of these blobs, each character in the middle of one."""
    found, index = [], 0
    for char in text:
        if char == " ":
            found.append((Sign(" ", 0.0, 1.0), (blobs[index - 1].x1 + blobs[index].x0) / 2))
        else:
            rival = rivals.get("rival", "")
            found.append((Sign(char, 0.0, score, rival, rivals.get("margin", 1.0)), blobs[min(index, len(blobs) - 1)].centre))
            index += 1
    return found


def read(said, shown=None, **options):
    """What a line comes to: what the recogniser says of ink that was printed as `shown`."""
    blobs = ink_of(shown or said, **{key: options.pop(key) for key in ("raised", "spaced") if key in options})
    signs = signs_of(said, blobs, **options)
    spaces = [at for sign, at in signs if sign.text == " "]
    inked = Inked(np.zeros((300, 900), np.uint8), np.zeros((300, 900), np.int32), tuple(blobs), CAP)
    letters = letters_of(aligned([one for one in signs if one[0].text != " "], blobs, CAP), spaces, inked)
    return written(letters, PAGE)


def text(run):
    """Letters as a text with `^` and `_` before scripts."""
    return "".join({1: "^", -1: "_", 0: ""}[letter.level] + letter.text for letter in run.letters)


@pytest.mark.parametrize(
    ("said", "shown", "comes_to"),
    [
        ("61.064", None, "61.064"),
        ("1.O5", "1.05", "1.05"),
        ("O.72l", "0.721", "0.721"),
        ("Ol", None, "Ol"),
        ("二", "=", "="),
        ("l", "-", "-"),
        ("1.56", "1,56", "1,56"),
        ("1,56", "1.56", "1.56"),
        ("Wnew", "wnew", "wnew"),
        ("S5", None, "S5"),
        ("y_hat", None, "y_hat"),
        ("y-hat", "y_hat", "y_hat"),
    ],
)
def test_form_and_height_decide_what_the_recogniser_confuses(said, shown, comes_to):
    assert text(read(said, shown)) == comes_to


@pytest.mark.parametrize(
    ("digit", "rival", "margin"), [("1", "7", 0.2), ("5", "6", 0.1), ("4", "9", 0.25), ("7", "1", 0.9), ("3", "8", 0.5)]
)
def test_a_digit_that_could_as_well_be_another_is_not_read(digit, rival, margin):
    assert UNKNOWN in text(read("2" + digit, rival=rival, margin=margin))


def test_an_unlikely_digit_is_not_read_an_unlikely_letter_only_below_a_third():
    assert text(read("7", score=0.45)) == UNKNOWN
    assert text(read("w", score=0.45)) == "w"
    assert text(read("w", score=0.2)) == UNKNOWN


def test_a_character_for_which_there_is_no_ink_left_spoils_its_neighbour():
    assert text(read("133", "13")).count(UNKNOWN) == 1


def test_ink_without_a_character_is_a_lost_character_never_nothing():
    assert text(read("13", "133")) != "13"
    assert UNKNOWN in text(read("13", "133"))


def test_a_lost_point_is_never_dropped():
    assert UNKNOWN in text(read("156", "1.56"))


def test_two_digits_in_one_piece_of_ink_are_one_above_the_other_if_it_is_that_tall():
    blobs = [*ink_of("44"), Blob(140, 165, 150, 215, 300, (9,))]
    signs = [(Sign("4", 0, 1.0), blobs[0].centre), (Sign("4", 0, 1.0), blobs[1].centre), (Sign("2", 0, 0.9), blobs[2].centre)]
    inked = Inked(np.zeros((300, 900), np.uint8), np.zeros((300, 900), np.int32), tuple(blobs), CAP)
    assert text(written(letters_of(aligned(signs, blobs, CAP), [], inked), PAGE)) == "44" + UNKNOWN


@pytest.mark.parametrize(
    ("said", "raised", "comes_to"),
    [("6.842", {4}, "6.84^2"), ("x2", {1}, "x^2"), ("5270", {2}, "5270"), ("better", {5}, "better")],
)
def test_exponents_are_told_by_height_but_letters_dance_in_words_and_numbers(said, raised, comes_to):
    assert text(read(said, raised=raised)) == comes_to


@pytest.mark.parametrize(
    ("said", "comes_to"),
    [("∂6", "∂b"), ("66", "66"), ("6", "6")],
)
def test_six_is_b_only_where_a_name_must_stand(said, comes_to):
    assert text(named(read(said))) == comes_to


@pytest.mark.parametrize(
    ("line", "spaced", "parts"),
    [("14 20", 2, ["14", "20"]), ("1420", 2, ["1420"]), ("-19 -5", 2, ["-19", "-5"]), ("44 72 100", 2, ["44", "72", "100"])],
)
def test_numbers_are_parted_by_what_is_seen(line, spaced, parts):
    glyphs = list(glyphs_of(read(line, spaced=spaced), 1.0))
    words = [glyphs[0].text]
    for before, after in pairwise(glyphs):
        if after.x0 - before.x1 > 0.19 * after.size:
            words.append("")
        words[-1] += after.text
    assert words == parts


def test_the_sizes_of_a_page_come_from_what_stands_on_it():
    page = hand([read("0123456789").letters, read("acemnorsuvwx").letters], 35.0)
    assert page.unit == 20
    assert page.heights["low"] == pytest.approx(13.2, abs=1.0)


def test_what_stands_beside_a_fraction_stands_on_its_line():
    run = Written(tuple(read("=28").letters), 29.4, 205.0)
    bar = Blob(60, 188, 92, 190, 60, (7,))
    assert on_lines([run], [bar], [])[0].base == pytest.approx(189 + 0.25 * 29.4, abs=1.0)


def _drawn(paint):
    page = np.zeros((160, 400), np.uint8)
    paint(page)
    return blobs_of(255 - 255 * page, page)


def _digits(page):
    for left in (40, 70, 100, 130, 300, 330):
        page[60:80, left : left + 12] = 1


def _square(page, left, *, opening):
    page[40:100, left : left + 3] = 1
    arm = slice(left, left + 12) if opening else slice(left - 9, left + 3)
    page[40:43, arm] = page[97:100, arm] = 1


def test_a_large_bracket_is_told_by_its_arms_and_a_stroke_has_none():
    def paint(page):
        _digits(page)
        _square(page, 200, opening=True)
        _square(page, 280, opening=False)
        page[40:100, 360:363] = 1

    found = _drawn(paint)
    assert sorted(kind for blob in found.blobs if (kind := bracket(found, blob)) is not None) == ["[", "]", "|"]


def test_a_frame_around_an_answer_is_no_bracket_and_no_ink():
    def paint(page):
        _digits(page)
        page[30:33, 20:380] = page[120:123, 20:380] = 1
        page[30:123, 20:23] = page[30:123, 377:380] = 1

    found = _drawn(paint)
    assert len(found.blobs) == 6
    assert len(found.lines) == 4
    assert not layout(found).brackets


def test_the_bar_of_a_small_fraction_is_cut_free_from_its_digits():
    def paint(page):
        _digits(page)
        page[52:66, 206:214] = page[66:68, 200:220] = page[68:84, 205:215] = 1

    found = _drawn(paint)
    assert len(found.blobs) == 9
    assert len([bar for bar in layout(found).bars if bar.flat]) == 1


def test_a_hat_points_up_and_a_dot_does_not():
    def paint(page):
        _digits(page)
        for step in range(5):
            page[48 + step : 50 + step, 204 - step : 206 - step] = page[48 + step : 50 + step, 205 + step : 207 + step] = 1
        page[60:80, 198:212] = 1
        page[45:49, 240:244] = 1

    found = _drawn(paint)
    assert [is_hat(found, blob) for blob in found.blobs].count(True) == 1
    assert len(layout(found).hats) == 1


def test_a_cell_is_not_brought_to_the_line_of_what_stands_before_its_bracket():
    label, cell = Written(tuple(read("y=").letters), 29.4, 200.0), Written(tuple(read("8").letters), 29.4, 186.0)
    cell = Written(tuple(ink_moved(cell.letters, 80)), cell.size, cell.base)
    assert on_lines([label, cell], [], [("[", Blob(140, 160, 150, 230, 90, (9,)))])[1].base != label.base
    assert on_lines([label, cell], [], [])[1].base == label.base


def ink_moved(letters, by):
    """The letters farther right."""
    return [replace(letter, x0=letter.x0 + by, x1=letter.x1 + by) for letter in letters]
