"""The same homework in many hands: LaTeX in several fonts and sizes, a word processor, Typst; each line as a person reads it."""

from pathlib import Path

import pytest

from grader.document import LineKind, Source
from grader.readers.pdf.reader import read_pdf

PDF = Path(__file__).parent / "pdf"


def read(name):
    return read_pdf((PDF / f"{name}.pdf").read_bytes(), f"{name}.pdf")


@pytest.fixture(scope="module")
def pages():
    """Every PDF of the folder, read once."""
    return {path.stem: read(path.stem) for path in sorted(PDF.glob("*.pdf"))}


LINES = [
    ("cm11", "With x = (1, 2, 3, 4)^{T}, w = (2, 1, 3) and b = 1 we slide the kernel over the input and find the"),
    ("cm11", r"\hat{y} = ⟦1 · 2 + 2 · 1 + 3 · 3 + 1 \\ 2 · 2 + 3 · 1 + 4 · 3 + 1⟧ = ⟦14 \\ 20⟧"),
    (
        "cm11",
        r"L = \frac{1}{2}‖y - \hat{y}‖^{2} = \frac{1}{2} [(14 - 2)^{2} + (20 - 4)^{2}] = \frac{1}{2}(144 + 256) = 200",
    ),
    ("cm11", r"\frac{∂L}{∂\hat{y}} = \hat{y} - y = ⟦12 \\ 16⟧"),
    (
        "cm11",
        r"\frac{∂L}{∂w_{1}} = \frac{∂L}{∂\hat{y}_{1}} · x_{1} + \frac{∂L}{∂\hat{y}_{2}} · x_{2} = 12 · 1 + 16 · 2 = 44",
    ),
    ("cm11", r"\frac{∂L}{∂w} = ⟦44 & 72 & 100⟧^{T}"),
    ("cm11", r"\frac{∂L}{∂b} = Σ_{i=1}^{2} \frac{∂L}{∂\hat{y}_{i}} = 28"),
    ("cm11", r"w' = w - η · \frac{∂L}{∂w} = ⟦2 \\ 1 \\ 3⟧ - 0.01 · ⟦44 \\ 72 \\ 100⟧ = ⟦1.56 \\ 0.28 \\ 2⟧"),
    ("cm11", r"and b' = 1 - 0.01 · 28 = 0.72. The new prediction is \hat{y}' = [8.84 \quad 12.68], which gives L' ="),
    ("cm11", r"\frac{1}{2}‖y - \hat{y}'‖^{2} ≈ 61.064, and \hat{y}_{1}^{new} = 8.84."),
    ("lm10", r"1.1) Forward: \hat{y} = (14, 20), L = \frac{1}{2}‖y - \hat{y}‖_{2}^{2} = 200."),
    ("lm10", r"\frac{∂L}{∂\hat{y}} = ⟦12 \\ 16⟧, \quad \frac{∂L}{∂w} = ⟦44 \\ 72 \\ 100⟧, \quad \frac{∂L}{∂b} = 28"),
    ("lm10", r"L^{new} = \frac{1}{2} Σ_{i}(\hat{y}'_{i} - y_{i})^{2} = \frac{6.84^{2} + 8.68^{2}}{2} ≈ 61.064"),
    (
        "lm10",
        (
            r"We made a slip before: \cancel{L} \cancel{=} \cancel{400,} and "
            r"\cancel{the} \cancel{loss} \cancel{is} \cancel{400} was corrected. The"
        ),
    ),
    (
        "lm10",
        r"distance is \sqrt{\frac{a+1}{2}} + \sqrt{400} = 20 and 10^{-3}, 2^{10} = 1024, e^{-x^{2}/2}, x_{i_{1}}^{2}.",
    ),
    ("lm10", r"ReLU(x) = \cases⟦x & if x > 0 \\ 0 & otherwise⟧ \quad A = ⟦1 & -2 & 3.5 \\ 0 & 10 & -100 \\ 7 & 8 & 9⟧"),
    (
        "lm10",
        r"B = ⟦\frac{1}{2} & x^{2} \\ a_{1} & \sqrt{2}⟧^{-1}, \quad o = ⌊\frac{I + 2P - W}{S}⌋ + 1 = 5, \quad ⟦1 & 2 \\ 3 & 4⟧",
    ),
    ("lm10", "We underline this word, and L = 200 is in a box."),
    ("times12", r"w' = ⟦2 \\ 1 \\ 3⟧-0,01·⟦44 \\ 72 \\ 100⟧ = ⟦1,56 \\ 0,28 \\ 2,00⟧, \quad b' = 1-0,28 = 0,72"),
    ("times12", "Gruppe: Jörg Müßig, Änne Größl"),
    ("palatino", r"\hat{y}_{1} = 14, \quad \hat{y}_{2} = 20, \quad \bar{x} = 2.5, \quad \tilde{w}_{3} = 3, \quad v = ẋ"),
    ("palatino", r"12345 images, 4 · 10^{-2}, |-3| = 3, ‖x‖_{2} = 5, x → x^{2}, a ≠ b."),
    ("palatino", r"\frac{\frac{1}{2} + x}{1 - \frac{a}{b}} = (\frac{∂f}{∂x})^{2} = ⟦1 & 0 \\ 0 & 1⟧ ⟦-1.5 \\ 20⟧"),
    ("word", r"\hat{y}=⟦14 \\ 20⟧"),
    ("word", r"\frac{∂L}{∂\hat{y}}=\hat{y}- y=⟦12 \\ 16⟧, \frac{∂L}{∂w}=(44 \quad 72 \quad 100)^{T}"),
    ("word", r"Plain text: \hat{y}_1 = 14, \hat{y}_{2} = 20, w^{2} = 4, L = \frac{1}{2}·400 = 200, y^{new} = 8.84, H_{2}O,"),
    ("typst", r"\hat{y} = ⟦14 \\ 20⟧, \quad A = ⟦1 & -2 & 3 \\ 4 & 5 & 6 \\ 7 & 8 & 9⟧, \quad B = ⟦1.5 & 2 \\ 3 & 4⟧"),
    ("typst", r"\frac{∂L}{∂\hat{y}} = \hat{y} - y = ⟦12 \\ 16⟧, \quad \frac{∂L}{∂w} = ⟦44 \\ 72 \\ 100⟧"),
    ("inline", r"diam. Duis eget orci sit amet orci dignissim rutrum. So we get \hat{y} = ⟦14 \\ 20⟧"),
    ("inline", r"and with the loss L = \frac{1}{2} Σ_{i=1}^{2}(y_{i} - \hat{y}_{i})^{2} = 200 we go on to the gradient"),
    ("inline", r"\tilde{w}_{ij} = \frac{\bar{x}_{new}^{new}}{\frac{n_{max}}{\tilde{w}_{1}}} + 1"),
    ("boxes", r"\hat{y} = (14, 20) and L = 200, \bar{y} = 3, \bar{x} = 2.5, 3\frac{1}{2}"),
    ("boxes", "b' = 0.72 and L = 61.064 and w = 3"),
]


@pytest.mark.parametrize(("name", "text"), LINES)
def test_a_line_is_read_as_a_person_reads_it(pages, name, text):
    found = {line.text: line for line in pages[name].lines}
    assert text in found
    assert found[text].doubts == ()


TABLES = [
    ("cm11", [["Model", "original", "shifted"], ["MLP", "92.5 %", "38.1 %"], ["CNN", "96.2 %", "61.7 %"]]),
    ("lm10", [["", "Original data", "Shifted data"], ["MLP", "0.925", "0.381"], ["CNN", "0.962", "0.617"]]),
    ("times12", [["", "MLP", "CNN"], ["Original", "92,5", "96,2"], ["Verschoben", "38,1", "61,7"]]),
    ("word", [["Model", "original", "shifted"], ["MLP", "92.5 %", "38.1 %"], ["CNN", "96.2 %", "61.7 %"]]),
    ("typst", [["Model", "original", "shifted"], ["MLP", "92.5 %", "38.1 %"], ["CNN", "96.2 %", "61.7 %"]]),
    ("inline", [["epoch", "1", "2", "3"], ["loss", "0.5", "0.25", "0.125"], ["acc", "90.1", "", "95.3"]]),
]


@pytest.mark.parametrize(("name", "cells"), TABLES)
def test_a_table_is_read_cell_by_cell_with_and_without_rules(pages, name, cells):
    rows = [line for line in pages[name].lines if line.kind is LineKind.ROW]
    assert [[piece.text for piece in row.pieces] for row in rows] == cells
    assert all(row.source is Source.TABLE and not row.doubts for row in rows)


HEADINGS = [
    ("cm11", ["Deep Learning - Exercise 6", "1 Pen and paper", "1.1 Forward pass", "1.2 Backward pass", "1.3 Update", "6 Experiments"]),
    ("lm10", ["Exercise sheet 6 - solutions", "Task 1: Pen and paper", "Task 6.2"]),
    ("times12", ["Übungsblatt 6", "Aufgabe 1.1", "Aufgabe 1.2", "Aufgabe 1.3", "Aufgabe 6.2"]),
    ("word", ["Exercise 6", "1 Pen and paper", "1.1 Forward pass", "1.2 Backward pass", "1.3 Update", "6.2 Questions"]),
]


@pytest.mark.parametrize(("name", "headings"), HEADINGS)
def test_headings_are_told_from_text(pages, name, headings):
    found = [line.text for line in pages[name].lines if line.kind is LineKind.HEADING]
    assert found[: len(headings)] == headings


@pytest.mark.parametrize("name", ["cm11", "lm10", "times12", "word"])
def test_an_ordinary_page_leaves_no_doubt_and_nothing_unread(pages, name):
    assert [line for line in pages[name].lines if line.doubts] == []
    assert pages[name].unread == ()
    assert pages[name].notes == ()


def test_the_number_of_a_formula_is_no_part_of_it(pages):
    lines = [line.text for line in pages["lm10"].lines]
    assert "= 12 · 1 + 16 · 2 = 44" in lines
    assert lines[lines.index("= 12 · 1 + 16 · 2 = 44") + 1] == "(1)"


def test_the_pieces_of_a_line_make_up_its_text_and_lie_on_the_page(pages):
    for document in pages.values():
        for line in document.lines:
            if line.kind is not LineKind.ROW:
                assert "".join(piece.text for piece in line.pieces) == line.text
            for x0, top, x1, bottom in (piece.box for piece in line.pieces if piece.box is not None):
                assert 0 <= x0 < x1 <= 620
                assert 0 <= top < bottom <= 850


def test_the_box_of_a_value_holds_the_value_alone(pages):
    line = next(line for line in pages["cm11"].lines if line.text.endswith(r"= ⟦14 \\ 20⟧"))
    x0, top, x1, bottom = line.pieces[-1].box
    assert x1 - x0 < 30
    assert 20 < bottom - top < 30


def test_blocks_grow_down_the_document(pages):
    for document in pages.values():
        blocks = [line.block for line in document.lines]
        assert blocks == sorted(blocks)


def test_text_that_nobody_can_see_is_left_out_and_noted(pages):
    document = pages["palatino"]
    assert not any("grader should see" in line.text or "tiny" in line.text for line in document.lines)
    assert any(note.startswith("white text on page 1") for note in document.notes)
    assert any(note.startswith("text too small to read on page 1") for note in document.notes)


def test_a_picture_in_a_page_is_a_region_that_was_not_read(pages):
    assert [(one.why, one.page) for one in pages["palatino"].unread] == [("a picture that was not read", 2)]


def test_rows_without_brackets_are_doubtful(pages):
    doubtful = [line.text for line in pages["palatino"].lines if line.page == 2 and line.doubts]
    assert any("= -2" in text for text in doubtful)


def test_a_page_in_columns_is_read_column_by_column(pages):
    lines = [line for line in pages["columns"].lines if line.kind is not LineKind.MARGIN]
    assert not any(line.doubts for line in lines)
    assert any(line.text == r"L = \frac{1}{2} · 400 = 200" for line in lines)
    assert [line.text for line in lines if line.kind is LineKind.HEADING] == ["1 One", "2 Two"]
    first = [line.pieces[0].box for line in lines if line.page == 1]
    turned = next(index for index, box in enumerate(first) if box[0] > 306)
    assert all(box[0] < 306 for box in first[:turned])
    assert all(box[0] > 306 for box in first[turned:])


def test_a_drawing_is_not_read_and_a_coloured_box_is_no_drawing(pages):
    assert [one.why for one in pages["boxes"].unread] == ["a drawing that was not read"] * 2
    assert not any(line.doubts for line in pages["boxes"].lines[:4])


def test_the_ends_of_a_large_bracket_that_typst_gives_no_character_are_put_to_it(pages):
    assert not any("bracket" in doubt for line in pages["typst"].lines for doubt in line.doubts)
