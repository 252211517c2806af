"""A value as a person writes it down: the notation of an answers.yaml, and nothing that could be read in two ways."""

from dataclasses import replace

import pytest

from grader.answer import Answer, Doubt, NotFound, shape, values
from grader.decisions.remarked import placed
from grader.decisions.values import value_read
from grader.document import Document, Place, Source
from grader.page.wanted import Wanted
from grader.text.numerals import Kind
from grader.text.scalars import Wish

NUMBER, PAIR, MATRIX = Wish(()), Wish((2,)), Wish((2, 2))
SHARE, COUNT = Wish((), Kind.SHARE), Wish((), Kind.WHOLE)


def wanted(wish):
    return Wanted("y_hat", ("1", "1"), (), wish)


@pytest.mark.parametrize(
    ("wish", "text", "value"),
    [
        (NUMBER, "61.06", 61.06),
        (NUMBER, "-3", -3.0),
        (NUMBER, "−3", -3.0),
        (NUMBER, " 61.06 ", 61.06),
        (NUMBER, "'61.06'", 61.06),
        (NUMBER, "18/25", 0.72),
        (NUMBER, r"\frac{18}{25}", 0.72),
        (NUMBER, "1.5e-3", 0.0015),
        (NUMBER, "2 * 3.5", 7.0),
        (PAIR, "14, 20", (14.0, 20.0)),
        (PAIR, "(14, 20)", (14.0, 20.0)),
        (PAIR, "[14, 20]", (14.0, 20.0)),
        (PAIR, "0,5; 2,5", (0.5, 2.5)),
        (PAIR, "[12, 16]ᵀ", (12.0, 16.0)),
        (PAIR, "≈ (14, 20)", (14.0, 20.0)),
        (MATRIX, "[[1, 2], [3, 4]]", ((1.0, 2.0), (3.0, 4.0))),
        (MATRIX, "|\n1 2\n3 4", ((1.0, 2.0), (3.0, 4.0))),
        (MATRIX, r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}", ((1.0, 2.0), (3.0, 4.0))),
        (SHARE, "95.28 %", 0.9528),
        (SHARE, "0.9528", 0.9528),
        (SHARE, "1897/1991 (95.28 %)", 0.9528),
        (COUNT, "61706", 61706.0),
        (Wish(None), "[1, 2, 3]", (1.0, 2.0, 3.0)),
    ],
)
def test_what_an_answer_sheet_may_say_a_person_may_say(wish, text, value):
    found = value_read(text, wanted(wish))
    assert isinstance(found, Answer), found
    assert values(found.entries) == pytest.approx(value) if shape(found.entries) == () else values(found.entries) == value
    assert found.sure


@pytest.mark.parametrize(
    ("wish", "text", "says"),
    [
        (NUMBER, "many", "cannot be read: no number, vector or matrix; asked for is a single number (number)"),
        (NUMBER, "~", "asked for is a single number"),
        (NUMBER, "# 3", "asked for is a single number"),
        (NUMBER, "61,064", "its comma can be read in two ways"),
        (NUMBER, "1, 2", "asked for is a single number"),
        (NUMBER, "1\nz: 2", ""),
        (NUMBER, "{a: 1}", "cannot be read: no number"),
        (NUMBER, "&a 1", "cannot be read: no number"),
        (NUMBER, "3 ± 0.1", "only a part of it can be read"),
        (NUMBER, "x" * 6000, "is longer than 5,000 characters"),
        (PAIR, "(1, 2, 3)", "has the shape 3 numbers; asked for is 2 numbers"),
        (PAIR, "14", "asked for is 2 numbers"),
        (MATRIX, "[[1, 2], [3]]", "has rows that differ in length"),
        (MATRIX, "1, 2, 3, 4", "has the shape 4 numbers; asked for is 2×2"),
        (SHARE, "94.2", "write the percentage with its sign, or the share as 0.94"),
        (SHARE, "0.94 %", "is not of the kind that is asked for"),
        (COUNT, "1.5", "is not of the kind that is asked for"),
    ],
)
def test_what_nobody_could_mark_for_sure_is_refused_with_what_to_write(wish, text, says):
    found = value_read(text, wanted(wish))
    assert isinstance(found, str)
    assert says in found
    assert "answers.yaml" not in found
    assert "\n" not in found


def test_a_count_that_is_not_its_percentage_can_be_said_for_that_is_what_agrees_asks():
    found = value_read("1897/1991 (59.28 %)", wanted(SHARE))
    assert found.doubts == (Doubt.DISAGREES,)
    assert placed(found, "1897/1991 (59.28 %)", None, ()).context == "1897/1991 (59.28 %)", "where `agrees:` looks for the count"


PAGE = Place("paper.pdf", 2, (1.0, 2.0, 3.0, 4.0))


@pytest.mark.parametrize(
    ("before", "documents", "place", "source"),
    [
        (Answer("15", (), PAGE, Source.OCR, 0.5), ("paper.pdf", "more.pdf"), PAGE, Source.OCR),
        (NotFound("not found", place=PAGE), ("paper.pdf", "more.pdf"), PAGE, Source.TEXT),
        (NotFound("not found"), ("paper.pdf",), Place("paper.pdf"), Source.TEXT),
        (NotFound("not found"), ("paper.pdf", "more.pdf"), Place(""), Source.TEXT),
        (None, (), Place(""), Source.TEXT),
    ],
)
def test_a_value_stands_where_the_first_one_stood_or_where_a_person_had_to_look(before, documents, place, source):
    read = value_read("14", wanted(NUMBER))
    found = placed(read, "14", before, [Document(name) for name in documents])
    assert (found.place, found.source, found.text, found.confidence) == (place, source, "14", 1.0)
    assert replace(found, place=read.place, source=read.source, text=read.text, context="", label="") == replace(read, context="", label="")
