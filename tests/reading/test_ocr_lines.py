"""What OCR read is never sure, whatever it stands in."""

import pytest
from searches import freiburg

from grader.answer import Answer
from grader.document import Document, Line, LineKind, Piece, Source
from grader.finding.find import find


def row(*cells, block=1, kind=LineKind.ROW):
    return Line(tuple(Piece(cell, cell) for cell in cells), kind, Source.OCR, block, page=1)


@pytest.mark.parametrize(
    "lines",
    [
        (row("", "original", "shifted"), row("MLP", "0.94", "0.39"), row("CNN", "0.97", "0.61")),
        (row("accuracy of the MLP: 0.94", kind=LineKind.TEXT),),
        (row(r"accuracy of the MLP $= 0.94$", kind=LineKind.MATH),),
    ],
)
def test_neither_a_table_nor_a_formula_makes_ocr_sure(lines):
    heading = row("6.2 Questions", kind=LineKind.HEADING, block=0)
    search = freiburg()
    found = find([Document("a.pdf", (heading, *lines), pages=1)], search.wanted, search.nodes)
    read = [answer for answer in found.values() if isinstance(answer, Answer)]
    assert read
    assert not any(answer.sure for answer in read)
    assert {answer.source for answer in read} == {Source.OCR}
