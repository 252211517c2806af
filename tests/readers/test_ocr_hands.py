"""What a hand does and print does not: leaning brackets, ruled paper, hats that touch, points and indices that lie where they like."""

from dataclasses import replace

import numpy as np
import pytest

from grader.readers.ocr.axis import on_lines
from grader.readers.ocr.blobs import Blob, blobs_of
from grader.readers.ocr.homes import homes_of
from grader.readers.ocr.lean import lean, upright
from grader.readers.ocr.letters import Letter
from grader.readers.ocr.level import turned
from grader.readers.ocr.runs import layout
from grader.readers.ocr.sizes import Hand, Written, named, written

PAGE = Hand({"digit": 20.0, "capital": 20.0, "tall": 20.4, "low": 13.2, "deep": 19.4}, 20.0)


def paper(paint, *, width=400):
    """A page on which something was painted with 0 for ink."""
    page = np.full((240, width), 255, np.uint8)
    for left in (40, 70, 100, 130, 300, 330):
        page[60:80, left : left + 12] = 0
    paint(page)
    return page


def seen(page):
    """The blobs of a page."""
    return blobs_of(page, (page < 205).astype(np.uint8))


def stroke(page, left, slant):
    for y in range(100, 200):
        x = left + round(slant * (y - 150))
        page[y, x : x + 3] = 0


def letters(said, *, at=0.0, gap=4.0, levels=(), spaced=(), heights=()):
    """A line of letters; `levels` moves some up or down by a third."""
    out, x = [], at
    for index, char in enumerate(said):
        up = dict(heights).get(index, 13.2 if char in "newu" else 20.0)
        move = dict(levels).get(index, 0.0)
        if index in spaced:
            x += 12
        out.append(Letter(char, char, x, 200 - up - move, x + 10, 200 - move, 1.0, spaced=index in spaced))
        x += 10 + gap
    return out


def text(run):
    """Letters with a sign before scripts."""
    return "".join({1: "^", -1: "_", 0: ""}[letter.level] + letter.text for letter in run.letters)


@pytest.mark.parametrize("slant", [0.12, -0.08])
def test_brackets_that_lean_alike_tell_by_how_much_the_page_leans(slant):
    page = paper(lambda page: (stroke(page, 150, slant), stroke(page, 250, slant)))
    assert lean(seen(page)) == pytest.approx(slant, abs=0.01)
    level = upright(turned(page, 0, 0.0), slant)
    assert lean(seen(level.grey)) == 0.0
    assert (level.grey < 128).sum() == pytest.approx((page < 128).sum(), rel=0.05)  # nothing falls off the page
    assert level.point(level.grey.shape[1] / 2, 120) == pytest.approx((200, 120), abs=1.5)


def test_a_page_that_stands_and_a_page_without_brackets_do_not_lean():
    assert lean(seen(paper(lambda page: (stroke(page, 150, 0.0), stroke(page, 250, 0.0))))) == 0.0
    assert lean(seen(paper(lambda page: stroke(page, 150, 0.2)))) == 0.0


def test_the_lines_of_ruled_paper_are_no_ink_and_a_point_stays():
    def paint(page):
        for y in range(5, 240, 15):
            for x in range(0, 400, 40):
                page[y : y + 2, x : x + 25] = np.minimum(page[y : y + 2, x : x + 25], 190)
        page[76:80, 115:119] = 120
        page[77:79, 116:118] = 20

    found = seen(paper(paint))
    assert len(found.blobs) == 7
    assert any(blob.width == blob.height == 4 for blob in found.blobs)


def test_a_pale_minus_on_white_paper_is_no_ruling():
    def paint(page):
        page[69:71, 20:32] = 190

    assert len(seen(paper(paint)).blobs) == 7


def hatted(page, left, *, beside=False):
    for step in range(9):
        for x in (left + 10 - step, left + 10 + step):
            page[50 + step, x - 1 : x + 2] = 0
            page[58 + step, (left + 2 + step if x < left + 10 else left + 18 - step) - 1 :][:3] = 0
    page[66:84, left + 9 : left + 12] = 0
    if beside:
        page[50:84, left + 22 : left + 32] = 0


def test_a_hat_that_touches_its_letter_is_cut_free():
    assert len(layout(seen(paper(lambda page: hatted(page, 200)))).hats) == 1


def test_a_letter_among_letters_as_tall_wears_no_hat():
    assert not layout(seen(paper(lambda page: hatted(page, 200, beside=True)))).hats


def test_a_point_belongs_to_the_digit_before_it_and_not_to_the_row_below():
    row, below = Blob(0, 0, 12, 20, 100, (1,)), Blob(14, 22, 26, 42, 100, (2,))
    point = Blob(14, 17, 18, 21, 16, (3,))
    ordered = sorted((row, below, point), key=lambda blob: blob.x0)
    homes = homes_of(ordered, 20.0)
    assert {ordered[mark]: ordered[home] for mark, home in homes.items()} == {point: row}


def test_an_index_is_no_mark():
    assert homes_of([Blob(0, 0, 12, 20, 100, (1,)), Blob(14, 10, 22, 20, 60, (2,))], 20.0) == {}


@pytest.mark.parametrize(
    ("said", "levels", "spaced", "heights", "comes_to"),
    [
        ("52,508", {1: 7}, (), {1: 16}, "52,508"),  # a small zero or two within a number
        ("L92", {1: 6, 2: 6}, (1,), {1: 16, 2: 16}, "L92"),  # behind a space nothing is an exponent
        ("L2", {1: 10}, (), {1: 14}, "L^2"),
    ],
)
def test_digits_that_dance_are_no_exponents(said, levels, spaced, heights, comes_to):
    assert text(written(letters(said, levels=levels.items(), spaced=spaced, heights=heights.items()), PAGE)) == comes_to


@pytest.mark.parametrize(("said", "comes_to"), [("WNEW", "W_n_e_w"), ("NEW", "_n_e_w"), ("6new", "b_n_e_w"), ("12new", "12new")])
def test_an_index_in_capitals_is_an_index(said, comes_to):
    assert text(named(Written(tuple(letters(said)), 29.4, 200.0))) == comes_to


def test_a_numerator_keeps_its_line_and_a_cell_its_row_whatever_stands_beside():
    bar, left = Blob(0, 188, 60, 190, 60, (7,)), Blob(75, 150, 80, 230, 90, (8,))
    over, cell = Written(tuple(letters("L", at=20)), 29.4, 182.0), Written(tuple(letters("7", at=84)), 29.4, 186.0)
    over = replace(over, letters=tuple(replace(one, y0=162.0, y1=182.0) for one in over.letters))
    assert [run.base for run in on_lines([over, cell], [bar], [("(", left)])] == [182.0, 186.0]
    assert on_lines([cell], [bar], [])[0].base != 186.0
