"""What stands around and between the text of pages: headers, footnotes, columns, numbers of formulas; what goes on over a page's end."""

from pathlib import Path

import pytest

from grader.document import Line, LineKind, Piece, Source
from grader.readers.pdf.columns import zones
from grader.readers.pdf.footnotes import parted
from grader.readers.pdf.glyphs import Glyph
from grader.readers.pdf.items import Item, Sort
from grader.readers.pdf.margins import edges
from grader.readers.pdf.page import Written
from grader.readers.pdf.reader import in_order, read_pdf
from grader.readers.pdf.rules import joined
from grader.readers.pdf.strokes import Rule
from tests.readers.test_hidden_text import page as page_of

PDF = Path(__file__).parent / "pdf"


@pytest.fixture(scope="module")
def layout():
    """The lines of the sheet with headers, footnotes and breaks."""
    return read_pdf((PDF / "layout.pdf").read_bytes(), "layout.pdf").lines


def text(lines, kind=None):
    return [line.text for line in lines if (line.kind is not LineKind.MARGIN if kind is None else line.kind is kind)]


def test_headers_footers_and_the_numbers_of_formulas_are_marked_as_such(layout):
    margins = text(layout, LineKind.MARGIN)
    assert margins[:5] == [r"Deep Learning, exercise 6 \quad Ada Example 4711", "(1)", "(2)", "(3)", "Page 1 of 6"]
    assert not any("Ada" in line or "Page" in line for line in text(layout))


def test_a_chain_goes_on_on_the_next_page_with_no_footnote_between(layout):
    lines = text(layout)
    at = lines.index(r"= \frac{1}{2}(144 + 256)")
    assert lines[at + 1 : at + 3] == [r"= \frac{1}{2} · 400", "= 200"]
    assert "The book calls it a cost, on page 77." in lines


def test_a_result_underlined_twice_is_no_numerator(layout):
    assert {r"\frac{∂L}{∂b} = 28", r"\hat{y} = ⟦14 \\ 20⟧"} <= set(text(layout))
    assert not any(line.doubts for line in layout)


def test_tables_beside_and_below_each_other_keep_their_rows_and_headings():
    lines = read_pdf((PDF / "tables.pdf").read_bytes(), "tables.pdf").lines
    assert not any(line.doubts for line in lines)
    assert [[piece.text for piece in line.pieces] for line in lines if line.kind is LineKind.ROW] == [
        ["", "original", "shifted"],
        ["MLP", "92.5", "38.1"],
        ["CNN", "96.2", "61.7"],
        ["Quantity", "Value"],
        ["L", "200"],
        ["∂L/∂b", "28"],
        ["b'", "0.72"],
        ["", "MLP", "CNN"],
        ["Accuracy on the original data", "92.5 %", "96.2 %"],
        ["Accuracy on the shifted data", "38.1 %", "61.7 %"],
        ["Layer", "weights", "biases"],
        ["one", "16", "2"],
        ["two", "32", "4"],
    ]


def words(line, y, x=50.0, size=10.0):
    """Glyphs of a line, half a size wide."""
    return [
        Glyph(
            char,
            char,
            "F",
            size,
            x + at * size / 2,
            x + (at + 1) * size / 2,
            y,
            x + at * size / 2,
            y - 6,
            x + (at + 1) * size / 2,
            y,
            bold=False,
        )
        for at, char in enumerate(line)
        if char != " "
    ]


def page(*rows):
    return [glyph for line, y in rows for glyph in words(line, y)], 800.0


BODY = (("some text here", 100), ("and more of it", 112), ("and the end", 124))
RUNNING = [
    ([("Ada Example", 40)], [("Ada Example", 40)], True),
    ([("sheet 6 page 1", 40)], [("sheet 6 page 2", 40)], True),
    ([("sheet 6 page 1", 40)], [("sheet 6 page 4", 40)], False),
    ([("Aufgabe 1", 40)], [("Aufgabe 2", 40)], False),
    ([("Task 1.1", 40)], [("Task 1.2", 40)], False),
    ([("L = 200", 40)], [("L = 200", 40)], False),
    ([("12", 40)], [("12", 40)], False),
    ([("Ada Example", 40)], [("Ada Example", 60)], False),
]


@pytest.mark.parametrize(("first", "second", "runs"), RUNNING)
def test_what_stands_on_two_pages_alike_is_a_header_unless_it_may_be_a_heading_or_a_value(first, second, runs):
    found = edges([page(*first, *BODY), page(*second, *BODY)])
    assert [edge.top > 40 for edge in found] == [runs, runs]


@pytest.mark.parametrize(
    ("last", "is_number"), [("1", True), ("Page 1 of 3", True), ("- 1 -", True), ("Seite 1", True), ("2", False), ("x = 1", False)]
)
def test_the_number_of_a_page_stands_alone_at_its_foot(last, is_number):
    (edge,) = edges([page(*BODY, (last, 700))])
    assert (edge.bottom < 700) is is_number


def item(string, x, y, size=10.0):
    return Item(string, string, Sort.TOKEN, x, x + len(string) * size / 2, y - 7, y + 2, y, size)


def prose(left, top, lines=8, words_a_line=7):
    """Items of a column of prose."""
    return [item("words", left + 29 * at, top + 12 * line) for line in range(lines) for at in range(words_a_line)]


def test_columns_are_read_one_after_the_other_below_what_runs_over_both():
    title = [item("a-title-over-the-whole-width-of-the-page-and-its-columns", 120, 40)]
    left, right = prose(50, 80), prose(300, 80)
    parts, strip = zones([*right, *title, *left], [])
    assert strip is not None
    assert 255 < strip < 300
    assert [set(map(id, part.items)) for part in parts] == [set(map(id, one)) for one in (title, left, right)]


def test_a_table_and_a_list_of_equations_are_no_columns():
    cells = [item(word, x, 80 + 14 * row) for row in range(9) for word, x in (("MLP", 60), ("92.5", 300), ("38.1", 420))]
    equations = [item(word, x, 80 + 14 * row) for row in range(9) for word, x in (("y", 60), ("=", 70), ("14", 80), ("(1)", 420))]
    for items in (cells, equations):
        assert len(zones(items, [])[0]) == 1


def test_the_column_of_the_page_before_is_expected_on_a_page_with_little_text():
    items = [*prose(50, 80), item("L", 300, 80), item("=", 310, 80), item("200", 320, 80)]
    assert len(zones(items, [])[0]) == 1
    assert len(zones(items, [], 277.0)[0]) == 2


def test_small_type_below_a_short_rule_is_a_footnote():
    above, below = prose(50, 80), [item("a-note", 50, 300, 8.0)]
    (zone,), _ = zones([*above, *below], [Rule(50.0, 285.0, 150.0, 285.0)])
    main, notes = parted(zone, 10.0)
    assert notes is not None
    assert (list(main.items), list(notes.items)) == (above, below)
    larger = zones([*above, item("no note", 50, 300)], [Rule(50.0, 285.0, 150.0, 285.0)])[0][0]
    assert parted(larger, 10.0)[1] is None


def line(string, number, block):
    return Line((Piece(string, string),), LineKind.TEXT, Source.TEXT, block, page=number)


def test_a_footnote_stands_behind_its_page_unless_a_formula_goes_on():
    pages = [Written((line("a", 1, 1), line("= 1", 1, 2)), (line("note", 1, 3),)), Written((line("b", 2, 1),))]
    assert [one.text for one in in_order(pages)] == ["a", "= 1", "note", "b"]
    pages[1] = Written((line("= 2", 2, 1),))
    found = in_order(pages)
    assert [one.text for one in found] == ["a", "note", "= 1", "= 2"]
    assert [one.block for one in found] == [1, 2, 3, 4]


def test_a_rule_drawn_cell_by_cell_is_one_and_two_fractions_keep_theirs():
    cells = [Rule(10.0, 50.0, 59.0, 50.0), Rule(60.0, 50.0, 120.0, 50.0), Rule(121.0, 50.2, 160.0, 50.2)]
    assert joined(cells) == [Rule(10.0, 50.0, 160.0, 50.0)]
    bars = [Rule(10.0, 50.0, 20.0, 50.0), Rule(22.4, 50.0, 32.0, 50.0)]
    assert joined(bars) == bars
    root_below_its_bar = [Rule(10.0, 50.0, 40.0, 50.0), Rule(18.0, 51.1, 40.0, 51.1)]
    assert joined(root_below_its_bar) == root_below_its_bar


SLANTED = "/I<</Type/Font/Subtype/Type1/BaseFont/Times-Italic>>"


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        ("(auf den Daten) Tj", "auf den Daten"),
        ("(off) Tj (set) Tj", "offset"),
        ("[(auf) -90 (den)] TJ", "aufden"),
        ("(half ) Tj (of it) Tj", "half of it"),
    ],
)
def test_a_slanted_letter_over_a_space_leaves_it_there(shown, text):
    assert page_of(f"BT /I 12 Tf 40 100 Td {shown} ET", fonts=SLANTED).lines[0].text == text
