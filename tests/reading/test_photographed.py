"""Photographs of one submission are read on like the pages of one file."""

from dataclasses import replace

import pytest
from searches import freiburg

from grader.document import Source
from grader.finding.find import find
from grader.intake.kinds import PICTURES
from grader.page.photographed import PHOTOGRAPH, spots_of
from grader.readers.transcription import read_transcription

FIRST = "# Task 1.2\n\n∂L/∂ŷ = (12, 16)\n"
SECOND = "∂L/∂b = 28\n\n# Task 1.3\n\nb = 0.72\n"


def photograph(name: str, text: str):
    page = read_transcription(text.encode(), name)
    return replace(page, lines=tuple(replace(line, source=Source.OCR, page=1) for line in page.lines))


def found(*pages):
    return find(pages, freiburg().wanted, freiburg().nodes)


def test_a_heading_holds_on_the_next_photograph():
    answers = found(photograph("page 1.jpg", FIRST), photograph("page 2.jpg", SECOND))
    assert [answers[name].value for name in ("grad_y_hat", "grad_b", "b_new")] == [(12.0, 16.0), 28.0, 0.72]
    assert answers["grad_b"].place.file == "page 2.jpg"


@pytest.mark.parametrize(
    ("names", "paths"),
    [
        (("a.png", "b.JPG"), [("1", "3"), ("1", "3")]),
        (("a.md", "b.md"), [("1", "3"), None]),
        (("a.jpg", "b.md"), [("1", "3"), None]),
        (("a.md", "b.jpg"), [("1", "3"), None]),
    ],
)
def test_a_heading_holds_beyond_its_file_only_from_photograph_to_photograph(names, paths):
    pages = [photograph(name, text) for name, text in zip(names, ("# Task 1.3\n\nw = (1, 1, 1)\n", "b = 5\n"), strict=True)]
    assert [spots[-1].path for spots in spots_of(pages, freiburg().nodes)] == paths


def test_both_lists_of_photographs_are_one():
    assert set(PHOTOGRAPH) == PICTURES
