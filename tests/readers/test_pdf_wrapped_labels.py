"""Labels of a table's rows that take two lines, the values beside the first: whose the second line is, its distance says."""

import pytest

from grader.document import LineKind
from tests.readers.test_hidden_text import page


def labels(*rows):
    """The first cells of the tables' rows, of labels with their heights and values."""
    words = [(20, y, label) for y, label, _ in rows] + [
        (130 + 45 * at, y, value) for y, _, values in rows for at, value in enumerate(values)
    ]
    content = "".join(f"1 0 0 1 {x} {y} Tm ({word}) Tj " for x, y, word in sorted(words, key=lambda one: (-one[1], one[0])) if word)
    lines = page(f"BT /F 10 Tf {content} ET").lines
    return [line.pieces[0].text for line in lines if line.kind is LineKind.ROW]


HEAD = (170, "", ("MLP", "CNN"))
TEST, MOVED, DROP = ("0.94", "0.97"), ("0.38", "0.61"), ("0.59", "0.36")


def test_the_second_line_of_a_label_goes_on_with_the_row_above():
    table = labels(HEAD, (154, "Accuracy test", TEST), (138, "Accuracy test", MOVED), (127, "shifted", ()), (111, "relative drop", DROP))
    assert table == ["", "Accuracy test", "Accuracy test shifted", "relative drop"]


def test_so_it_does_in_the_last_row():
    table = labels(HEAD, (154, "Accuracy test", TEST), (138, "Accuracy test", MOVED), (127, "(shifted)", ()))
    assert table == ["", "Accuracy test", "Accuracy test (shifted)"]


@pytest.mark.parametrize(
    "rows",
    [
        [(154, "Accuracy test", TEST), (138, "Accuracy test", MOVED), (125, "shifted", ()), (112, "relative drop", DROP)],
        [(154, "Accuracy test", TEST), (138, "Accuracy test", MOVED), (122, "shifted", ()), (111, "images", DROP)],
        [(154, "Accuracy test", TEST), (138, "Accuracy test", MOVED), (127, "and it falls a lot on all of these shifted images", ())],
        [(154, "Accuracy test", TEST), (138, "Accuracy test", MOVED), (127, "Shifted", ())],
        [(154, "Accuracy test", TEST), (138, "Accuracy test", MOVED), (127, "by 2 pixels", ())],
    ],
    ids=["half way", "nearer to the row below", "prose below", "a capital", "a number"],
)
def test_a_line_that_may_be_another_rows_or_none_stays_where_it_is(rows):
    assert not any("shifted" in label.casefold() or "pixels" in label for label in labels(HEAD, *rows) if "Accuracy" in label)
