"""Matrices that are drawn beside each other, and the formulas of Markdown that need no dollars alone."""

import pytest

from grader.printed.drawn_abreast import abreast
from grader.readers.transcription import read_transcription


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("W[0] = ⎡ 0  −1 ⎤   W[1] = ⎡ 1 ⎤\n       ⎣ 2   3 ⎦          ⎣ 4 ⎦", "W[0] = [[0; -1]; [2; 3]]    W[1] = [1; 4]"),
        ("   Y1         Y2\n| 1  2 |   | 5  6 |\n| 3  4 |   | 7  8 |", "Y1 = [[1; 2]; [3; 4]]    Y2 = [[5; 6]; [7; 8]]"),
        ("     [1, 2]      [5]\nA =  [3, 4]   b = [7]", None),  # not in the same places
        ("     [1, 2]        [5]\nA =  [3, 4]    b = [7]", "A = [[1; 2]; [3; 4]]    b = [5; 7]"),
    ],
)
def test_drawn_brackets_beside_each_other_stand_behind_their_names(text, line):
    found = [row for row in abreast(text.split("\n")) if row]
    assert found == [line] if line is not None else found == text.split("\n")


@pytest.mark.parametrize(
    "text",
    [
        "| 1  2 |   | 5  6 |\n| 3  4 |   | 7  8 |",  # no names
        "   Y1\n| 1  2 |   | 5  6 |\n| 3  4 |   | 7  8 |",  # a name for one of them
        "   Y1   Y2\n| 1  2 |   | 5  6 |\n| 3  4 |   | 7  8 |",  # whose is Y2?
        "   Y1         Y2\n| 1  2 |   | 5  6 |\n| 3    |   | 7  8 |",  # a hole
        "   Y1         Y2\n| 1  2 | - | 5  6 |\n| 3  4 |   | 7  8 |",  # they are taken from each other
        "   Y1         Y2\n| 1  2 |   | 5  6 | x\n| 3  4 |   | 7  8 |",
        "| a | b |\n| 1 | 2 |\n| 3 | 4 |",
        "w[0] = 3    w[1] = 4\nw[0] = 5    w[1] = 6",
    ],
)
def test_what_is_not_sure_to_be_matrices_with_names_stays(text):
    assert abreast(text.split("\n")) == text.split("\n")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("```math\ny\n= \\begin{pmatrix} 1 \\\\\n2 \\end{pmatrix}\n```", r"y = ⟦1 \\ 2⟧"),
        ("so $`y = 1`$.", "so   y = 1  ."),
        ("$$y = \\begin{bmatrix*}[r] -1 \\\\ 2 \\end{bmatrix*}$$", r"y = ⟦-1 \\ 2⟧"),
        ("$$\\begin{aligned}[t] y &= 3 \\end{aligned}$$", "y  = 3"),
        ("$$y = \\begin{bmatrix} [r] \\\\ 2 \\end{bmatrix}$$", r"y = ⟦[r] \\ 2⟧"),
    ],
)
def test_formulas_of_markdown_are_formulas(text, line):
    assert [found.text.strip() for found in read_transcription(text.encode(), "a.md").lines] == [line]
