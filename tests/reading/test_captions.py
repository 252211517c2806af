"""Captions above and below tables of numbers, over the pages of a document: which caption is which table's."""

import pytest

from grader.document import Document, Line, LineKind, Piece, Source
from grader.page.captions import captioned

FIRST, SECOND = ("3 & 1", "0 & 4"), ("5 & 9", "2 & 6")


def lines(*parts):
    """A page, and a caption or the rows of a table, one after another."""
    for block, (page, said) in enumerate(parts):
        kind = LineKind.TEXT if isinstance(said, str) else LineKind.ROW
        for row, text in enumerate([said] if isinstance(said, str) else said):
            pieces = tuple(Piece(cell, cell, (20 * at, 20 * row, 20 * at + 10, 20 * row + 10)) for at, cell in enumerate(text.split(" & ")))
            yield Line(pieces if kind is LineKind.ROW else (Piece(text, text),), kind, Source.TEXT, block, page=page)


def named(*parts):
    """The matrices that got a name."""
    document = captioned(Document("a.pdf", tuple(lines(*parts))))
    return [line.text for line in document.lines if "=" in line.text]


ONE, TWO = "Table 1: Y_1, by the first filter", "Table 2: Y_2, by the second filter"


@pytest.mark.parametrize(
    "parts",
    [
        [(1, ONE), (1, FIRST), (1, TWO), (1, SECOND)],
        [(1, FIRST), (1, ONE), (1, SECOND), (1, TWO)],
        [(1, ONE), (1, FIRST), (2, TWO), (2, SECOND)],
    ],
)
def test_a_caption_names_its_own_table(parts):
    assert [text.replace(" ", "") for text in named(*parts)] == [r"Y_1=⟦3&1\\0&4⟧", r"Y_2=⟦5&9\\2&6⟧"]


@pytest.mark.parametrize(
    "parts",
    [
        [(1, ONE), (2, FIRST), (2, TWO), (3, SECOND)],
        [(1, FIRST), (2, ONE), (2, SECOND), (3, TWO)],
        [(1, ONE), (1, FIRST), (1, SECOND), (1, TWO)],
    ],
)
def test_a_caption_that_stands_apart_from_its_table_leaves_it_open_which_is_whose(parts):
    assert named(*parts) == []
